"""How the report puts a probability into words."""

from __future__ import annotations

LADDER = (
    (0.99, "virtually certain"),
    (0.90, "very likely"),
    (0.66, "likely"),
    (0.33, "about as likely as not"),
    (0.10, "unlikely"),
    (0.01, "very unlikely"),
    (0.0, "exceptionally unlikely"),
)
"""Least probability of each word, after Mastrandrea et al. (2010); see `likelihood_words`."""


def likelihood_words(share: float) -> str:
    """Return the word for a probability.

    Parameters
    ----------
    share : float
        In [0, 1].

    References
    ----------
    M. D. Mastrandrea et al. (2010), Guidance Note for Lead Authors of the IPCC Fifth Assessment
    Report on Consistent Treatment of Uncertainties, table 1. The words there overlap; here each
    holds where no narrower one does.

    Examples
    --------
    >>> [likelihood_words(share) for share in (0.995, 0.7, 0.54, 0.12, 0.002)]
    ['virtually certain', 'likely', 'about as likely as not', 'unlikely', 'exceptionally unlikely']
    """
    return next(word for least, word in LADDER if share >= least)


def lowered(label: str) -> str:
    """Let a label stand within a sentence: its first letter small, unless it begins a name.

    Examples
    --------
    >>> lowered("Nobody came"), lowered("NATO holds"), lowered("")
    ('nobody came', 'NATO holds', '')
    """
    if len(label) > 1 and label[1].islower() and " " in label:
        first = label.split(" ", 1)[0]
        if first in _COMMON_WORDS:
            return label[0].lower() + label[1:]
    return label


_COMMON_WORDS = frozenset(
    [
        "A",
        "All",
        "An",
        "Any",
        "At",
        "By",
        "Every",
        "Few",
        "First",
        "Five",
        "Four",
        "From",
        "Half",
        "He",
        "In",
        "It",
        "Less",
        "Many",
        "More",
        "Most",
        "Never",
        "No",
        "Nobody",
        "None",
        "Not",
        "Nothing",
        "One",
        "Several",
        "She",
        "Six",
        "Some",
        "Somebody",
        "Ten",
        "The",
        "They",
        "Three",
        "Two",
        "Under",
        "Within",
        "Without",
    ]
)
"""Beginnings that are no name, whatever follows."""
