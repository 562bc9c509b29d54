"""Mechanisms of the model, each with the values of a scenario that neutralise it.

A row says what is switched off and which fields say so; add one when a mechanism is added. A row
that would change nothing in a scenario is left out of its answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from echelon.analysis.rivalries import no_longer_rivals, rivals_kept
from echelon.scenario import tree
from echelon.scenario.actions import Action, format_actions
from echelon.scenario.changes import Changes
from echelon.scenario.hashing import normalised
from echelon.scenario.overlays import id_of
from echelon.scenario.schema.catalogue import keys_of
from echelon.scenario.schema.parts import PARTS
from echelon.scenario.schema.readers import EVERYWHERE

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
    of_staffs : tuple of str
        Parts whose entries are left out where they are of a staff.
    verbs : tuple of str
        Actions that are left out of whatever anybody does.
    library : mapping of str to mapping of str to value
        By part, the fields that are set in every entry and, where a scenario leaves a part to the
        library of defaults, in that.
    keeps_rivals : bool
        Whether sides whose oppositions are left out are said to oppose each other all the same, so
        that whom each must prevail over, and what is believed of its prospects, stays as it was.
    joins : bool
        Whether everybody who has a disposition toward a side, and no threshold, joins it once a
        share of the others has that is drawn from 0 to 1 (Granovetter's uniform thresholds).
    """

    id: str
    label: str
    fields: Mapping[str, Mapping[str, object]]
    kinds: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    of_staffs: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    library: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    joins: bool = False
    keeps_rivals: bool = False


LINKS = ("rail", "road", "water", "air")

UNMOVED = 1_000_000_000
"""Log-odds that nobody's choice reaches."""


WHAT_IS_WEIGHED = ("dispositions", "pledges", "scruples", "influences", "thresholds")
"""Parts without which a unit obeys its own side as often as its `obedience` says, and no other."""


def _chair(body: Any, document: Document) -> list[str]:
    return [body.chair]


def _roots(view: Any, document: Document) -> list[str]:
    return sorted({root for each in document.parts.views.values() for root in each.roots})


NEUTRALS = (
    Neutral(
        "law_moves_nobody",
        "nobody minds whether an order is lawful or in due form",
        {},
        library={"weights": {"legality": 0, "form": 0, "insists_on": ()}},
    ),
    Neutral(
        "one_law_for_all",
        "everybody recognises every root of authority that anybody does",
        {"views": {"roots": _roots}},
    ),
    Neutral(
        "nobody_is_held",
        "nobody is arrested, isolated or held",
        {"persons": {"under_arrest": False}},
        verbs=("arrest", "isolate"),
        library={"weights": {"arrest": UNMOVED}},
    ),
    Neutral(
        "chairs_decide",
        "whoever presides over a body decides for it alone, and at once",
        {
            "bodies": {
                "members": _chair,
                "doubtful": (),
                "quorum": 1,
                "veto": (),
                "deliberation_min": 0,
            }
        },
    ),
    Neutral(
        "nobody_weighs",
        "nobody weighs whom to obey: units do what their own side orders, as often as they obey",
        {},
        drop=WHAT_IS_WEIGHED,
    ),
    Neutral(
        "nothing_moves_a_mind",
        "appeals, agitation, losses and hunger change nobody's mind",
        {},
        drop=("influences",),
    ),
    Neutral(
        "success_moves_nobody",
        "nobody minds which side is likely to win",
        {},
        library={"weights": {"success": 0}},
    ),
    Neutral(
        "peers_move_nobody",
        "nobody minds what others of his kind do",
        {},
        library={"weights": {"peers": 0}},
    ),
    Neutral(
        "deeds_cost_nothing",
        "nobody minds how grave a deed is",
        {},
        library={
            "severities": dict.fromkeys(("stand", "move", "block", "disarm", "arrest", "fire"), 0)
        },
    ),
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
            "places": {"platforms": 1000, "wagons": None},
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
        drop=WHAT_IS_WEIGHED,
    ),
    Neutral(
        "no_unit_obeys",
        "no unit carries out any order",
        {"units": {"obedience": 0}},
        drop=WHAT_IS_WEIGHED,
    ),
    Neutral(
        "no_encounters",
        "opposing sides that meet pass one another by",
        {},
        drop=("oppositions",),
        keeps_rivals=True,
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
        of_staffs=WHAT_IS_WEIGHED,
        verbs=("strike",),
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
        "joining_by_thresholds",
        "nobody weighs others in the log-odds: each joins once a share of them has, drawn from 0 "
        "to 1",
        {},
        library={"weights": {"peers": 0}},
        joins=True,
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
        Empty if the scenario does not use the mechanism.
    """
    drop = tuple(f"{part}.{id_}" for part in neutral.drop for id_ in document.parts[part])
    drop += tuple(_of_staffs(neutral.of_staffs, document))
    changes = _without_verbs(neutral.verbs, document)
    changes |= rivals_kept(document) if neutral.keeps_rivals else {}
    for part, fields in (*neutral.fields.items(), *neutral.library.items()):
        keys = keys_of(PARTS[part].model)
        for id_, entry in document.parts[part].items():
            if part == "links" and getattr(entry, "kind", "") not in (neutral.kinds or LINKS):
                continue
            for key, given in fields.items():
                value = given(entry, document) if callable(given) else given
                now = normalised(getattr(entry, keys[key].name), document.calendar)
                path = _written_at(document, part, id_, key)
                if path and not _is_same(now, value):
                    changes[path] = value
    joining = _joining(document) if neutral.joins else {}
    return Changes(changes, drop, {**_in_the_library(neutral, document), **joining})


def _of_staffs(parts: Iterable[str], document: Document) -> Iterator[str]:
    """Yield the entries of some parts that are of a staff, or of a group of staffs."""
    staffs = document.parts.staffs
    names = {*staffs, *(each.group for each in staffs.values() if each.group)}
    for part in parts:
        for id_, entry in document.parts[part].items():
            if getattr(entry, "on" if part == "influences" else "of") in names:
                yield f"{part}.{id_}"


def _written_at(document: Document, part: str, id_: str, key: str) -> str | None:
    """Return where a field is written: what a pool stands for, at the pool, if it has the field."""
    for pool in document.parts.pools:
        if id_.startswith(f"{pool}_") and id_.removeprefix(f"{pool}_")[:1].isdecimal():
            has_it = part == "units" and key in keys_of(PARTS["pools"].model)
            return f"pools.{pool}.{key}" if has_it else None
    written = document.folder.parts.get(part)
    entries = [each for each in written.items if isinstance(each, tree.Mapping)] if written else []
    ids = {id_of(each) for each in entries}
    stem, _, number = id_.rpartition("_")
    # What is to be done about every company of a pool stands there once, and is numbered later.
    is_one_of_many = number.isdecimal() and stem in ids and id_ not in ids
    return f"{part}.{stem if is_one_of_many else id_}.{key}"


def _without_verbs(verbs: tuple[str, ...], document: Document) -> dict[str, object]:
    """Return the deeds of acts and standing orders without some actions, where there are any."""
    found: dict[str, object] = {}
    for part in ("acts", "orders") if verbs else ():
        for id_, entry in document.parts[part].items():
            deeds: tuple[Action, ...] = getattr(entry, "do", ())
            left = tuple(each for each in deeds if each.verb not in verbs)
            if part == "orders" and deeds and not left:
                found[f"orders.{id_}.obedience"] = 0  # an order does something, or is neglected
            elif left != deeds:
                found[f"{part}.{id_}.do"] = format_actions(left) if left else None
    return found


def _joining(document: Document) -> dict[str, Mapping[str, object]]:
    """Return a threshold for whoever has a disposition toward a side and none yet."""
    has_one = {each.of for each in document.parts.thresholds.values()}
    pairs = {
        (each.of, each.toward)
        for each in document.parts.dispositions.values()
        if each.toward in document.parts.sides and each.of not in has_one
    }
    return {
        f"thresholds.joins_{side}_{of}": {"of": of, "side": side, "share": "0..1"}
        for of, side in sorted(pairs)
    }


def _in_the_library(neutral: Neutral, document: Document) -> dict[str, Mapping[str, object]]:
    """Return entries in place of those of the library of defaults, and under its name.

    Whatever of them is left as it was is so drawn as it was.
    """
    from echelon.campaign.library import DEFAULT, has_minds

    if not has_minds(document):
        return {}
    return {
        f"{part}.{DEFAULT}": fields
        for part, fields in neutral.library.items()
        if all(getattr(entry, "of", None) for entry in document.parts[part].values())
    }


def used_by(
    document: Document, rows: Iterable[Neutral] = NEUTRALS
) -> Iterable[tuple[Neutral, Changes]]:
    """Yield the mechanisms that a scenario uses, with the changes that neutralise them."""
    for neutral in rows:
        changes = changes_for(neutral, document)
        if not len(changes):
            continue
        unsaid = no_longer_rivals(document) if neutral.keeps_rivals else []
        if unsaid:
            # To say so would let the pledges against one of them speak for the other.
            beliefs = "are then no rivals, which moves what is believed of their prospects too"
            neutral = replace(neutral, label=f"{neutral.label}; {', '.join(unsaid)} {beliefs}")
        yield neutral, changes


def _is_same(now: object, value: object) -> bool:
    """Tell whether a value, reduced to what the hash covers, says the same already."""
    if now is None or value is None:
        return now is value
    if now == list(EVERYWHERE):
        now = "all"
    if isinstance(now, list):
        now = ", ".join(map(str, now))
    if isinstance(value, list | tuple):
        value = ", ".join(map(str, value))
    return str(now) == str(value)
