"""Whether every input and every fact takes part in something."""

from __future__ import annotations

import re
from collections.abc import Iterator

from echelon.errors import Fault
from echelon.scenario import tree
from echelon.scenario.draft import Draft

_WORD = re.compile(r"[a-z][a-z0-9_]*")


def check_unused(draft: Draft) -> Iterator[Fault]:
    """Warn of inputs that no value names and facts that nothing reads, tells or times.

    A what-if or an account may use what the base scenario does not, so their texts count.
    """
    if draft.is_overlaid:
        return
    used: set[str] = set()
    for entries in draft.trees.values():
        for entry in entries:
            used |= words_of(entry)
    for part in ("inputs", "facts"):
        for id_, declaration in draft.declarations[part].items():
            if id_ not in used and id_ not in draft.of_pools:
                yield draft.fault(
                    "unused",
                    f"{declaration.called} takes part in nothing",
                    declaration,
                    "id",
                    label="nothing names it",
                    warning=True,
                )


def words_of(entry: tree.Mapping) -> set[str]:
    """Return the words of an entry, but for its own id and what it says to the reader."""
    found: set[str] = set()
    for key, node in entry.entries:
        if key.raw not in ("id", "label", "name", "note", "source"):
            for text in _texts(node):
                found |= set(_WORD.findall(text))
    return found


def _texts(node: tree.Node) -> Iterator[str]:
    waiting = [node]
    while waiting:
        current = waiting.pop()
        match current:
            case tree.Scalar(raw=raw):
                yield raw
            case tree.Sequence(items):
                waiting.extend(items)
            case tree.Mapping(entries):
                waiting.extend(value for _, value in entries)
