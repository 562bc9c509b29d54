"""The same movement and messages in another simulator, for the same trace and another speed."""
