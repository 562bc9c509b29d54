"""The long explanation of a code: a paragraph, a failing and a mended example."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import dedent


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


def explain(paragraph: str, failing: str, mended: str, *, warning: bool = False) -> Explanation:
    """Make an explanation of texts that are indented like the code around them.

    Parameters
    ----------
    paragraph : str
        Lines of one paragraph, which are joined by spaces.
    failing, mended : str
        Pieces of a file; the indentation they share is taken away.
    warning : bool
        True if the scenario can be run nevertheless.

    Returns
    -------
    Explanation
        The texts without the indentation.
    """
    return Explanation(
        " ".join(paragraph.split()), dedent(failing).strip(), dedent(mended).strip(), warning
    )
