"""What the runs say: probabilities, times and quantities with their uncertainty."""
