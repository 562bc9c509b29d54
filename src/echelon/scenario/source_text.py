"""The text of one file, kept so that any place in it can be shown as it was written."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from echelon.errors import Spot
from echelon.scenario.tree import Node, Scalar, Span

_DOUBLE_QUOTED = re.compile(r"\\(?:x..|u.{4}|U.{8}|\r\n|.)|.", re.DOTALL)
_SINGLE_QUOTED = re.compile(r"''|.", re.DOTALL)
_CSV_QUOTED = re.compile(r'""|.', re.DOTALL)
_AS_WRITTEN = re.compile(r".", re.DOTALL)


@dataclass(frozen=True)
class SourceText:
    """One file as text.

    Parameters
    ----------
    name : str
        The path as the user gave it.
    text : str
        The whole of it, without a byte-order mark.
    """

    name: str
    text: str

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines without their ends.

        Lines end where libyaml ends them, so that its marks can be used: what else
        `str.splitlines` takes for an end is refused in files as a control character.
        """
        return tuple(self.text.splitlines())

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        for line in self.text.splitlines(keepends=True):
            starts.append(starts[-1] + len(line))
        return starts

    def offset(self, line: int, column: int) -> int:
        """Find the character at a line and column, both counted from 1."""
        start = self._starts[min(line, len(self._starts)) - 1]
        return min(start + column - 1, len(self.text))

    def place(self, offset: int) -> tuple[int, int]:
        """Find line and column, both counted from 1, of a character of the text."""
        line = bisect_right(self._starts, offset, hi=max(len(self.lines), 1))
        return line, offset - self._starts[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """Give the span between two characters of the text, the end exclusive."""
        return Span(self.name, *self.place(start), *self.place(end))

    def spot(self, where: Node | Span, offset: int = 0, length: int | None = None) -> Spot:
        """Point at a node, or at a part of the text of a scalar.

        Parameters
        ----------
        where : Node or Span
            What to point at.
        offset : int
            Characters into the scalar's text (``raw``), whatever quotes, escapes,
            indentation and line breaks stand before them in the file.
        length : int or None
            How many characters of it; None means to its end.

        Returns
        -------
        Spot
            On one line: what begins on it and ends later is shown to the line's end.
        """
        span = where if isinstance(where, Span) else where.span
        if isinstance(where, Scalar) and (offset > 0 or length is not None):
            span = self._within(where, offset, length)
        line = self.lines[span.line - 1] if 0 < span.line <= len(self.lines) else ""
        end = span.end_column
        if span.end_line > span.line:
            end = len(line.rstrip()) + 1
        return Spot(self.name, span.line, span.column, max(end, span.column + 1), line)

    def _within(self, scalar: Scalar, offset: int, length: int | None) -> Span:
        span = scalar.span
        start = self.offset(span.line, span.column)
        end = self.offset(span.end_line, span.end_column)
        pattern, first = _opening(self.text[start:end], self.name.endswith(".csv"))
        pieces = pattern.finditer(self.text, start + first, end)
        text = scalar.raw if length is None else scalar.raw[: offset + length]
        origins = _origins(pieces, text[: offset + LONGEST_SPOT])
        beyond = origins[-1][1] if origins else min(start + first, end)
        return self.span(origins[offset][0] if offset < len(origins) else beyond, beyond)


LONGEST_SPOT = 1_000
"""Characters of a scalar that are underlined at most; a screen shows fewer."""


def _opening(written: str, in_csv: bool) -> tuple[re.Pattern[str], int]:
    """Tell the pieces of which a scalar is written, and where the first of them stands."""
    if written.startswith('"'):
        return (_CSV_QUOTED if in_csv else _DOUBLE_QUOTED), 1
    if written.startswith("'") and not in_csv:
        return _SINGLE_QUOTED, 1
    if written.startswith(("|", ">")) and "\n" in written and not in_csv:
        return _AS_WRITTEN, written.index("\n") + 1
    return _AS_WRITTEN, 0


def _origins(pieces: Iterator[re.Match[str]], text: str) -> list[tuple[int, int]]:
    """Find from where to where each character of a scalar's text is written.

    Quotes, escapes, indentation and folded line breaks stand in the file and not in
    the text; apart from those, both hold the same characters in the same order.
    """
    origins: list[tuple[int, int]] = []
    for character in text:
        for piece in pieces:
            if _says(piece.group(), character):
                origins.append(piece.span())
                break
    return origins


def _says(piece: str, character: str) -> bool:
    if piece == character:
        return True
    if len(piece) == 1:
        return piece.isspace() and character.isspace()
    if piece in ("''", '""'):
        return piece[0] == character
    return piece[1] not in "\r\n"
