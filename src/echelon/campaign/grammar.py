"""Names as the subjects of sentences: whether verbs about them are plural, and their article.

The names of a scenario say by themselves whether they name one or many: the last word before the
first preposition tells, and names that `and` joins are many. So `Latvian Rifles` and `Railwaymen of
the Warsaw line` take plural verbs, `Garrison of Pskov` and `3rd Cavalry Corps` singular ones. A
person's or a place's name may end in an s and be one; they are many only if `and` joins them, they
are men by their work (`Railwaymen`), or an article comes first (`The ministers`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from string import ascii_letters

ARTICLES = ("The ", "A ", "An ")

ANY_ARTICLE = (*ARTICLES, *(article.lower() for article in ARTICLES))
"""Also as names are written that were meant for the inside of a sentence."""

AFTER_THE_HEAD = re.compile(
    r"\s(?:(?:\w+ed|held|left|sent)\s)?(?:of|for|from|at|in|on|to|by|along|among|under|near|"
    r"with|without|before|beyond|behind|between|around|over|who|which|that)\s|[(:]"
)
"""What ends the part of a name that tells its number."""

OWNER = re.compile(r"\w(?:'s|’s|s'|s’)\s")
"""In a name, whose it is: `Tejero's guards`, `the Ministers' guard`."""

MEN = re.compile(
    r"(?:^| )\w*(?:[a-z]smen|(?i:rail|way|work|sea|police|fire|horse|gun|post|line|militia|boat|"
    r"signal|watch|country|fisher|noble|yeo|trades?|service|states|guards|tribes)men)$|(?:^| )men$"
)
"""What a name ends in that is of men by their work, and not of one called `Türkmen` or `Bremen`."""

IRREGULAR = {"people": True, "police": True, "children": True, "yemen": False, "series": False}

SINGULAR_ENDINGS = ("ss", "us", "is", "'s", "’s", "corps", "korps")

SINGULAR_VERBS = {"are": "is", "have": "has", "do": "does", "cannot": "cannot"}


class Subject(str):
    """A name as it stands inside a sentence, which knows whether it is of many.

    Parameters
    ----------
    name : str
        As the scenario has it; a capital article at its beginning becomes a small one.
    is_plural : bool
        Whether verbs about it are plural.
    """

    is_plural: bool

    def __new__(cls, name: str, *, is_plural: bool = False) -> Subject:
        """Take a name as it is written."""
        made = super().__new__(cls, inside(name))
        made.is_plural = is_plural
        return made

    @property
    def own(self) -> str:
        """What stands before a thing that is theirs: `its` or `their`."""
        return "their" if self.is_plural else "its"

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, bool]]:
        return (str(self),), {"is_plural": self.is_plural}


def collective(name: str) -> Subject:
    """Take the name of a unit, side, staff, body or institution."""
    return Subject(name, is_plural=names_many(name))


def single(name: str) -> Subject:
    """Take the name of a person or place, which may end in an s and yet be one."""
    head = _head(name)
    is_many = name.startswith(ANY_ARTICLE) or " and " in head or MEN.search(head) is not None
    return Subject(name, is_plural=is_many and names_many(name))


def thing(name: str) -> Subject:
    """Take the name of a link or channel, which may end in a place's name."""
    head = _head(name)
    is_many = name.startswith(ANY_ARTICLE) or " and " in head or head != name
    return Subject(name, is_plural=is_many and names_many(name))


def many(names: Iterable[str]) -> Subject:
    """Join several names into one subject.

    Examples
    --------
    >>> many(["The Reds", "The Whites"])
    'the Reds and the Whites'
    """
    return Subject(" and ".join(map(inside, names)), is_plural=True)


def names_many(name: str) -> bool:
    """Return whether a name is of many.

    Examples
    --------
    >>> [names_many(name) for name in ("Latvian Rifles", "Soviet and railwaymen of Dno")]
    [True, True]
    >>> [names_many(name) for name in ("Company of the Rifles", "Horse and Foot Brigade")]
    [False, False]
    """
    head = _head(name)
    last = head.rsplit(" ", 1)[-1].lower()
    if last in IRREGULAR:
        return IRREGULAR[last]
    if last.endswith("men") or (last.endswith("s") and not last.endswith(SINGULAR_ENDINGS)):
        return True
    # Two nouns are many (`garrison and fleet`); two adjectives share one noun after them.
    _, joined, second = head.rpartition(" and ")
    return bool(joined) and " " not in second


def clause(subject: Subject, predicate: str) -> str:
    """Put a predicate, written as of many, behind its subject.

    Examples
    --------
    >>> clause(collective("Latvian Rifles"), "do not obey")
    'Latvian Rifles do not obey'
    >>> clause(collective("The garrison"), "do not obey: fire")
    'the garrison does not obey: fire'
    """
    verb = predicate[: len(predicate) - len(predicate.lstrip(ascii_letters))]
    return f"{subject} {conjugated(subject, verb)}{predicate[len(verb) :]}"


def conjugated(subject: Subject, verb: str) -> str:
    """Return a verb, given as of many, in the number of its subject.

    Examples
    --------
    >>> [conjugated(single("A. F. Kerensky"), verb) for verb in ("have", "carry", "reach", "obey")]
    ['has', 'carries', 'reaches', 'obeys']
    """
    if subject.is_plural:
        return verb
    if verb in SINGULAR_VERBS:
        return SINGULAR_VERBS[verb]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{verb}s"


def inside(name: str) -> str:
    """Return a name as it stands inside a sentence: with a small article."""
    return name[0].lower() + name[1:] if name.startswith(ARTICLES) else name


def articled(name: str) -> str:
    """Return the name of a unit after `the ranks of`, where English has an article.

    Whose it is stands in the place of one.

    Examples
    --------
    >>> [articled(name) for name in ("1st Don Cossacks", "The Guards", "Major Shein's men")]
    ['the 1st Don Cossacks', 'the Guards', "Major Shein's men"]
    """
    held, of_somebody = inside(name), OWNER.search(_head(name))
    return held if held.startswith(ANY_ARTICLE) or of_somebody else f"the {held}"


def not_done(subject: Subject, why: str, what: str) -> str:
    """Say that something is not done by who was told to do it, or had resolved to, and why.

    Examples
    --------
    >>> not_done(single("A. F. Kerensky"), "being under way", "go to Pskov")
    'A. F. Kerensky does not do it, being under way: go to Pskov'
    """
    return clause(subject, f"do not do it, {why}: {what}")


def put_off(subject: Subject, why: str, what: str) -> str:
    """Say that something that is due is put off, and why; it is done when it can be.

    Examples
    --------
    >>> put_off(single("A. F. Kerensky"), "being under way", "Kerensky calls the cabinet")
    'A. F. Kerensky puts it off, being under way: Kerensky calls the cabinet'
    """
    return clause(subject, f"put it off, {why}: {what}")


def sentence(text: str) -> str:
    """Return a text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def _head(name: str) -> str:
    """Return the part of a name that tells whether it is of many."""
    return AFTER_THE_HEAD.split(name, maxsplit=1)[0].strip().rstrip(",")
