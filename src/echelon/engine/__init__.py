"""One simulated campaign: arrays and numbers only."""
