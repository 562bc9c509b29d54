"""What libyaml complains of, in the words of someone who edits a text file."""

from __future__ import annotations

import yaml
from yaml.error import Mark

from echelon.errors import Fault
from echelon.scenario.source_text import SourceText
from echelon.scenario.tree import Span

QUOTE_IT = "put quotes around a text that holds a colon, a hash sign or a bracket"
ALIGN = "indent the keys of one mapping, and the dashes of one list, by the same number of spaces"

_PLAIN_WORDS = (
    ("mapping values are not allowed", "a colon stands where no key can be", QUOTE_IT),
    ("found character that cannot start any token", "no value can begin like this", QUOTE_IT),
    ("found unexpected end of stream", "a quote is not closed", "close the quote"),
    ("did not find expected ',' or ']'", "a list in brackets is not closed", "close it with `]`"),
    ("did not find expected ',' or '}'", "a mapping in braces is not closed", "close it with `}`"),
    ("did not find expected '-' indicator", "this is not an item of the list", ALIGN),
    ("did not find expected key", "this is not a key of the mapping", ALIGN),
    ("could not find expected ':'", "a key lacks its colon", "write `key: value`"),
    ("did not find expected <document start>", "nothing can follow here", QUOTE_IT),
    ("did not find expected node content", "a value is missing here", QUOTE_IT),
    ("could not find expected directive name", "no line begins with a percent sign", QUOTE_IT),
    ("found duplicate %YAML directive", "the %YAML line stands twice", ""),
)
_BEGINS_EARLIER = ("found unexpected end of stream",)


def syntax_fault(source: SourceText, error: yaml.YAMLError) -> Fault:
    """Tell a complaint of libyaml as a fault at its place.

    Parameters
    ----------
    source : SourceText
        The text of the file.
    error : yaml.YAMLError
        As raised by the parser.

    Returns
    -------
    Fault
        With code ``syntax``.
    """
    problem = str(getattr(error, "problem", None) or "not well-formed YAML")
    context = str(getattr(error, "context", None) or "")
    mark: Mark | None = getattr(error, "problem_mark", None)
    begun: Mark | None = getattr(error, "context_mark", None)
    if begun is not None and problem.startswith(_BEGINS_EARLIER):
        mark = begun
    message, help = _in_plain_words(problem)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if _tab_at(source, line, column):
        message, help = "a tab stands where the line is indented", "indent with spaces"
    notes: tuple[str, ...] = ()
    if begun is not None and begun is not mark and begun.line + 1 != line:
        what = context.removeprefix("while parsing ").removeprefix("while scanning ")
        notes = (f"{what or 'what it belongs to'} begins at line {begun.line + 1}",)
    line, column = _last_place(source, line, column)
    spot = source.spot(Span(source.name, line, column, line, column + 1))
    return Fault("syntax", message, spot, notes=notes, help=help)


def _in_plain_words(problem: str) -> tuple[str, str]:
    for complaint, message, help in _PLAIN_WORDS:
        if problem.startswith(complaint):
            return message, help
    return f"the YAML cannot be read: {problem}", ""


def _tab_at(source: SourceText, line: int, column: int) -> bool:
    written = source.lines[line - 1] if line <= len(source.lines) else ""
    return written[column - 1 : column] == "\t" and not written[: column - 1].strip()


def _last_place(source: SourceText, line: int, column: int) -> tuple[int, int]:
    """Move a place behind the last line to the end of that line, where it can be shown."""
    if line <= len(source.lines) or not source.lines:
        return line, column
    return len(source.lines), len(source.lines[-1].rstrip()) + 1
