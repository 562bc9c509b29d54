"""Pictures: what a train graph and the strips of arrivals must show, whatever they look like."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

import echelon
from analysis import stand_in
from cli.terminal import environment
from echelon.analysis.plots.clock import TimeAxis
from echelon.analysis.plots.line import (
    MOST_TRAINS,
    Mark,
    Stretch,
    lanes,
    stretches_of,
    thinned,
)
from echelon.analysis.plots.movers import MOST_MARKS, Mover, draw_movers
from echelon.analysis.results import Results
from echelon.api import Scenario
from echelon.campaign import compile as compile_campaign
from echelon.campaign.simulate import observe
from echelon.campaign.trains import Journey, Sighting, Station, journeys, railway
from echelon.engine.vocabulary import Kind
from echelon.ensemble.columns import Column
from echelon.errors import MisuseError
from echelon.scenario.calendar import Calendar
from echelon.scenario.load import load_document
from worlds import Entry, act, fact, person, places, rail, scenario_text, unit

HOUR_US = 3_600_000_000

plt.switch_backend("Agg")  # draws without a screen


@pytest.fixture(autouse=True)
def _closed_figures() -> Iterator[None]:
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def road() -> Results:
    return echelon.load("ostrov-gatchina").run(3, first=16, seed=3)


def scenario(folder: Path, *more: Entry) -> Scenario:
    """Two trains from North by Middle to South, 60 km each, at 60 km an hour; a branch to West."""
    path = folder / "small.yaml"
    entries = [
        *places("north", "middle", "south", "west", "isle"),
        rail("north", "middle"),
        rail("south", "middle"),
        rail("west", "middle", length_km=20),
        rail("north", "south", length_km=200),
        person("anna", "north"),
        unit("horse", "north", echelons=2),
        *more,
    ]
    path.write_text(scenario_text(entries, hours=24), encoding="utf-8")
    return Scenario(load_document(path))


def trains(axes: Axes) -> dict[str, Line2D]:
    return {str(line.get_label()): line for line in axes.get_lines()}


def test_every_train_of_the_trace_has_a_line(road: Results) -> None:
    drawn = trains(road.plot.line("ostrov", "gatchina", run=17))

    assert road.document is not None
    campaign = compile_campaign(road.document)
    state = observe(campaign, 3, 17)
    rows = state.trace[: int(state.clock.n_trace[0])]
    left = {int(row.who) for row in rows if row.kind == Kind.ECHELON_LEAVES_STATION}
    units = list(road.document.parts.units.values())
    world = campaign.assembled.world
    names = {
        f"{units[world.echelons.unit[echelon]].name} {world.echelons.ordinal[echelon] + 1}"
        for echelon in left
    }
    assert names
    assert names == drawn.keys()


def test_stations_stand_in_order_at_their_distances(road: Results) -> None:
    axes = road.plot.line("ostrov", "gatchina", run=17)

    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert "Ostrov  0" == labels[0]
    assert "Gatchina  284" == labels[-1]
    assert sorted(axes.get_yticks()) == list(axes.get_yticks())
    bottom, top = axes.get_ylim()
    assert bottom > top


@pytest.mark.parametrize("name", ["outcomes", "arrivals", "funnel", "quantities", "map"])
def test_both_axes_of_every_picture_say_what_they_are(road: Results, name: str) -> None:
    axes = getattr(road.plot, name)()

    assert axes.get_xlabel()
    assert axes.get_ylabel()


def test_the_axes_are_labelled_with_their_units(road: Results) -> None:
    line, arrivals = road.plot.line("ostrov", "gatchina", run=17), road.plot.arrivals()

    assert "Distance along the line (km)" == line.get_ylabel()
    assert "Local time (hours; dates of 1917)" == line.get_xlabel() == arrivals.get_xlabel()
    assert "Ostrov to Gatchina, run 17" == line.get_title(loc="left")


def test_a_train_runs_and_stands_where_the_scenario_has_it(tmp_path: Path) -> None:
    moved = scenario(tmp_path, act("leaving", "anna", "move horse to south by rail", 1.0))
    drawn = trains(moved.run(1).plot.line("north", "south"))

    assert {"Horse 1", "Horse 2"} == drawn.keys()
    points = {(float(x), float(y)) for x, y in drawn["Horse 1"].get_xydata()}
    assert {(1.0, 0.0), (2.0, 60.0), (3.0, 120.0)} <= points


def test_the_shortest_way_by_rail_is_shown(tmp_path: Path) -> None:
    campaign = compile_campaign(scenario(tmp_path).document)

    assert (
        Station("north", "North", 0.0),
        Station("middle", "Middle", 60.0),
        Station("south", "South", 120.0),
    ) == railway(campaign, "north", "south")
    assert () == railway(campaign, "north", "isle")


def test_loops_are_placed_by_the_share_of_the_link(tmp_path: Path) -> None:
    single = scenario(
        tmp_path,
        rail("isle", "north", tracks=1, crossing_places=2, crossing_min=0),
        unit("foot", "north"),
        act("leaving", "anna", "move foot to isle by rail", 1.0),
    )
    compiled = compile_campaign(single.document)
    (journey,) = journeys(compiled, observe(compiled, 0, 0))

    seen = [(it.time_us / HOUR_US, it.place, round(it.share, 3)) for it in journey.sightings]
    assert [
        (1.0, "north", 0.0),
        (1.0, "north", 0.0),
        (pytest.approx(4 / 3), None, 0.667),
        (pytest.approx(5 / 3), None, 0.333),
        (pytest.approx(2.0), "isle", 0.0),
        (pytest.approx(2.0), "isle", 0.0),
        (pytest.approx(2.0), "isle", 0.0),
    ] == seen


def test_a_train_from_elsewhere_is_drawn_where_it_is_on_the_railway(tmp_path: Path) -> None:
    stations = [Station("north", "N", 0.0), Station("middle", "M", 60.0)]
    links = scenario(tmp_path).document.parts.links
    journey = Journey(
        "horse",
        "Horse",
        1,
        1,
        (
            Sighting(0, "north"),
            Sighting(1, "middle", "north_middle"),
            Sighting(2, "middle"),
            Sighting(3, "west", "west_middle"),
            Sighting(4, "middle", "west_middle"),
            Sighting(5, "north", "north_middle"),
        ),
    )

    assert [
        ((0.0, 0, 0, 0), (60.0, 1, 1, 2)),
        ((60.0, 1, 4, 4), (0.0, 0, 5, 5)),
    ] == [stretch.marks for stretch in stretches_of(journey, stations, links)]


def test_trains_that_stand_together_stand_side_by_side() -> None:
    journey = Journey("horse", "Horse", 1, 1, ())
    standing = [Stretch(journey, (Mark(0.0, 0, begin, 9),)) for begin in range(3)]
    later = Stretch(journey, (Mark(0.0, 0, 9, 10),))

    offsets = [own for (own,) in lanes([*standing, later], [0.0, 100.0])]
    assert 3 == len(set(offsets[:3]))
    assert all(offset <= 0 for offset in offsets)
    assert 0.0 == offsets[0] == offsets[3]


def test_of_thousands_of_trains_every_so_many_th_is_drawn_as_they_set_out() -> None:
    """A train that comes by twice is one of them, and both its stretches are drawn, or none."""
    many = [
        Stretch(Journey("horse", "Horse", number, 1000, ()), (Mark(0.0, 0, begin, begin + 1),))
        for number in range(1000)
        for begin in (number, 2000 + number)
    ]
    few, step = thinned(many)

    assert MOST_TRAINS >= len(few) > MOST_TRAINS // 2
    assert set(range(0, 1000, step)) == {each.journey.number for each in few}
    assert 2 * len({each.journey.number for each in few}) == len(few)
    assert (many[:50], 1) == thinned(many[:50])
    assert ([], 1) == thinned([])


def test_of_a_thousand_trains_on_the_map_neighbours_are_one_mark_and_none_is_lost() -> None:
    axes = plt.figure().add_subplot()
    axes.set_xlim(0, 30)
    axes.set_ylim(0, 40)
    movers = [Mover("side", "rail", row % 40, row // 40) for row in range(1200)]
    taken = draw_movers(axes, movers, ["side"])
    numbers = [int(words.get_text()) for words in axes.texts]
    marks = len(taken) - len(numbers)

    assert 20 < marks <= MOST_MARKS
    assert len(numbers) > 10
    assert max(numbers) < 100
    assert "1200 trains" in [line.get_label() for line in axes.get_lines()]


def test_a_run_in_which_nothing_happened_is_still_a_picture(tmp_path: Path) -> None:
    still = scenario(
        tmp_path,
        fact("never_so", "men(horse, south) > 0"),
        Entry("times", {"id": "arrival", "label": "The horse arrives", "fact": "never_so"}),
    ).run(2)

    line, arrivals = still.plot.line("north", "south"), still.plot.arrivals()
    assert [] == line.get_lines()
    assert "no train ran here" in [text.get_text() for text in line.texts]
    for axes in (line, arrivals):
        axes.figure.canvas.draw()
    assert ["The horse arrives"] == [label.get_text() for label in arrivals.get_yticklabels()]


def test_arrivals_show_every_time_in_order_with_the_share_that_never_came() -> None:
    axes = stand_in.results(runs=100).plot.arrivals()

    assert ["Gatchina taken", "The parade"] == [it.get_text() for it in axes.get_yticklabels()]
    assert {"0.10", ">0.97"} <= {text.get_text() for text in axes.texts}


@pytest.mark.parametrize(("runs", "colour"), [(100, "white"), (1, "#1a1a1a")])
def test_a_median_is_seen_in_a_bar_that_is_hardly_wider_than_it(runs: int, colour: str) -> None:
    results = stand_in.results(runs=runs)
    values = np.full(runs, 7.0) if runs == 1 else results.arrays["quantity_men"]
    results = Results(results.manifest, {**results.arrays, "quantity_men": values})
    for axes in (results.plot.arrivals(), results.plot.quantities()):
        medians = [line for line in axes.get_lines() if line.get_marker() == "|"]
        assert [colour] == [line.get_color() for line in medians]


def test_the_record_is_a_diamond_between_its_bounds() -> None:
    axes = stand_in.results(runs=100).plot.arrivals()
    noon_h = 12

    diamonds = [line for line in axes.get_lines() if line.get_marker() == "D"]
    assert [[noon_h + 44]] == [list(line.get_xdata()) for line in diamonds]
    assert [noon_h + 42, noon_h + 47] in [list(line.get_xdata()) for line in axes.get_lines()]


def test_one_run_makes_a_picture_too(road: Results) -> None:
    for results in (stand_in.results(runs=1), road):
        results.plot.arrivals().figure.canvas.draw()


def test_the_user_may_hand_over_axes_and_change_what_comes_back(road: Results) -> None:
    _, axes = plt.subplots()

    assert axes is road.plot.line("ostrov", "gatchina", run=17, axes=axes)
    axes.set_xlim(10, 20)
    axes.figure.canvas.draw()


def test_results_from_a_folder_need_their_scenario(road: Results, tmp_path: Path) -> None:
    road.save(tmp_path / "runs")
    loaded = echelon.load_results(tmp_path / "runs")

    with pytest.raises(MisuseError, match="stored without their scenario"):
        loaded.plot.line("ostrov", "gatchina", run=17)
    axes = loaded.plot.line("ostrov", "gatchina", run=17, scenario=echelon.load("ostrov-gatchina"))
    assert trains(axes)


def test_another_scenario_is_refused(road: Results) -> None:
    other = echelon.load("ostrov-gatchina").what_if("no_countermand")

    with pytest.raises(MisuseError, match="made from another scenario"):
        road.plot.line("ostrov", "gatchina", run=17, scenario=other)


@pytest.mark.parametrize(
    ("one", "other", "run", "why"),
    [
        ("ostrof", "gatchina", 17, "did you mean `ostrov`"),
        ("ostrov", "ostrov", 17, "no railway leads"),
        ("ostrov", "gatchina", 19, "run 19 is not among these runs, 16 to 18"),
    ],
)
def test_what_cannot_be_drawn_is_misuse(
    road: Results, one: str, other: str, run: int, why: str
) -> None:
    with pytest.raises(MisuseError, match=why):
        road.plot.line(one, other, run=run)


def test_a_scenario_without_times_has_no_arrivals() -> None:
    results = stand_in.results()
    about = dataclasses.replace(stand_in.QUESTIONS, times=()).as_json()
    manifest = dataclasses.replace(results.manifest, about=about)

    with pytest.raises(MisuseError, match="asks for no times"):
        Results(manifest, results.arrays).plot.arrivals()


def test_dates_are_those_of_the_scenarios_calendar() -> None:
    calendar = Calendar.from_start("1917-10-25 18:00", style="old_style")
    time = TimeAxis(calendar, 60 * HOUR_US)
    _, axes = plt.subplots()
    time.lay(axes, 0, 60 * HOUR_US)
    axes.figure.canvas.draw()

    assert 18.0 == time.hours(0)
    assert "Local time (hours; dates of 1917, Old Style)" == axes.get_xlabel()
    days = [label.get_text() for label in axes.get_xticklabels()]
    assert {"00\n26 Oct", "00\n27 Oct", "00\n28 Oct"} <= set(days)
    assert "18\n25 Oct" in [label.get_text() for label in axes.get_xticklabels(minor=True)]


@pytest.mark.parametrize("days", [0.1, 2, 9, 40, 400, 4000])
def test_the_axis_has_neither_too_many_marks_nor_none(days: float) -> None:
    _, axes = plt.subplots()
    period_us = round(days * 24 * HOUR_US)
    TimeAxis(Calendar.from_start("1914-08-01"), period_us).lay(axes, 0, period_us)
    axes.figure.canvas.draw()

    named = [
        label.get_text()
        for minor in (False, True)
        for label in axes.get_xticklabels(minor=minor)
        if label.get_text()
    ]
    assert 1 <= len(named) <= 20


def test_reading_and_running_import_no_matplotlib() -> None:
    code = (
        "import sys, echelon, echelon.cli.commands, echelon.analysis.results\n"
        "from echelon.api import load\n"
        "assert not {'matplotlib', 'numba'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env=environment())


def test_every_outcome_has_a_bar_as_long_as_its_share() -> None:
    results = stand_in.results(runs=100)
    axes = results.plot.outcomes()

    shares = [share.probability for share in results.summary().outcomes]
    assert shares == [bar.get_width() for bar in axes.patches]


def test_the_funnel_marks_what_happened_in_fact_where_the_record_says_so() -> None:
    bare = stand_in.results(runs=2)
    column = Column("funnel_army_through", "<i8", "men", "The army")
    recorded = {"low": 500.0, "best": 630.0, "high": 900.0, "used_for": [], "of": column.name}
    about = dict(bare.manifest.about) | {"gates": [recorded]}
    manifest = dataclasses.replace(bare.manifest, columns=(column,), about=about)
    axes = Results(manifest, {**bare.arrays, column.name: np.array([400, 800])}).plot.funnel()

    diamonds = [line for line in axes.lines if line.get_marker() == "D"]
    assert [630.0] == [float(np.asarray(line.get_xdata())[0]) for line in diamonds]


def test_millions_of_men_are_written_out_on_the_axis() -> None:
    bare = stand_in.results(runs=2)
    column = Column("funnel_army_through", "<i8", "men", "The army")
    manifest = dataclasses.replace(bare.manifest, columns=(column,))
    men = np.array([3_000_000, 3_200_000])
    axes = Results(manifest, {**bare.arrays, column.name: men}).plot.funnel()
    axes.figure.canvas.draw()

    assert "" == axes.xaxis.get_offset_text().get_text()
    assert "3\N{NARROW NO-BREAK SPACE}000\N{NARROW NO-BREAK SPACE}000" in [
        label.get_text() for label in axes.get_xticklabels()
    ]
