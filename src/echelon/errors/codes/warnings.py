"""x."""
from echelon.errors.explanation import Explanation
WARNINGS: dict[str, Explanation] = {}
