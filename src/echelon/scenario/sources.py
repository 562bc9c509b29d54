"""The works that values rest on: the bibliography, and how a value cites it."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from bibtexparser import model
from bibtexparser.entrypoint import parse_string

from echelon.scenario.expressions import TextError, shorten

_AUTHOR_SEPARATOR = re.compile(r"\s+and\s+")
_SPACES = re.compile(r"\s+")
_MARKS = {
    **{"`": "\u0300", "'": "\u0301", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304"},
    **{".": "\u0307", "u": "\u0306", "c": "\u0327", "v": "\u030c", "H": "\u030b", "d": "\u0323"},
    **{"b": "\u0331", "k": "\u0328", "r": "\u030a"},
}
"""The combining mark of each accent of LaTeX."""

_LETTERS = {
    **{"ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å"},
    **{"o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "i": "ı"},
}
_LETTER = re.compile(rf"\\({'|'.join(_LETTERS)})(?![A-Za-z])(?:\{{\}}|\s)?")
_ACCENT = re.compile(
    r"""\\(?:(?P<mark>[`'^"~=.]|[ucvHdbkr](?![A-Za-z]))\s*\{?(?P<letter>\\[ij]|[A-Za-z])\}?)"""
)
_CITATION_HELP = "write the key of a work and then the place in it: `krasnov1922 p. 12`"

# The parser takes some twenty microseconds a character where every third one opens an entry.
MOST_ENTRIES = 10_000
LONGEST_BIBLIOGRAPHY = 2_000_000


class BibliographyError(TextError):
    """An entry of the bibliography that cannot be read."""

    default_code = "bad-bibliography"


class CitationError(TextError):
    """A text that cites nothing."""

    default_code = "bad-citation"


@dataclass(frozen=True)
class Source:
    """A work.

    Parameters
    ----------
    key : str
        By which values cite it.
    author, title, year : str
        As in the bibliography without braces; empty where it does not say. Editors stand in for
        missing authors.
    text : str
        One line for reports: `Krasnov, P. N. (1922), Na vnutrennem fronte`.
    """

    key: str
    author: str
    title: str
    year: str
    text: str


@dataclass(frozen=True)
class Bibliography:
    """The works by key, and what could not be read, placed by offsets into the text."""

    sources: Mapping[str, Source]
    faults: tuple[BibliographyError, ...]


@dataclass(frozen=True)
class Citation:
    """A key with the place in the work, at the characters `start` to `end` of its text."""

    key: str
    locator: str
    start: int = 0
    end: int = 0


def read_bibliography(text: str) -> Bibliography:
    """Read BibTeX.

    Parameters
    ----------
    text : str
        The whole of `sources.bib`.

    Returns
    -------
    Bibliography
        A fault for each entry that is malformed, has no key, repeats a field, or has the key of
        an earlier entry; whatever the text holds, nothing is raised.
    """
    if len(text) > LONGEST_BIBLIOGRAPHY or text.count("@") > MOST_ENTRIES:
        message = f"the bibliography is longer than {MOST_ENTRIES} works or 2 MB"
        return Bibliography({}, (BibliographyError(message, 0, 0, code="too-large"),))
    line_starts = [0] + [match.end() for match in re.finditer("\n", text)]
    sources: dict[str, Source] = {}
    faults = []
    for block in _parse_blocks(text):
        start = line_starts[min(block.start_line or 0, len(line_starts) - 1)]
        message, advice = _find_fault(block)
        if message:
            end = start + len(text[start:].split("\n", 1)[0].rstrip())
            faults.append(BibliographyError(message, start, end, advice))
        elif isinstance(block, model.Entry):
            sources[block.key] = _make_source(block)
    return Bibliography(sources, tuple(faults))


def parse_citation(text: str) -> tuple[Citation, ...]:
    """Read what a value rests on: keys, each with the place in the work.

    Parameters
    ----------
    text : str
        Such as `pratt1915 ch. X; luk_duk`: semicolons between works, and the first word of each
        is its key.

    Returns
    -------
    tuple of Citation
        In the order written.

    Raises
    ------
    CitationError
        If a work is missing before or after a semicolon.

    Examples
    --------
    >>> [(cited.key, cited.locator) for cited in parse_citation("pratt1915 ch. X; luk_duk")]
    [('pratt1915', 'ch. X'), ('luk_duk', '')]
    """
    citations = []
    start = 0
    for piece in text.split(";"):
        words = piece.split(None, 1)
        key = words[0].rstrip(",:") if words else ""
        if not key:
            message = "no work is named here"
            raise CitationError(message, start, start + len(piece), _CITATION_HELP)
        key_start = start + len(piece) - len(piece.lstrip())
        locator = words[1].strip() if len(words) > 1 else ""
        citations.append(Citation(key, locator, key_start, key_start + len(key)))
        start += len(piece) + 1
    return tuple(citations)


@contextmanager
def _silence_parser() -> Iterator[None]:
    """Keep the parser from writing to the terminal what is going to be a fault with a place."""
    logger = logging.getLogger("bibtexparser")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)


def _parse_blocks(text: str) -> list[Any]:
    """Return the blocks of a bibliography; one failed block if the parser itself fails."""
    with _silence_parser():
        try:
            return list(parse_string(text).blocks)
        except Exception as error:  # the parser lets whatever goes wrong inside it through
            return [model.ParsingFailedBlock(error=error, start_line=0, raw=text)]


def _find_fault(block: Any) -> tuple[str, str]:
    """Return what is wrong with a block of the bibliography and what to do, or empty texts."""
    if isinstance(block, model.DuplicateBlockKeyBlock):
        return f"there is another entry `{shorten(block.key)}` above", "give each work its own key"
    if isinstance(block, model.DuplicateFieldKeyBlock):
        repeated = ", ".join(f"`{shorten(key)}`" for key in sorted(block.duplicate_keys))
        return f"the entry states {repeated} more than once", ""
    if isinstance(block, model.ParsingFailedBlock):
        return "the entry is not complete BibTeX", _explain(block.error)
    if isinstance(block, model.ImplicitComment) and block.comment.startswith("@"):
        return "the entry has no braces", "write `@book{key, title = {...}, year = {...}}`"
    if isinstance(block, model.Entry) and not _is_key(block.key):
        return (
            "the entry has no key that can be cited",
            "write `@book{key, ...}`, with no space in it",
        )
    return "", ""


def _is_key(key: str) -> bool:
    return key != "" and not any(sign.isspace() or sign in ';,{}"' for sign in key)


def _explain(error: Exception) -> str:
    reason = getattr(error, "abort_reason", "").strip().rstrip(".")
    return reason[:1].lower() + reason[1:200]


def _make_source(entry: model.Entry) -> Source:
    fields = {key.lower(): _plain(str(field.value)) for key, field in entry.fields_dict.items()}
    author = fields.get("author") or fields.get("editor") or fields.get("organization", "")
    author = "; ".join(_AUTHOR_SEPARATOR.split(author)) if author else ""
    title = fields.get("title", "")
    year = fields.get("year") or fields.get("date", "")
    text = f"{author} ({year})" if author and year else author or year
    text = ", ".join(part for part in (text, title) if part) or entry.key
    return Source(entry.key, author, title, year, text)


def _plain(value: str) -> str:
    r"""Return a field without braces, its LaTeX accents and dashes as the signs they stand for.

    Examples
    --------
    >>> print(_plain(r"La Fronde des g{\'e}n{\'e}raux, 1954--1962"))
    La Fronde des généraux, 1954–1962
    >>> print(_plain(r'Va{\"i}sse, Fran\c{c}ois, \O{}rsted, {\v s}, \^{\i}'))
    Vaïsse, François, Ørsted, š, î
    """
    signed = _ACCENT.sub(_accented, value)
    signed = _LETTER.sub(lambda found: _LETTERS[found[1]], signed)
    signed = signed.replace("---", "—").replace("--", "–").replace("\\&", "&")
    return _SPACES.sub(" ", signed.replace("{", "").replace("}", "")).strip()


def _accented(found: re.Match[str]) -> str:
    letter = {"\\i": "i", "\\j": "j"}.get(found["letter"], found["letter"])
    return unicodedata.normalize("NFC", letter + _MARKS[found["mark"]])
