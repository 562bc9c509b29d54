"""Bodies that decide together: who is there, how each votes, and what comes of it."""
