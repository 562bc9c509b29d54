"""What the pictures of single runs show is what the commands tell of those runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from cli.terminal import say_json
from echelon.analysis import obeying
from echelon.api import load
from echelon.campaign.marches import marches
from echelon.campaign.simulate import observe
from echelon.campaign.trains import journeys
from echelon.report.command import authority
from echelon.report.schema import Line, Theatre
from echelon.report.theatre import lines, on_the_way, theatre
from echelon.units import MICROSECONDS_PER_SECOND

RAIL, ROAD = "ostrov-gatchina", "algiers-1961"
RUN = 3
MINUTE_S = 60
"""Commands tell moments to the minute, the file tells them to the second."""

Told = list[tuple[int, str]]
"""Moments in seconds since the start, and a sentence for each."""


@pytest.fixture(scope="module")
def line() -> Line:
    campaign = load(RAIL).campaign
    (told,) = lines(campaign, RUN, journeys(campaign, observe(campaign, 0, RUN)))
    return told


@pytest.fixture(scope="module")
def theatres() -> Mapping[str, Theatre]:
    found = {}
    for name in (RAIL, ROAD):
        campaign = load(name).campaign
        found[name] = theatre(campaign, [on_the_way(campaign, 0, RUN)])
    return {name: each for name, each in found.items() if each is not None}


def _end_s(name: str) -> float:
    return load(name).document.settings.end_us / MICROSECONDS_PER_SECOND


def _told(capsys: pytest.CaptureFixture[str], name: str, *kinds: str) -> Told:
    """Return what `echelon chronicle --json` says of some kinds of event."""
    calendar = load(name).document.calendar
    events: list[dict[str, Any]] = say_json(capsys, "chronicle", name, "--run", str(RUN))["events"]
    return [
        (calendar.parse_moment(event["time"]) // MICROSECONDS_PER_SECOND, event["text"])
        for event in events
        if event["kind"] in kinds
    ]


def _is_told(told: Told, time_s: float, *words: str) -> bool:
    return any(
        -1 <= time_s - at_s <= MINUTE_S and all(word in text for word in words)
        for at_s, text in told
    )


def test_every_point_of_a_train_line_is_told_by_the_chronicle(
    capsys: pytest.CaptureFixture[str], line: Line
) -> None:
    at_station = {station.km: station.name for station in line.stations}
    kinds = ("begins_loading", "leaves_station", "reaches_station", "begins_detraining")
    told = _told(
        capsys, RAIL, line.run, *(f"echelon_{kind}" for kind in kinds), "echelon_detrained"
    )
    end_s = _end_s(RAIL)
    points = [
        (path.name, time_s, at_station[km])
        for path in line.paths
        for time_s, km in path.marks
        if km in at_station and time_s < end_s
    ]

    assert len(points) > 20
    assert [] == [it for it in points if not _is_told(told, it[1], it[0], it[2])]


def test_every_departure_that_the_chronicle_tells_is_on_the_train_line(
    capsys: pytest.CaptureFixture[str], line: Line
) -> None:
    km_of = {station.name: station.km for station in line.stations}
    told = _told(capsys, RAIL, "echelon_leaves_station")
    drawn = {
        (path.name, km): [time_s for time_s, at_km in path.marks if at_km == km]
        for path in line.paths
        for _, km in path.marks
    }
    missing = []
    for at_s, text in told:
        name, way = text.split(" leaves ")
        times = drawn.get((name, km_of[way.split(" for ")[0]]), [])
        if not any(-1 <= time_s - at_s <= MINUTE_S for time_s in times):
            missing.append(text)

    assert told
    assert [] == missing


def test_the_authority_table_at_its_moments_is_that_of_json(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(obeying, "MOST_FRAMES", 40)  # without compilation each takes a second
    told = authority(load(ROAD).campaign, 0, RUN)
    assert told is not None
    calendar = load(ROAD).document.calendar
    moments = sorted({frame.time_us for frame in told.frames})
    assert len(moments) > 3
    for moment_us in (moments[0], moments[len(moments) // 2], moments[-1]):
        at = calendar.format_iso(int(moment_us))
        assert calendar.parse_moment(at) == moment_us, "asked to the minute"
        found = say_json(capsys, "authority", ROAD, "--run", str(told.run), "--at", at)
        shown = {
            (frame.view, frame.matter): frame.verdict
            for frame in told.frames
            if frame.time_us <= moment_us
        }
        expected = {
            (view["id"], each["id"]): each["standing"]
            for view in found["views"]
            for each in (*view["institutions"], *view["acts"])
        }
        assert expected == {key: shown[key] for key in expected}


def test_everybody_on_the_map_is_where_the_chronicle_has_him(
    capsys: pytest.CaptureFixture[str], theatres: Mapping[str, Theatre]
) -> None:
    ground = theatres[ROAD]
    name_of = {(round(place.lat, 4), round(place.lon, 4)): place.name for place in ground.places}
    kinds = (
        "column_marches",
        "column_reaches_place",
        "traveller_leaves",
        "traveller_reaches_place",
    )
    told = _told(capsys, ROAD, *kinds)
    end_s = _end_s(ROAD)
    points = [
        (mover.name, time_s, name_of[ground.spots[spot]])
        for mover in ground.runs[0].movers
        for time_s, spot in zip(mover.times_s, mover.spots, strict=True)
        if time_s < end_s
    ]

    assert {"motor", "person"} <= {mover.means for mover in ground.runs[0].movers}
    assert [] == [it for it in points if not _is_told(told, it[1], it[0], it[2])]
    leaving = [text for _, text in told if " sets out from " in text or " leaves " in text]
    assert len(leaving) <= len(points)


def test_whoever_flies_is_not_seen_on_the_road() -> None:
    scenario = load(ROAD)
    flights = [
        march
        for run in range(4)
        for march in marches(scenario.campaign, observe(scenario.campaign, 0, run))
        if march.name.startswith("Transport wing")
    ]

    assert flights
    assert {"air"} == {march.means for march in flights}


def test_an_echelon_is_seen_in_one_place_at_a_time(theatres: Mapping[str, Theatre]) -> None:
    for ground in theatres.values():
        until: dict[str, float] = {}
        for mover in ground.runs[0].movers:
            assert until.get(mover.name, -1.0) <= mover.times_s[0], mover.name
            until[mover.name] = mover.gone_s if mover.gone_s is not None else float("inf")
