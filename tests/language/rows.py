"""A row of the table of what the language must be able to say."""

from __future__ import annotations

from typing import NamedTuple

from tests.worlds import Entry


class Row(NamedTuple):
    """A sentence of history, a small scenario that says it, and a line of its chronicle.

    `line` and `besides` are parts of sentences of the first run, `line` of one told `at` that
    minute if one is given; `never` is in none of them.
    """

    sentence: str
    entries: list[Entry]
    line: str
    never: str = "\n"
    hours: float = 48.0
    besides: str = ""
    at: float | None = None


def without(entries: list[Entry], *ids: str) -> list[Entry]:
    """Return the entries but for those with these ids."""
    return [entry for entry in entries if entry.fields["id"] not in ids]
