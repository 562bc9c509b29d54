"""x."""
from echelon.errors.explanation import Explanation
SCHEMA: dict[str, Explanation] = {}
