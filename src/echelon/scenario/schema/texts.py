"""The small texts of a scenario, each read once, and not more of them than can be read in time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from echelon.scenario.expressions import TextError

MOST_CHARACTERS = 400_000
"""Of all different quantities, conditions, actions and moments; a large crisis has 30 000."""

_Read = TypeVar("_Read")


class Texts:
    """What texts were read as, so that the same text is read once for a scenario and its variants.

    A scenario may hold megabytes of text, of which every character costs a parser some
    microseconds: beyond `MOST_CHARACTERS` a text is refused unread.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, Any], Any] = {}
        self._left = MOST_CHARACTERS

    def copy(self) -> Texts:
        """Return what is known and how much may still be read, for more to be read aside."""
        copy = Texts()
        copy._known, copy._left = dict(self._known), self._left
        return copy

    def read(self, kind: str, parse: Callable[[Any], _Read], text: str | float) -> _Read:
        """Read a text, or return what it was read as before.

        Parameters
        ----------
        kind : str
            What the text is meant to be; the same text may be a name and a condition.
        parse : callable
            Reads it, or raises `TextError`.
        text : str or float
            The text; a number is its own text.

        Raises
        ------
        TextError
            As `parse` does, or of the code `too-large` if too much has been read already.
        """
        key = (kind, text)
        if key not in self._known:
            self._left -= len(text) if isinstance(text, str) else 1
            if self._left < 0:
                message = "the texts of the scenario are too long, taken together"
                raise TextError(message, 0, 0, code="too-large")
            self._known[key] = parse(text)
        known: _Read = self._known[key]
        return known
