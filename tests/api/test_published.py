"""Published results of statistics and causation, had by the shipped commands from small scenarios.

A test fails by chance once in 16 000 (|z| < 4) for every number that it compares; seeds are fixed.
"""

from __future__ import annotations

from math import sqrt
from pathlib import Path

import numpy as np
import pytest

import echelon as ec
from worlds import (
    Entry,
    act,
    fact,
    moment,
    order,
    outcome,
    person,
    places,
    quantity,
    road,
    scenario_text,
    time_of,
    unit,
)


def scenario_of(folder: Path, entries: list[Entry]) -> ec.Scenario:
    path = folder / "small.yaml"
    path.write_text(scenario_text(entries), encoding="utf-8")
    return ec.load(path)


def unknown(id_: str) -> Entry:
    return Entry("inputs", {"id": id_, "value": "0..1"})


def near(expected: float, count: int) -> object:
    """Return what a share of so many runs may be."""
    return pytest.approx(expected, abs=4 * sqrt(expected * (1 - expected) / count))


def test_after_three_of_four_who_obeyed_the_next_does_as_laplace_says(tmp_path: Path):
    # P. S. Laplace (1774): of a chance about which nothing is known, after s of n, (s + 1)/(n + 2).
    obeyed = (True, True, False, True)
    entries = [unknown("spirit"), *places("here", "there"), road("here", "there")]
    entries += [person("chief", "here")]
    for row in range(len(obeyed) + 1):
        came = f"came_{row}"
        hours = 0 if row < len(obeyed) else 20
        entries += [
            unit(f"u{row}", "here", obedience="spirit"),
            act(f"go_{row}", "chief", f"move u{row} to there", hours),
            *(fact(came, f"arrived(u{row}; there)"), time_of(came)),
        ]
    for row, did in enumerate(obeyed):
        best = moment(2 if did else 30)
        entries += [Entry("record", {"id": f"in_fact_{row}", "of": f"when_came_{row}"})]
        entries[-1].fields.update({"low": best, "best": best, "high": best})
    entries += [outcome("follows", "happened(came_4)"), outcome("stays")]
    found = ec.condition(scenario_of(tmp_path, entries).run(20_000), moment(10), tolerance_h=0.1)

    # As many runs agree as a beta function says: 3! 1! / 5!.
    assert near(1 / 20, 20_000) == float(np.mean(found.weights))
    assert near(4 / 6, int(found.weights.sum())) == found.outcomes[0].share


def test_a_cause_beside_another_is_as_often_necessary_and_sufficient_as_pearl_says(tmp_path: Path):
    # J. Pearl (1999), Synthese 121, 93: the end comes by an order, if its way is open (a = 0.5), or
    # by something else (b = 0.3). Of ends with the order it was necessary in a (1 - b) /
    # (a + b - a b), which is the excess risk ratio, and sufficient in a of what ended otherwise.
    way, other = 0.5, 0.3
    entries = [
        *(unknown("way"), unknown("other"), *places("here"), person("chief", "here")),
        fact("ordered"),
        fact("ends", f"(happened(ordered) and way < {way}) or other < {other}"),
        order("orders", "chief", "time >= 1900-01-01 01:00", "tell chief ordered", obedience=0.6),
        *(outcome("ended", "happened(ends)"), outcome("stands")),
    ]
    (cause,) = scenario_of(tmp_path, entries).causes("ended", runs=2000).causes

    either = way + other - way * other
    assert near(way * (1 - other) / either, cause.necessary.of) == cause.necessary.value
    assert near(way, cause.sufficient.of) == cause.sufficient.value
    # Tian and Pearl (2000): without a defier the lower bounds are the probabilities themselves.
    assert cause.necessary.bounds is not None
    assert cause.necessary.value == pytest.approx(cause.necessary.bounds.low)


def test_the_g_function_written_as_a_quantity_has_its_published_indices(tmp_path: Path):
    # A. Saltelli and I. M. Sobol' (1995), Reliability Engineering and System Safety 50, 225: the
    # product of (|4 x - 2| + a) / (1 + a), with a = 0, 1, 4.5, 9.
    weights = (0, 1, 4.5, 9)
    factors = [
        f"(max(4 * x{row} - 2; 2 - 4 * x{row}) + {a}) / (1 + {a})" for row, a in enumerate(weights)
    ]
    entries = [unknown(f"x{row}") for row in range(4)]
    entries += [quantity("g", " * ".join(f"({it})" for it in factors))]
    results = scenario_of(tmp_path, entries).run(8_000)
    found = {it.id: it.first.share for it in results.sensitivity("g", replicates=50).influences}

    parts = [1 / (3 * (1 + a) ** 2) for a in weights]
    variance = float(np.prod([1 + part for part in parts])) - 1
    shares = [part / variance for part in parts]
    assert [0.7165, 0.1791, 0.0237, 0.0072] == pytest.approx(shares, abs=5e-5)
    assert shares == pytest.approx([found[f"x{row}"] for row in range(4)], abs=0.025)
