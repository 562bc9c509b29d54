"""Which echelon this is; below every layer, so that each may name it."""

VERSION = "0.1.0"
