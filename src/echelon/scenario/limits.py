"""How much a scenario may hold, so that reading one ends within seconds whatever it holds."""

from __future__ import annotations

MOST_BYTES = 5_000_000
"""Of one file."""

MOST_BYTES_IN_ALL = 20_000_000
"""Of all files of a scenario."""

MOST_VALUES = 100_000
"""Scalars, lists and mappings of all files of a scenario; a large crisis has 30 000."""

MOST_ROWS = 20_000
"""Of a table."""

MOST_COLUMNS = 1_000
"""Of a table."""

MOST_FILES = 2_000
"""Names in a folder of a scenario."""

DEEPEST = 64
"""Lists and mappings within each other."""

MOST_FAULTS = 200
"""Listed of one file: beyond that they have, as a rule, one cause."""

MOST_FAULTS_IN_ALL = 1_000
"""Listed of all files of a scenario."""

LONGEST_NUMBER = 400
"""Characters of a number."""

MOST_DIGITS = 300
"""Of a whole number, so that it is still finite as a float."""
