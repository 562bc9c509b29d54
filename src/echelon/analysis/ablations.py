"""Mechanisms of the model, each with the values of a scenario that neutralise it.

A row says what is switched off and which fields say so; add one when a mechanism is added. A row
that would change nothing in a scenario is left out of its answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from echelon.scenario.changes import Changes
from echelon.scenario.hashing import normalised
from echelon.scenario.schema.catalogue import keys_of
from echelon.scenario.schema.parts import PARTS

if TYPE_CHECKING:
    from echelon.scenario.document import Document


@dataclass(frozen=True)
class Neutral:
    """A mechanism, and what neutralises it.

    Parameters
    ----------
    id, label : str
        Its name, and what is so without it, in words.
    fields : mapping of str to mapping of str to value
        By part, the fields that are set in every entry; None is the default. Of links, those of
        `kinds` only.
    kinds : tuple of str
        Kinds of links that the row is about; all if empty.
    drop : tuple of str
        Parts whose entries are all left out.
    """

    id: str
    label: str
    fields: Mapping[str, Mapping[str, object]]
    kinds: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()


LINKS = ("rail", "road", "water", "air")

NEUTRALS = (
    Neutral(
        "no_delay_of_messages",
        "every message arrives at once, however many there are",
        {"channels": {"delay_min": 0, "service_min": 0, "wires": 1000}},
    ),
    Neutral(
        "no_interference",
        "nobody stops, copies or garbles a message",
        {"channels": {"stop": 0, "copy": 0, "garble": 0}},
    ),
    Neutral(
        "no_capacity_of_lines",
        "lines and stations take any number of trains",
        {
            "links": {"headway_min": 0, "trains_per_day": None, "tracks": 2, "crossing_min": 0},
            "places": {"platforms": 1000},
        },
        kinds=("rail",),
    ),
    Neutral(
        "nothing_fails",
        "no line or wire fails by itself",
        {"links": {"failure_h": None}, "channels": {"failure_h": None}},
    ),
    Neutral(
        "no_time_to_load",
        "units load, unload and assemble at once",
        {"units": {"loading_h": 0, "unloading_h": 0, "assembly_h": 0}},
    ),
    Neutral(
        "no_time_to_decide",
        "everybody acts at once on what he hears",
        {"units": {"response_min": 0}, "orders": {"delay_min": 0}},
    ),
    Neutral(
        "everybody_obeys",
        "every order that reaches anybody is carried out",
        {"units": {"obedience": 1}, "orders": {"obedience": 1}},
    ),
    Neutral(
        "no_unit_obeys",
        "no unit carries out any order",
        {"units": {"obedience": 0}},
    ),
    Neutral(
        "no_encounters",
        "opposing sides that meet pass one another by",
        {},
        drop=("oppositions",),
    ),
    Neutral(
        "nobody_waits_for_others",
        "nobody joins because so many others have",
        {},
        drop=("thresholds",),
    ),
    Neutral(
        "staffs_serve_all",
        "railwaymen, telegraphists and officials work for everybody",
        {"staffs": {"serves": "all", "on_strike": False}},
    ),
)
"""Every mechanism that can be neutralised, in the order of the answer."""

VARIANTS = (
    Neutral(
        "linear_law",
        "losses in a fight go with the enemy's numbers and one's own (Lanchester's linear law)",
        {"oppositions": {"law": "linear"}},
    ),
    Neutral(
        "square_law",
        "losses in a fight go with the enemy's numbers alone (Lanchester's square law)",
        {"oppositions": {"law": "square"}},
    ),
    Neutral(
        "joining_by_log_odds",
        "nobody waits for so many others: each weighs them in the log-odds",
        {},
        drop=("thresholds",),
    ),
)
"""Structural variants: other equations for the same thing, to be run side by side."""


def changes_for(neutral: Neutral, document: Document) -> Changes:
    """Return what neutralises a mechanism in a scenario.

    Returns
    -------
    Changes
        Without values and drops if the scenario does not use the mechanism.
    """
    drop = tuple(f"{part}.{id_}" for part in neutral.drop for id_ in document.parts[part])
    changes: dict[str, object] = {}
    for part, fields in neutral.fields.items():
        keys = keys_of(PARTS[part].model)
        for id_, entry in document.parts[part].items():
            if part == "links" and getattr(entry, "kind", "") not in (neutral.kinds or LINKS):
                continue
            for key, value in fields.items():
                now = normalised(getattr(entry, keys[key].name), document.calendar)
                if not _is_same(now, value):
                    changes[f"{part}.{id_}.{key}"] = value
    return Changes(changes, drop)


def used_by(
    document: Document, rows: Iterable[Neutral] = NEUTRALS
) -> Iterable[tuple[Neutral, Changes]]:
    """Yield the mechanisms that a scenario uses, with the changes that neutralise them."""
    for neutral in rows:
        changes = changes_for(neutral, document)
        if changes.values or changes.drop:
            yield neutral, changes


def _is_same(now: object, value: object) -> bool:
    """Tell whether a value, reduced to what the hash covers, says the same already."""
    if now is None or value is None:
        return now is value
    if isinstance(now, list):
        now = ", ".join(map(str, now))
    return str(now) == str(value)
