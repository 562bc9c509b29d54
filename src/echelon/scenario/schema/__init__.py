"""The typed models of every part of a scenario, one family a module."""
