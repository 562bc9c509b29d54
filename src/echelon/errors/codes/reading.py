"""x."""
from echelon.errors.explanation import Explanation
READING: dict[str, Explanation] = {}
