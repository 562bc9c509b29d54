"""Small scenarios written in a few lines, compiled by the shipped road from text to tables.

An entry is a part and its fields in the words of the language. Builders fill in what a test does
not care about with values that do nothing: no time to load, no delay, no spread.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import echelon.scenario
from echelon.campaign.chronicle import trace
from echelon.campaign.simulate import Campaign, compile_campaign, observe
from echelon.engine.draws import branch_key
from echelon.engine.handles import handle
from echelon.engine.memory import Capacities, blank_state
from echelon.engine.orders.conditions import look_at_everything
from echelon.engine.prologue import begin
from echelon.engine.state import State
from echelon.engine.vocabulary import Kind
from echelon.scenario.load import load_document

START = datetime(1900, 1, 1)
US_PER_MINUTE = 60_000_000
QUIET_LINE: dict[str, object] = {"cut_repair_h": 2, "news_min": 0}
ROOMY = Capacities(events=1 << 12, letters=1 << 12, trace=0)

BUNDLED = Path(echelon.scenario.__file__).resolve().parents[1] / "scenarios"


class Entry(NamedTuple):
    """One entry of a scenario: the part that it stands in, and its fields."""

    part: str
    fields: dict[str, object]


class Happening(NamedTuple):
    """One row of a trace; rows of tables as they are."""

    minute: float
    kind: Kind
    who: int
    detail: int
    extra: int


def moment(hours: float, start: datetime = START) -> str:
    """Return the moment so many hours after the start, as the language writes it."""
    return (start + timedelta(hours=hours)).isoformat(" ", timespec="seconds")


def side(id_: str) -> Entry:
    return Entry("sides", {"id": id_, "name": id_.title()})


def places(*ids: str, **fields: object) -> list[Entry]:
    return [Entry("places", {"id": id_, "name": id_.title()} | fields) for id_ in ids]


def rail(one: str, other: str, **fields: object) -> Entry:
    quiet: dict[str, object] = {"length_km": 60, "speed_km_h": 60, "headway_min": 0}
    ends: dict[str, object] = {"id": f"{one}_{other}", "kind": "rail", "from": one, "to": other}
    return Entry("links", ends | quiet | QUIET_LINE | fields)


def road(one: str, other: str, **fields: object) -> Entry:
    ends: dict[str, object] = {"id": f"{one}_{other}_road", "kind": "road"}
    ends |= {"from": one, "to": other, "length_km": 8, "speed_km_h": 4}
    return Entry("links", ends | QUIET_LINE | fields)


def wire(one: str, other: str, **fields: object) -> Entry:
    ends: dict[str, object] = {"id": f"{one}_{other}_wire", "kind": "telegraph"}
    ends |= {"from": one, "to": other, "delay_min": 0, "service_min": 0, "cut_repair_h": 24}
    return Entry("channels", ends | fields)


def person(id_: str, place: str, **fields: object) -> Entry:
    return Entry(
        "persons", {"id": id_, "name": id_.title(), "side": "red", "place": place} | fields
    )


def unit(id_: str, place: str, **fields: object) -> Entry:
    quiet: dict[str, object] = {"side": "red", "men": 100, "echelons": 1, "response_min": 0}
    quiet |= {"loading_h": 0, "unloading_h": 0, "march_km_h": 4, "march_h_per_day": 24}
    return Entry("units", {"id": id_, "name": id_.title(), "place": place} | quiet | fields)


def fact(id_: str, when: str | None = None, **fields: object) -> Entry:
    condition: dict[str, object] = {} if when is None else {"when": when}
    return Entry("facts", {"id": id_, "label": id_.replace("_", " ")} | condition | fields)


def order(id_: str, by: str, when: str, do: str, **fields: object) -> Entry:
    return Entry("orders", _labelled(id_) | {"by": by, "when": when, "do": do} | fields)


def act(
    id_: str, by: str, do: str, hours: float = 0.0, *, start: datetime = START, **fields: object
) -> Entry:
    what: dict[str, object] = {"by": by, "do": do, "at": moment(hours, start), "kind": "order"}
    return Entry("acts", _labelled(id_) | what | fields)


def _labelled(words: str) -> dict[str, object]:
    """Return an id and a label made of the same words, which may be given as either."""
    return {"id": words.replace(" ", "_"), "label": words.replace("_", " ")}


def outcome(id_: str, when: str | None = None) -> Entry:
    condition: dict[str, object] = {"otherwise": True} if when is None else {"when": when}
    return Entry("outcomes", {"id": id_, "label": id_} | condition)


def quantity(id_: str, value: str) -> Entry:
    return Entry("quantities", {"id": id_, "label": id_, "value": value})


def time_of(fact_id: str) -> Entry:
    return Entry("times", {"id": f"when_{fact_id}", "label": fact_id, "fact": fact_id})


def scenario_text(
    entries: Iterable[Entry],
    *,
    hours: float = 48.0,
    start: datetime = START,
    **settings: object,
) -> str:
    """Return a whole scenario as one file; the sides red and blue are there of themselves."""
    parts: dict[str, list[dict[str, object]]] = {}
    for entry in [*entries, side("red"), side("blue")]:
        parts.setdefault(entry.part, []).append(entry.fields)
    parts.setdefault("outcomes", [outcome("over").fields])
    period = {"start": moment(0.0, start), "end": moment(hours, start)}
    heading = {"echelon": 1, "title": "A small world", "question": "What happens?"}
    return json.dumps(heading | {"period": period} | settings | parts, indent=1)


def campaign_of(
    folder: Path,
    entries: Iterable[Entry],
    *,
    hours: float = 48.0,
    start: datetime = START,
    **settings: object,
) -> Campaign:
    """Write a scenario into `folder`, read it, and compile it."""
    path = folder / "small.yaml"
    text = scenario_text(entries, hours=hours, start=start, **settings)
    path.write_text(text, encoding="utf-8")
    return compile_campaign(load_document(path))


def bundled(name: str) -> Campaign:
    """Compile a scenario that comes with the package."""
    return compile_campaign(load_document(BUNDLED / name))


def happenings(campaign: Campaign, *kinds: Kind, seed: int = 0, run: int = 0) -> list[Happening]:
    """Return what happened in a run: everything, or only these kinds."""
    state = observe(campaign, seed, run)
    rows = state.trace[: int(state.clock.n_trace[0])]
    found = [
        Happening(
            row.time_us / US_PER_MINUTE,
            Kind(int(row.kind)),
            int(row.who),
            int(row.detail),
            int(row.extra),
        )
        for row in rows
    ]
    return [it for it in found if not kinds or it.kind in kinds]


def minutes(campaign: Campaign, kind: Kind, *, seed: int = 0, run: int = 0) -> list[float]:
    """Return at which minutes of a run something happened."""
    return [it.minute for it in happenings(campaign, kind, seed=seed, run=run)]


def story(campaign: Campaign, *, seed: int = 0, run: int = 0) -> list[tuple[float, str]]:
    """Return the chronicle of a run as minutes and sentences."""
    events = trace(campaign, seed, run).events
    return [(event.time_us / US_PER_MINUTE, event.text) for event in events]


class Opened(NamedTuple):
    """A run at its beginning, to be stepped through."""

    world: object
    state: State
    memory: object


def opened(
    campaign: Campaign, *, seed: int = 0, run: int = 0, capacities: Capacities = ROOMY
) -> Opened:
    """Return a run just begun; `world` and `memory` are what kernels take."""
    assembled = campaign.assembled
    state = blank_state(assembled.world, assembled.n_values, capacities)
    world, memory = handle(assembled.world), handle(state)
    begin(world, memory, assembled.initial, branch_key(seed, 0), run, capacities.trace > 0)
    look_at_everything(world, memory)
    return Opened(world, state, memory)


def staff(id_: str, place: str, kind: str = "railwaymen", **fields: object) -> Entry:
    quiet: dict[str, object] = {"name": id_.title(), "joining_h": 12, "endurance_h": 100}
    quiet |= {"least": 0.3, "delay_h": 1}
    return Entry("staffs", {"id": id_, "kind": kind, "place": place} | quiet | fields)


def body(id_: str, chair: str, members: str, place: str | None = None, **fields: object) -> Entry:
    quiet: dict[str, object] = {"name": id_.title(), "chair": chair, "members": members}
    quiet |= {"deliberation_min": 30} | ({} if place is None else {"place": place})
    return Entry("bodies", {"id": id_} | quiet | fields)


def agreement(id_: str, by: str, to: str, **fields: object) -> Entry:
    quiet: dict[str, object] = {"label": id_.replace("_", " "), "considering_min": 60, "weight": 0}
    return Entry("agreements", {"id": id_, "by": by, "to": to} | quiet | fields)
