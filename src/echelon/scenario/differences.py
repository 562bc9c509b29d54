"""What two scenarios differ in, value by value, with the place where each says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from echelon.errors import Spot
from echelon.scenario import tree
from echelon.scenario.actions import Action, format_actions
from echelon.scenario.build import build_draft
from echelon.scenario.calendar import Calendar
from echelon.scenario.document import Document
from echelon.scenario.draft import Draft
from echelon.scenario.hashing import UNHASHED_FIELDS, UNHASHED_PARTS, normalised
from echelon.scenario.schema.catalogue import fields_of


@dataclass(frozen=True)
class Difference:
    """One value that is not the same in two scenarios.

    Parameters
    ----------
    path : str
        `part.id.field`, or `part.id` of an entry that only one of them has.
    one, other : str or None
        The value in each, as the language writes it; None where there is no such entry, an empty
        text where the field is left empty.
    one_spot, other_spot : Spot or None
        File and line that say so; None for a default, and where there is no such entry.
    """

    path: str
    one: str | None
    other: str | None
    one_spot: Spot | None
    other_spot: Spot | None

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        return {
            "path": self.path,
            "one": self.one,
            "other": self.other,
            "one_spot": _plain(self.one_spot),
            "other_spot": _plain(self.other_spot),
        }


def differences(one: Document, other: Document) -> tuple[Difference, ...]:
    """Return what two scenarios differ in, in the order of part, id and field.

    Evidence (source, grade, known_by, note), groups, what-ifs and accounts are left out, as they
    are from the hash: no run depends on them.

    Returns
    -------
    tuple of Difference
        Empty if and only if the parts of both have the same hash.
    """
    drafts = _draft(one), _draft(other)
    found = [*_settings(one, other)]
    for part in one.parts:
        if part not in UNHASHED_PARTS:
            for id_ in dict.fromkeys([*one.parts[part], *other.parts[part]]):
                found += _of_entry(one, other, drafts, part, id_)
    ranked = [", ".join(each.parts.outcomes) for each in (one, other)]
    if ranked[0] != ranked[1]:
        found.append(Difference("outcomes", ranked[0], ranked[1], None, None))
    return tuple(found)


def in_words(one: Document, other: Document) -> tuple[str, ...]:
    """Say what another scenario has otherwise, by the names of things and fields.

    Examples
    --------
    `The front cancels the march: at 1917-11-08 06:00 instead of 1917-11-07 22:15`
    """
    return tuple(_in_words(each, one, other) for each in differences(one, other))


def _in_words(difference: Difference, one: Document, other: Document) -> str:
    part, _, rest = difference.path.partition(".")
    id_, _, field = rest.partition(".")
    entry = next((it.parts[part][id_] for it in (other, one) if id_ in it.parts[part]), None)
    name = getattr(entry, "label", None) or getattr(entry, "name", None) or id_.replace("_", " ")
    if difference.other is None:
        return f"{name}: left out"
    if difference.one is None:
        return f"{name}: added"
    before, after = difference.one or "nothing", difference.other or "nothing"
    return f"{name}: {field.replace('_', ' ')} {after} instead of {before}"


def _draft(document: Document) -> Draft:
    return build_draft(document.folder, what_if=document.what_if, account=document.account)


def _settings(one: Document, other: Document) -> Iterator[Difference]:
    for name in ("title", "question", "start_us", "end_us", "t0_us", "event_limit"):
        mine, theirs = (_setting(each, name) for each in (one, other))
        if mine != theirs:
            yield Difference(f"scenario.{name.removesuffix('_us')}", mine, theirs, None, None)


def _setting(document: Document, name: str) -> str:
    value = getattr(document.settings, name)
    if value is None:
        return ""
    if not name.endswith("_us"):
        return str(value)
    base_us = 0 if name == "start_us" else value
    return document.calendar.format_moment(base_us)


def _of_entry(
    one: Document, other: Document, drafts: tuple[Draft, Draft], part: str, id_: str
) -> Iterator[Difference]:
    mine, theirs = one.parts[part].get(id_), other.parts[part].get(id_)
    if mine is None or theirs is None:
        yield Difference(
            f"{part}.{id_}",
            None if mine is None else "",
            None if theirs is None else "",
            None if mine is None else _spot(drafts[0], part, id_, None),
            None if theirs is None else _spot(drafts[1], part, id_, None),
        )
        return
    for field in fields_of(type(mine)):
        if field.name in UNHASHED_FIELDS:
            continue
        values = getattr(mine, field.name), getattr(theirs, field.name)
        if normalised(values[0], one.calendar) != normalised(values[1], other.calendar):
            yield Difference(
                f"{part}.{id_}.{field.key}",
                _written(values[0], one.calendar),
                _written(values[1], other.calendar),
                _spot(drafts[0], part, id_, field.key),
                _spot(drafts[1], part, id_, field.key),
            )


def _spot(draft: Draft, part: str, id_: str, key: str | None) -> Spot | None:
    declaration = draft.declarations.get(part, {}).get(id_)
    if declaration is None:
        return None
    node: tree.Node | None = declaration.written.id_node
    if key is not None:
        written = declaration.written.fields.get(key)
        node = written.node if written else None
    return None if node is None else draft.sources.spot(node)


def _written(value: Any, calendar: Calendar) -> str:
    """Return a value as the language writes it."""
    if isinstance(value, tuple) and value and isinstance(value[0], Action):
        return format_actions(value)
    return _text(normalised(value, calendar))


def _text(value: Any) -> str:
    """Put a normalised value on one line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return "; ".join(_text(item) for item in value)
    if isinstance(value, dict):
        return " ".join(f"{key} {_text(inner)}" for key, inner in value.items() if inner)
    return str(value)


def _plain(spot: Spot | None) -> dict[str, Any] | None:
    return None if spot is None else {"file": spot.file, "line": spot.line, "column": spot.column}
