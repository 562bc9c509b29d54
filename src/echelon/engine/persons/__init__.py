"""What befalls persons: arrest, isolation, escape, silence, conversations and rounds of calls."""
