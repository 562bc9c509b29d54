"""A scenario described for others to judge: ODD, STRESS-DES, and the register of its values."""
