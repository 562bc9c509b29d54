"""x."""
from echelon.errors.explanation import Explanation
CHECKS: dict[str, Explanation] = {}
