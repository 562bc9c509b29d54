"""Which right name a wrong one was probably meant to be."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

SIMILAR = 0.66
"""Least ratio of `difflib` that counts as a slip: one letter in three may differ."""

LONGEST_NAME = 64
"""A longer name is text, not a slip of the pen, and would be slow to compare."""

MOST_LISTED = 8
"""Of more names than these, the rest are counted."""

MOST_COMPARED = 200
"""Names compared letter by letter, so that a thousand faults stay a second's work."""


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """Find the valid name that a wrong one is nearest to.

    Parameters
    ----------
    name : str
        What was written.
    candidates : iterable of str
        What could have been meant.

    Returns
    -------
    str or None
        The nearest candidate (of equals, the first in the alphabet), or None if
        none is near enough to be worth suggesting.

    Examples
    --------
    >>> nearest("lenght_km", ["length_km", "speed_km_h"])
    'length_km'
    >>> nearest("corvam", ["pskov", "luga"]) is None
    True
    """
    if not name or len(name) > LONGEST_NAME:
        return None
    plain = _plain(name)
    likely = sorted({word for word in candidates if _may_resemble(plain, word)})
    for word in likely:
        if _plain(word) == plain:
            return word
    if len(likely) > MOST_COMPARED:
        likely.sort(key=lambda word: (-_common_ends(plain, _plain(word)), word))
        likely = likely[:MOST_COMPARED]
    best, best_ratio = None, SIMILAR
    for word in sorted(likely):
        matcher = SequenceMatcher(None, plain, _plain(word), autojunk=False)
        if matcher.quick_ratio() > best_ratio and matcher.ratio() > best_ratio:
            best, best_ratio = word, matcher.ratio()
    return best


def or_else(name: str, known: Iterable[str]) -> str:
    """Say at the end of a sentence what may be meant, or what there is.

    Parameters
    ----------
    name : str
        What was asked for and does not exist.
    known : iterable of str
        What could have been asked for.

    Examples
    --------
    >>> or_else("lugo", ["luga", "pskov"])
    '; did you mean `luga`?'
    >>> or_else("x", ["luga", "pskov"])
    '; there are `luga`, `pskov`'
    >>> or_else("x", [])
    '; there is none'
    """
    names = list(known)
    close = nearest(name, names)
    if close:
        return f"; did you mean `{close}`?"
    if not names:
        return "; there is none"
    listed = ", ".join(f"`{each}`" for each in names[:MOST_LISTED])
    more = len(names) - MOST_LISTED
    return f"; there are {listed}{f' and {more} more' if more > 0 else ''}"


def _plain(name: str) -> str:
    return name.casefold().replace("-", "_").replace(" ", "_")


def _may_resemble(plain: str, word: str) -> bool:
    shorter, longer = sorted((len(plain), len(word)))
    return 0 < longer <= LONGEST_NAME and 2 * shorter > SIMILAR * (shorter + longer)


def _common_ends(left: str, right: str) -> int:
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    for one, other in zip(reversed(left), reversed(right), strict=False):
        if one != other:
            break
        count += 1
    return count
