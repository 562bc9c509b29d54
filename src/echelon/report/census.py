"""Who was how strong where, and who held what, at every full hour over all runs."""

from __future__ import annotations

import numpy as np

from echelon.analysis.census import Strength
from echelon.analysis.results import Results
from echelon.report import schema
from echelon.scenario.document import Document
from echelon.units import MICROSECONDS_PER_HOUR

SHARES = (0.1, 0.25, 0.5, 0.75, 0.9)
MOST_FANS = 6
MOST_PLACES = 16
MOST_MOMENTS = 120
CHANGES = 0.02
"""A place is shown if who holds it changes in more than this share of the runs."""


def fans(results: Results, document: Document) -> tuple[schema.Fan, ...]:
    """Return the strength of each side over time at the places that the question is about.

    Parameters
    ----------
    results : Results
        With tallies.
    document : Document
        Of the same scenario.

    Returns
    -------
    tuple of Fan
        The capital first, then the place and side whose median changes most; sides whose strength
        hardly changes are left out.
    """
    census = results.questions.census
    if census is None or not results.tallies:
        return ()
    places, sides = document.parts.places, document.parts.sides
    found: list[tuple[bool, float, schema.Fan]] = []
    for place in census.watched:
        strength = results.strength(place)
        quantiles = np.stack([strength.quantile(share) for share in SHARES])
        for row, side in enumerate(strength.sides):
            of_side = quantiles[:, row, :]
            moved = float(np.ptp(of_side, axis=1).max())
            if moved < 1.0:
                continue
            is_capital = places[place].kind == "capital"
            fan = _fan(places[place].name, sides[side].name, strength, of_side)
            found.append((not is_capital, -moved, fan))
    return tuple(fan for *_, fan in sorted(found, key=lambda each: each[:2]))[:MOST_FANS]


def control(results: Results, document: Document) -> schema.Control | None:
    """Return who holds each place that changes hands, in how many of the runs, hour by hour.

    Parameters
    ----------
    results, document
        As for `fans`.
    """
    census = results.questions.census
    if census is None or not results.tallies:
        return None
    places, sides = document.parts.places, document.parts.sides
    told: list[tuple[float, str, np.ndarray]] = []
    for place in census.places:
        found = results.control(place)
        share = np.asarray(found.share)
        changed = float(np.ptp(share, axis=1).max())
        if changed > CHANGES:
            told.append((-changed, places[place].name, share[1:]))
    if not told:
        return None
    told = sorted(told, key=lambda each: each[:2])[:MOST_PLACES]
    rows = _spaced(told[0][2].shape[1])
    return schema.Control(
        runs=len(results),
        sides=tuple(schema.Side(id=side, name=sides[side].name) for side in census.sides),
        places=tuple(name for _, name, _ in told),
        moments=tuple(float(row) * MICROSECONDS_PER_HOUR for row in rows),
        shares=tuple(
            tuple(tuple(round(float(each), 4) for each in side[rows]) for side in share)
            for *_, share in told
        ),
    )


def _fan(place: str, side: str, strength: Strength, quantiles: np.ndarray) -> schema.Fan:
    rows = _spaced(quantiles.shape[1])
    return schema.Fan(
        place=place,
        side=side,
        runs=strength.runs,
        unit="men",
        moments=tuple(float(row) * MICROSECONDS_PER_HOUR for row in rows),
        quantiles=tuple(tuple(round(float(men), 1) for men in each[rows]) for each in quantiles),
    )


def _spaced(hours: int) -> np.ndarray:
    """Return the rows of at most so many hours, the first and the last among them."""
    return np.unique(np.linspace(0, hours - 1, min(hours, MOST_MOMENTS)).round().astype(int))
