"""Whether conditions ask sensible questions of the right observer, and actions name what exists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from echelon.errors import Fault
from echelon.scenario import tree
from echelon.scenario.actions import Action, check_actions, parse_actions
from echelon.scenario.draft import Declaration, Draft
from echelon.scenario.expressions import TextError
from echelon.scenario.predicates import Observer, ValueType
from echelon.scenario.schema.catalogue import keys_of
from echelon.scenario.schema.leaves import ACTIONS, CONDITION
from echelon.scenario.schema.staffs import Staff
from echelon.scenario.types import check_types

OBSERVERS: Mapping[tuple[str, str], Observer] = {
    ("orders", "when"): "person",
    ("orders", "votes_when"): "person",
    ("agreements", "accepts_when"): "person",
    ("pools", "offers_when"): "person",
    ("pools", "held_back_when"): "person",
    ("acts", "when"): "person",
    ("acts", "declines"): "person",
    ("thresholds", "when"): "person",
    ("influences", "when"): "person",
    ("scruples", "when"): "person",
    ("pledges", "when"): "person",
    ("acts", "requires"): "judge",
    ("acts", "until"): "hearer",
    ("offices", "vacant_when"): "hearer",
}
"""Of whom a condition is asked; all others are asked of the truth."""


_read = lru_cache(maxsize=4_096)(parse_actions)
"""The sentences of a scenario, which its overlays mostly leave as they are."""


def check_conditions(draft: Draft) -> Iterator[Fault]:
    """Find conditions that mix kinds of value, or ask what their observer cannot know."""
    names = draft.names()
    for declaration in draft.every():
        known = keys_of(declaration.part.model)
        part = declaration.part.name
        expected: ValueType = "number" if part == "quantities" else "truth"
        for key, value in declaration.values.items():
            if known[key].leaf is CONDITION:
                observer = OBSERVERS.get((part, key), "truth")
                for error in check_types(value, names, observer, expected):
                    yield from _place(draft, declaration, key, (), error)


def check_all_actions(draft: Draft) -> Iterator[Fault]:
    """Find actions that name what does not exist or cannot be done by their author."""
    names = draft.names()
    for declaration in draft.every():
        known = keys_of(declaration.part.model)
        for key in declaration.values:
            if known[key].leaf is not ACTIONS:
                continue
            for path, sentence in sentences_of(declaration.written.fields[key].node):
                actions = _read(sentence)
                for error in check_actions(actions, names):
                    yield from _place(draft, declaration, key, path, error)
                for action in actions:
                    message = _cannot_do(draft, str(declaration.values.get("by")), action.verb)
                    if message:
                        error = TextError(message, action.start, action.end, code="bad-action")
                        yield from _place(draft, declaration, key, path, error)


def _cannot_do(draft: Draft, author: str, verb: str) -> str:
    """Say why its author cannot do something, or nothing."""
    staff = draft.declarations.get("staffs", {}).get(author)
    if verb == "go" and author in draft.declarations.get("units", {}):
        return "a unit is moved; only a person can `go`"
    if verb == "go" and staff is not None:
        return "a staff stays where it is; only a person can `go`"
    entry = staff.entry if staff is not None else None
    if verb == "seize" and isinstance(entry, Staff) and entry.side is None:
        return "a staff that stands on no side takes nothing for it; give it a `side`"
    return ""


def sentences_of(node: tree.Node) -> list[tuple[tuple[int, ...], str]]:
    """Return the texts of actions as they were written, each with the path to it."""
    if isinstance(node, tree.Sequence):
        return [
            ((item,), sentence.raw)
            for item, sentence in enumerate(node.items)
            if isinstance(sentence, tree.Scalar)
        ]
    return [((), node.raw)] if isinstance(node, tree.Scalar) else []


def actions_of(draft: Draft) -> Iterator[Action]:
    """Yield every action that anybody may be told to do, as far as it can be read."""
    for declaration in draft.every():
        known = keys_of(declaration.part.model)
        for key in declaration.values:
            if known[key].leaf is ACTIONS:
                for _, sentence in sentences_of(declaration.written.fields[key].node):
                    yield from parse_actions(sentence)


def _place(
    draft: Draft, declaration: Declaration, key: str, path: tuple[int, ...], error: TextError
) -> Iterator[Fault]:
    """Put the fault of a text where it stands, unless it has been told elsewhere."""
    if error.code == "unknown-name":
        name = _text_of(declaration, key, path)[error.start : error.end]
        if name in draft.dropped:
            yield draft.dropped_fault(name, declaration)
            return
        if draft.unread or draft.forgives(name, ()):
            return
    yield draft.fault(
        error.code,
        f"{declaration.called}: {error.message}",
        declaration,
        key,
        path=path,
        start=error.start,
        end=error.end,
        help=error.help,
    )


def _text_of(declaration: Declaration, key: str, path: tuple[int, ...]) -> str:
    texts = dict(sentences_of(declaration.written.fields[key].node))
    return texts.get(path, "")
