"""CSV into the same tree as YAML: a list of mappings, every cell with its place."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from echelon.errors import Fault
from echelon.scenario.limits import MOST_COLUMNS, MOST_FAULTS, MOST_ROWS, MOST_VALUES
from echelon.scenario.reading import Reading, at_most
from echelon.scenario.scalars import NotFiniteError, plain_value
from echelon.scenario.source_text import SourceText
from echelon.scenario.tree import Mapping, Node, Scalar, Sequence, Span

# Possessive repeats (`*+`) never give a character back, so a quote that is not closed is
# found in one pass over the file.
_QUOTED = re.compile(r'[ \t]*("([^"]*+(?:""[^"]*+)*+)")[ \t]*(?=[,\r\n]|\Z)')
_PLAIN = re.compile(r"[^,\r\n]*+")
_LINE_END = re.compile(r"\r\n|\r|\n")
_ENDS_WHOLE = re.compile(r"(?:^|\.\.|[-+*/(;= ])\d+$")
_BEGINS_DIGITS = re.compile(r"\d+(?:$|\.\.|[-+*/); ])")
_EMPTY_LINES = re.compile(r"(?:[ \t,]*+[\r\n]++)++")

ANNOTATIONS = ("source", "grade", "known_by", "note")
"""A column `FIELD.source` annotates the value in the column `FIELD`, and so for the others."""


class _Cell(NamedTuple):
    """Text of a cell without quotes and the spaces around it, and its place."""

    text: str
    start: int
    end: int


class _BadTableError(Exception):
    """The text cannot be cut into rows and cells; the fault says why."""

    def __init__(self, code: str, message: str, start: int, help: str) -> None:
        self.code, self.message, self.help = code, message, help
        self.cell = _Cell("", start, start + 1)
        super().__init__(message)


def read_csv(source: SourceText, most_values: int = MOST_VALUES) -> Reading:
    """Read a table with a heading.

    The heading gives the keys; an empty cell means that the key is absent; a cell is
    typed by the rule for YAML scalars, with or without quotes, because spreadsheets put
    quotes where they like. Rows of empty cells are left out.

    Parameters
    ----------
    source : SourceText
        The text of the file.
    most_values : int
        Cells and rows to accept.

    Returns
    -------
    Reading
        A `Sequence` of `Mapping`, or None in its place if the faults leave no sense in
        it.
    """
    table = _Table(source, most_values)
    try:
        for row in _rows(source.text):
            table.take(row)
            if table.stopped:
                break
    except _BadTableError as error:
        table.refuse(error.code, error.message, error.cell, error.help)
    return table.reading()


def _rows(text: str) -> Iterator[list[_Cell]]:
    position = _after_empty_lines(text, 0)
    while position < len(text):
        cell, position = _cell(text, position)
        row = [cell]
        while text.startswith(",", position):
            cell, position = _cell(text, position + 1)
            row.append(cell)
            if len(row) > MOST_COLUMNS:
                message = f"the table has more than {MOST_COLUMNS} columns"
                raise _BadTableError("too-large", message, cell.start, "")
        yield row
        line_end = _LINE_END.match(text, position)
        position = _after_empty_lines(text, line_end.end() if line_end else position)


def _after_empty_lines(text: str, position: int) -> int:
    empty = _EMPTY_LINES.match(text, position)
    return empty.end() if empty is not None else position


def _cell(text: str, position: int) -> tuple[_Cell, int]:
    quoted = _QUOTED.match(text, position)
    if quoted is not None:
        inside = quoted.group(2).replace('""', '"').strip()
        return _Cell(inside, *quoted.span(1)), quoted.end()
    plain = _PLAIN.match(text, position)
    written = plain.group() if plain is not None else ""
    stripped = written.strip()
    start = position + len(written) - len(written.lstrip())
    if stripped.startswith('"'):
        message = "this cell opens with a quote and does not end with one"
        raise _BadTableError("syntax", message, start, 'write `""` for a quote inside quotes')
    return _Cell(stripped, start, start + len(stripped)), position + len(written)


class _Table:
    def __init__(self, source: SourceText, most_values: int) -> None:
        self.source = source
        self.most_values = most_values
        self.stopped = False
        self._readable = True
        self._faults: list[Fault] = []
        self._heading: list[Scalar] = []
        self._repeated: set[int] = set()
        self._rows: list[Node] = []
        self._values = 0

    def reading(self) -> Reading:
        end = self.source.place(len(self.source.text))
        root = Sequence(tuple(self._rows), Span(self.source.name, 1, 1, *end))
        faults = at_most(MOST_FAULTS, self._faults)
        return Reading(root if self._readable else None, faults, self._values)

    def take(self, row: list[_Cell]) -> None:
        self._values += len(row) + 1
        if self._values > self.most_values:
            self.refuse("too-large", "the scenario holds too many values", row[0])
        elif not any(cell.text for cell in row):
            return
        elif not self._heading:
            self._take_heading(row)
        elif len(self._rows) >= MOST_ROWS:
            self.refuse("too-large", f"the table has more than {MOST_ROWS} rows", row[0])
        else:
            self._take_row(row)

    def refuse(self, code: str, message: str, cell: _Cell, help: str = "") -> None:
        """Add a fault after which the rest of the file is not worth reading."""
        self.stopped, self._readable = True, False
        self._add(code, message, cell, help=help)

    def _take_heading(self, row: list[_Cell]) -> None:
        for sign, name in ((";", "semicolons"), ("\t", "tabs")):
            if len(row) == 1 and sign in row[0].text:
                message = f"the columns are separated by {name}"
                self.refuse("syntax", message, row[0], "save the table with commas between cells")
        self._heading = [Scalar(cell.text, cell.text, self._span(cell)) for cell in row]
        seen: set[str] = set()
        for column, cell in enumerate(row):
            if cell.text in seen:
                self._repeated.add(column)
                message = f"column `{cell.text}` is given twice"
                self._add("duplicate-key", message, cell, "given again")
            elif cell.text:
                seen.add(cell.text)

    def _take_row(self, row: list[_Cell]) -> None:
        columns = len(self._heading)
        if len(row) != columns:
            self._refuse_ragged(row, columns)
        entries: list[tuple[Scalar, Node]] = []
        for column, (key, cell) in enumerate(zip(self._heading, row, strict=False)):
            if not cell.text or column in self._repeated:
                continue
            if key.raw:
                entries.append((key, self._scalar(cell)))
            else:
                self._add("bad-key", f"column {column + 1} has no heading", cell, "in no column")
        span = self.source.span(row[0].start, row[-1].end)
        self._rows.append(Mapping(_annotated(entries), span))

    def _refuse_ragged(self, row: list[_Cell], columns: int) -> None:
        """Refuse a row of other length than the heading, blank cells and all.

        A row that is too long only by a blank cell at its end is no better: a decimal comma
        in it, or a text with a comma, has moved all the cells behind it by one.
        """
        message = f"the row has {len(row)} cells and the heading {columns}"
        if len(row) < columns:
            self._add("ragged-row", message, row[0], help="a blank cell needs its comma too")
            return
        torn = _torn_number(row)
        help = "put quotes around a text with a comma in it, and leave out a comma at the end"
        if torn is not None:
            help = f"write a decimal point: `{torn.text}`; or {help}"
        written = [cell for cell in row[columns:] if cell.text]
        self._add("ragged-row", message, written[0] if written else torn or row[0], help=help)

    def _scalar(self, cell: _Cell) -> Scalar:
        try:
            return Scalar(plain_value(cell.text), cell.text, self._span(cell))
        except NotFiniteError as error:
            self._readable = False
            shown = cell.text if len(cell.text) <= 40 else f"{cell.text[:20]}\u2026"
            self._add("bad-number", f"`{shown}` is {error}", cell)
            return Scalar(None, cell.text, self._span(cell))

    def _span(self, cell: _Cell) -> Span:
        return self.source.span(cell.start, cell.end)

    def _add(self, code: str, message: str, cell: _Cell, label: str = "", help: str = "") -> None:
        spot = self.source.spot(self._span(cell))
        self._faults.append(Fault(code, message, spot, label, help=help))
        if len(self._faults) > MOST_FAULTS:
            self.stopped, self._readable = True, False


def _torn_number(row: list[_Cell]) -> _Cell | None:
    """Two neighbouring cells that a decimal comma has made of one number, as it should be."""
    for left, right in itertools.pairwise(row):
        touching = right.start == left.end + 1
        if touching and _ENDS_WHOLE.search(left.text) and _BEGINS_DIGITS.match(right.text):
            return _Cell(f"{left.text}.{right.text}", left.start, right.end)
    return None


def _annotated(entries: Iterable[tuple[Scalar, Node]]) -> tuple[tuple[Scalar, Node], ...]:
    """Gather `men`, `men.source` and `men.grade` into one annotated value of `men`."""
    gathered: dict[str, list[tuple[Scalar, Node]]] = {}
    keys: dict[str, Scalar] = {}
    for key, value in entries:
        stem, _, ending = key.raw.rpartition(".")
        name, word = (stem, ending) if stem and ending in ANNOTATIONS else (key.raw, "value")
        keys.setdefault(name, Scalar(name, name, key.span))
        gathered.setdefault(name, []).append((Scalar(word, word, key.span), value))
    return tuple((keys[name], _single(parts)) for name, parts in gathered.items())


def _single(parts: list[tuple[Scalar, Node]]) -> Node:
    first_key, first = parts[0]
    if len(parts) == 1 and first_key.raw == "value":
        return first
    last = parts[-1][1]
    start, end = first.span, last.span
    return Mapping(tuple(parts), Span(start.file, *start[1:3], *end[3:5]))
