"""What numbers are drawn and computed from: programs, distributions and inputs, as tables."""

from __future__ import annotations

from echelon.engine.layout import REAL, WHOLE, WIDE, columns

CODE = columns(
    ("op", WHOLE),
    ("argument", WHOLE),
    ("number", REAL),
)
DISTRIBUTIONS = columns(
    ("quantile", WHOLE),
    ("p0", REAL),
    ("p1", REAL),
    ("p2", REAL),
    ("first_curve", WHOLE),  # CURVE: first of its numbers in `curves`
    ("pieces_per_unit", REAL),
    ("first_choice", WHOLE),  # range in `choices`
    ("last_choice", WHOLE),
)
CHOICES = columns(
    ("up_to", REAL),  # cumulative probability
    ("number", REAL),
)
INPUTS = columns(  # row n is held in slot n of `State.values`
    ("luck", WIDE),
    ("distribution", WHOLE),  # NOBODY: computed by a formula, not drawn
    ("first_factor", WHOLE),  # range in `factors`: correlated normals that make up this one
    ("last_factor", WHOLE),
    ("design_column", WHOLE),  # of `design`: the run from which a designed run takes this input
)
FACTORS = columns(
    ("luck", WIDE),  # of the name of an independent standard normal
    ("weight", REAL),
)
FORMULAS = columns(
    ("slot", WHOLE),
    ("first_code", WHOLE),
    ("last_code", WHOLE),
)
REPORTS = columns(
    ("first_code", WHOLE),  # an outcome's condition or a quantity's value, range in `code`
    ("last_code", WHOLE),
)
