"""Markdown from words that may hold anything: tables, headings and lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_SIGNIFICANT = re.compile(r"([\\`*_{}\[\]<>#|~])")


def plain(words: object) -> str:
    r"""Return words on one line, in which no sign is taken for mark-up.

    Examples
    --------
    >>> print(plain("a|b <i>"))
    a\|b \<i\>
    """
    return _SIGNIFICANT.sub(r"\\\1", " ".join(str(words).split()))


def code(words: object) -> str:
    """Return words as code, for ids and values; a back-tick within becomes an apostrophe."""
    text = " ".join(str(words).split()).replace("`", "'").replace("|", "\\|")
    return f"`{text}`" if text else ""


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; its cells are Markdown already."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def page(*blocks: str) -> str:
    """Return blocks as a page, with a line between them and one at the end."""
    return "\n\n".join(block for block in blocks if block) + "\n"


def bullets(items: Iterable[str]) -> str:
    """Return a list."""
    return "\n".join(f"- {item}" for item in items)
