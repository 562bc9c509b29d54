"""Pure rules: what a value is, which way leads to a goal, what a condition says."""
