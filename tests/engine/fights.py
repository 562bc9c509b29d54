"""Small fights: two sides at one place who fight at once, each element one man."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path

from echelon.campaign.simulate import Campaign
from worlds import Entry, campaign_of, places, quantity, unit

ALWAYS = 1e6
"""Occasions an hour: the fight begins in the first moment."""

QUIET: dict[str, object] = {
    "parley_per_h": 0,
    "fraternisation_per_h": 0,
    "mediation_per_h": 0,
    "provocation_per_h": 0,
    "element_men": 1,
    "one_effect_per_h": 1,
    "other_effect_per_h": 1,
    "reluctance": 1,
    "break_off_per_h": 0,
    "break_off_by_losses_per_h": 0,
    "prisoners_per_man": 0,
    "take_men": 1,
    "take_h": 1,
}


def opposition(**fields: object) -> Entry:
    """Return that red opposes blue, with nothing that happens by itself but what is given."""
    named: dict[str, object] = {"id": "red_and_blue", "one": "red", "other": "blue"}
    return Entry("oppositions", named | QUIET | fields)


def a_fight(folder: Path, red: float, blue: float, *more: Entry, **fields: object) -> Campaign:
    """Compile a fight at a place between so many men of either side."""
    entries = [
        *places("field"),
        unit("reds", "field", men=red),
        unit("blues", "field", men=blue, side="blue"),
        quantity("reds_left", "men(reds; field)"),
        quantity("blues_left", "men(blues; field)"),
        opposition(provocation_per_h=ALWAYS, **fields),
        *more,
    ]
    return campaign_of(folder, entries, hours=1000)


@cache
def chance(m: int, n: int, a: Fraction, b: Fraction, law: str = "square") -> Fraction:
    """Return the probability that the first side wins, by the chain's own recursion."""
    if m == 0 or n == 0:
        return Fraction(int(n == 0))
    one, other = (b * n, a * m) if law == "square" else (b * m * n, a * m * n)
    loses = one / (one + other)
    return loses * chance(m - 1, n, a, b, law) + (1 - loses) * chance(m, n - 1, a, b, law)
