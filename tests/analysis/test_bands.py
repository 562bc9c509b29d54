"""Pictures of places over time, of men at gates and of what-ifs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import matplotlib.pyplot as plt
import numpy as np
import pytest

from analysis import stand_in
from echelon.analysis.ground import ways
from echelon.analysis.indices import Explained
from echelon.analysis.intervals import Interval
from echelon.analysis.obeying import Authority, Frame
from echelon.analysis.pairs import OutcomePairs
from echelon.analysis.plots.clock import TimeAxis
from echelon.analysis.plots.command import draw_authority
from echelon.analysis.plots.tornado import draw_tornado
from echelon.analysis.questions import Asked
from echelon.analysis.results import Results
from echelon.analysis.sensitive import Influence, Sensitivity
from echelon.api import load
from echelon.campaign.marches import March, marches
from echelon.campaign.simulate import observe
from echelon.campaign.trains import Journey, Sighting
from echelon.ensemble.columns import Column
from echelon.errors import MisuseError

HOUR = 3_600_000_000

plt.switch_backend("Agg")  # draws without a screen


@pytest.fixture(autouse=True)
def _closed_figures() -> Iterator[None]:
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def runs() -> Results:
    return load("ostrov-gatchina").run(12)


def counted() -> Results:
    """Give results in which two gates stop 300 and 100 men of a thousand."""
    bare = stand_in.results(runs=2)
    men = {"command": 300, "railway": 100, "through": 600}
    columns = tuple(Column(f"funnel_reds_{gate}", "<i8", "men", "Reds") for gate in men)
    arrays = {f"funnel_reds_{gate}": np.array([each, each]) for gate, each in men.items()}
    manifest = replace(bare.manifest, columns=(*bare.manifest.columns, *columns))
    return Results(manifest, {**bare.arrays, **arrays})


def test_a_fan_shows_the_median_between_its_bands(runs: Results) -> None:
    axes = runs.plot.fan("gatchina")

    assert "(men)" in axes.get_ylabel()
    (median,) = axes.get_lines()
    strength = runs.strength("gatchina")
    spans = [np.ptp(row) for row in strength.mean]
    row = int(np.argmax(spans))
    assert strength.quantile(0.5)[row].tolist() == list(median.get_ydata())


def test_a_fan_of_an_unknown_side_names_the_nearest(runs: Results) -> None:
    side = runs.strength("gatchina").sides[0]

    with pytest.raises(MisuseError, match=f"did you mean `{side}`"):
        runs.plot.fan("gatchina", f"{side}x")


def test_the_control_map_has_a_strip_for_each_place(runs: Results) -> None:
    axes = runs.plot.control_map("gatchina", "pskov")

    assert ["Gatchina", "Pskov"] == [label.get_text() for label in axes.get_yticklabels()]
    assert "of the runs" in axes.get_ylabel()
    axes.figure.canvas.draw()
    label, whole = axes.yaxis.label.get_window_extent(), axes.figure.bbox
    assert whole.y0 <= label.y0
    assert label.y1 <= whole.y1


def test_the_funnel_has_a_bar_for_each_gate() -> None:
    axes = counted().plot.funnel()

    assert [300, 100, 600] == [bar.get_width() for bar in axes.patches]
    assert "men" in axes.get_xlabel()


def test_without_gates_there_is_no_funnel() -> None:
    with pytest.raises(MisuseError, match="no order"):
        stand_in.results(runs=3).plot.funnel()


def test_the_largest_difference_of_a_tornado_is_at_the_top() -> None:
    asked = Asked("held", "The capital is held")
    small = OutcomePairs(asked, pairs=100, both=40, gained=5, lost=1)
    large = OutcomePairs(asked, pairs=100, both=10, gained=2, lost=40)
    axes = draw_tornado([("Small", small), ("Large", large)], None)

    assert ["Large", "Small"] == [label.get_text() for label in axes.get_yticklabels()]
    assert [large.difference, small.difference] == [bar.get_width() for bar in axes.patches]


def test_each_quantity_has_a_strip_with_its_median_between_its_ends(runs: Results) -> None:
    axes = runs.plot.quantities()

    spreads = runs.summary().quantities
    assert len(spreads) == len(axes.get_yticklabels())
    notches = [line for line in axes.get_lines() if line.get_marker() == "|"]
    for spread, notch in zip(spreads, notches, strict=True):
        facts = [spread.asked.fact.high] if spread.asked.fact else []
        told = [0.0, *runs.arrays[f"quantity_{spread.asked.id}"], *facts]
        placed = min(told) + float(notch.get_xdata()[0]) * (max(told) - min(told))
        assert spread.quantiles[2] == pytest.approx(placed)


def test_every_account_has_a_mark_at_each_outcome() -> None:
    scenario = load("ostrov-gatchina")
    axes = scenario.run(6).plot.accounts(4)

    marks = [line for line in axes.get_lines() if line.get_marker() not in ("None", None, "")]
    for id_, mark in zip(scenario.accounts, marks, strict=True):
        ended = scenario.account(id_).run(4).arrays["outcome"]
        shares = np.bincount(ended[ended >= 0], minlength=len(scenario.outcomes)) / 4
        assert shares.tolist() == list(mark.get_xdata())


def test_influence_is_drawn_as_it_was_found() -> None:
    runs = stand_in.results(runs=400)
    found = Sensitivity(
        scenario="stand_in",
        questions=runs.questions,
        target=Asked("held", "The capital is held"),
        kind="outcome",
        seed=0,
        runs=400,
        mean=0.5,
        interval=Interval(0.45, 0.55),
        influences=(influence("rails", 0.3, "D"), influence("wires", 0.1, None)),
        idle=(),
        chance=(),
        sobol=(),
        sobol_size=0,
    )
    axes = runs.plot.influence(found)

    assert [0.3, 0.1] == [bar.get_width() for bar in axes.patches]
    assert ["rails [D]", "wires [no grade]"] == [
        label.get_text() for label in axes.get_yticklabels()
    ]
    dark, none = (bar.get_facecolor() for bar in axes.patches)
    assert dark == none  # what has no grade counts as the weakest


def influence(id_: str, share: float, grade: str | None) -> Influence:
    return Influence(
        id=id_,
        label=id_,
        inputs=(id_,),
        unit="",
        distribution="0 to 1",
        grade=grade,
        source=None,
        origin="supplied",
        first=Explained(share, 0.001),
        resampled=None,
        along={},
        matters=True,
    )


def test_who_obeyed_whom_fills_a_bar_for_each_pair(runs: Results) -> None:
    axes = runs.plot.obedience(6)

    wide = sum(bar.get_width() for bar in axes.patches)
    assert len(axes.get_yticklabels()) == pytest.approx(wide)
    assert "6 runs" in axes.get_xlabel()


def test_the_map_marks_every_place_by_its_holder_and_the_trains_under_way(runs: Results) -> None:
    axes = runs.plot.map("1917-11-09 12:00", run=0)

    parts = load("ostrov-gatchina").document.parts
    sides = {side.name for side in parts.sides.values()} | {"held by nobody"}
    marked = sum(len(line.get_xdata()) for line in axes.get_lines() if line.get_label() in sides)
    assert sum(place.lat is not None for place in parts.places.values()) == marked
    assert any(str(line.get_label()).endswith("trains") for line in axes.get_lines())
    assert "run 0" in axes.get_title("left")


def test_the_map_shows_all_who_are_on_the_way_by_any_means() -> None:
    crisis = load("algiers-1961")
    axes = crisis.run(1).plot.map("1961-04-24 06:00", run=0)

    at_us = crisis.document.calendar.parse_moment("1961-04-24 06:00")
    told = marches(crisis.campaign, observe(crisis.campaign, 0, 0))
    units = [each for each in told if each.means != "person" and not each.caught]
    counts = Counter(
        {
            (each.who, each.number): each.means
            for each in units
            if each.sightings[0].time_us <= at_us
        }.values()
    )
    labels = {str(line.get_label()) for line in axes.get_lines()}
    assert counts["motor"] > 1
    assert f"{counts['motor']} motor columns" in labels
    assert f"{counts['air']} aircraft" in labels


def test_an_echelon_is_on_one_way_at_a_time_and_a_person_only_while_he_travels() -> None:
    document = load("ostrov-gatchina").document
    unit, person = next(iter(document.parts.units)), next(iter(document.parts.persons))
    by_rail = Journey(unit, "Horse", 2, 2, (Sighting(0, "ostrov"), Sighting(5, "luga")))
    seen = Sighting(7, "luga"), Sighting(9, "gatchina")
    on_foot = March(unit, "Horse", "side", 2, 2, "foot", seen, caught=False)
    other = replace(on_foot, number=1)
    alone = March(person, "Anna", "side", 1, 1, "person", seen, caught=False)

    found = [
        (each.name, each.gone_us) for each in ways(document, [by_rail], [on_foot, other, alone])
    ]

    assert [
        ("Horse, echelon 2", 7),
        ("Horse, echelon 2", None),
        ("Horse, echelon 1", None),
        ("Anna", 9),
    ] == found


def test_there_is_no_map_of_a_moment_outside_the_period(runs: Results) -> None:
    with pytest.raises(MisuseError, match="outside the period"):
        runs.plot.map("1918-01-01")


def test_without_institutions_there_is_no_picture_of_authority(runs: Results) -> None:
    with pytest.raises(MisuseError, match="nothing of authority"):
        runs.plot.authority()


def test_authority_has_a_strip_for_each_matter_filled_from_the_start_to_the_end() -> None:
    told = Authority(
        {"old": "Old law"},
        {"duma": "The Duma", "minister": "Minister of War"},
        (
            Frame(0, "duma", "old", "stands", "valid"),
            Frame(0, "minister", "old", "Verkhovsky", "valid"),
            Frame(24 * HOUR, "duma", "old", "stands", "void"),
        ),
    )
    axes = draw_authority(TimeAxis(stand_in.CALENDAR, 48 * HOUR), told, "old", 3, None)

    assert [24, 24, 48] == [round(bar.get_width()) for bar in axes.patches]
    assert ["Verkhovsky"] == [text.get_text().strip() for text in axes.texts]
    assert "Old law, run 3" in axes.get_title("left")
