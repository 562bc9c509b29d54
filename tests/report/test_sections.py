"""The pieces of a report: words for probabilities, chosen runs, influence, the cut of the land."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analysis import stand_in
from echelon.analysis.plots.land import land_within
from echelon.analysis.results import Results
from echelon.report.answers import answer, outcomes
from echelon.report.influence import influences
from echelon.report.selection import chosen_runs
from echelon.report.words import LADDER, likelihood_words


def test_each_word_holds_from_its_least_probability_on() -> None:
    assert [word for _, word in LADDER] == [likelihood_words(least) for least, _ in LADDER]
    assert "exceptionally unlikely" == likelihood_words(0.0)


def test_what_all_of_few_runs_come_to_is_told_as_counted_with_one_bound_beside_it() -> None:
    made = stand_in.results(runs=20)
    same = {**made.arrays, "outcome": np.zeros(20, made.arrays["outcome"].dtype)}
    summary = Results(made.manifest, same).summary()
    told = outcomes(summary)

    assert "In all of 20 runs (95 % interval 0.84 to 1): " in answer(summary, ()).sentence
    one = stand_in.results(runs=1).summary()
    assert "In the only run that was made (" in answer(one, ()).sentence
    assert ["all of 20", "none of 20", "none of 20"] == [each.text for each in told]
    assert ["0.84 to 1", "0 to 0.16", "0 to 0.16"] == [each.interval_text for each in told]


def test_where_no_influence_is_shown_it_is_said_why() -> None:
    few, many = (stand_in.results(runs=runs) for runs in (20, 300))
    same = {**many.arrays, "outcome": np.zeros(300, many.arrays["outcome"].dtype)}
    alike = Results(many.manifest, same)

    assert ((), ()) == (influences(None, few).rows, influences(None, alike).rows)
    assert "20 runs are too few" in influences(None, few).method
    assert "Every run ends alike" in influences(None, alike).method


def test_the_run_nearest_to_the_record_has_the_recorded_times() -> None:
    # The fact is 42 to 47 hours, and run k arrives after k hours.
    (nearest,) = (
        it.run
        for it in chosen_runs(stand_in.results(runs=100))
        if it.role == "Nearest to the record"
    )
    assert 42 <= nearest <= 47


def test_the_representative_run_is_in_the_middle_of_the_most_frequent_ending() -> None:
    results = stand_in.results(runs=101)
    typical = chosen_runs(results)[0]

    assert "Representative run" == typical.role
    assert 45 <= typical.run <= 55
    assert 0 == results.arrays["outcome"][typical.run]


def test_the_run_that_went_otherwise_ended_otherwise() -> None:
    results = stand_in.results(runs=100)
    other = chosen_runs(results)[-1]

    assert "How it could have gone otherwise" == other.role
    assert 1 == results.arrays["outcome"][other.run]


def test_chosen_runs_are_numbered_as_the_runs_are() -> None:
    later = stand_in.results(runs=100, first=500)

    assert all(500 <= it.run < 600 for it in chosen_runs(later))


def test_without_a_record_nothing_is_near_it() -> None:
    results = stand_in.results(runs=20)
    about = dict(results.manifest.about)
    for part in ("times", "quantities"):
        about[part] = [each | {"fact": None} for each in about[part]]
    bare = Results(replace(results.manifest, about=about), results.arrays)

    assert ["Representative run", "How it could have gone otherwise"] == [
        it.role for it in chosen_runs(bare)
    ]


def test_the_land_is_cut_to_the_box() -> None:
    west, south, east, north = 24.0, 57.0, 32.0, 61.0
    rings = land_within(west, south, east, north)
    points = [point for ring in rings for point in ring]

    assert len(rings) > 10  # the islands of the Gulf of Finland
    assert all(west <= lon <= east and south <= lat <= north for lon, lat in points)


def test_there_is_no_land_in_the_middle_of_the_ocean() -> None:
    assert () == land_within(-40.0, 30.0, -35.0, 35.0)


def is_on_land(lon: float, lat: float) -> bool:
    """Say by the even-odd rule whether a point is on land."""
    crossings = 0
    for ring in land_within(lon - 2, lat - 2, lon + 2, lat + 2):
        for (x, y), (u, v) in zip(ring, (*ring[1:], ring[0]), strict=True):
            if (y > lat) != (v > lat) and lon < x + (lat - y) / (v - y) * (u - x):
                crossings += 1
    return crossings % 2 == 1


@pytest.mark.parametrize(
    ("lon", "lat", "expected"),
    [(30.32, 59.57, True), (28.3, 57.8, True), (27.0, 59.9, False), (21.0, 58.5, False)],
    ids=["near Gatchina", "Pskov", "Gulf of Finland", "Baltic"],
)
def test_what_is_land_is_land(lon: float, lat: float, expected: bool) -> None:
    assert expected == is_on_land(lon, lat)
