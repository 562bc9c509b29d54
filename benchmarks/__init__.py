"""What Echelon takes in time and memory, measured beside what was asked of it."""
