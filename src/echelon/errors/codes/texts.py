"""x."""
from echelon.errors.explanation import Explanation
TEXTS: dict[str, Explanation] = {}
