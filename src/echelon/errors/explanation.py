"""The long explanation of a code: a paragraph, a failing and a mended example."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Explanation:
    """What a code means, for the page of errors in the documentation.

    Parameters
    ----------
    paragraph : str
        What is wrong and why echelon minds, in plain sentences.
    failing, mended : str
        The smallest piece of a scenario that shows it, and the same put right; the
        first line is a comment that names the file.
    warning : bool
        True if the scenario can be run nevertheless.
    """

    paragraph: str
    failing: str
    mended: str
    warning: bool = False
