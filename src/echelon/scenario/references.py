"""What an id may stand for: the kinds of thing that questions and actions are about."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TypeAlias

from echelon.errors import nearest
from echelon.scenario.expressions import TextError, shorten

Names: TypeAlias = Mapping[str, Collection[str]]
"""Part of the scenario -> the ids it declares, such as `{"places": {"luga", "pskov"}}`."""

KINDS: Mapping[str, tuple[str, ...]] = {
    "act": ("acts",),
    "actor": ("persons", "units", "staffs", "bodies", "pools"),
    "agreement": ("agreements",),
    "channel": ("channels",),
    "fact": ("facts", "acts"),
    "institution": ("institutions",),
    "link_or_channel": ("links", "channels"),
    "office": ("offices",),
    "order": ("orders",),
    "passage": ("links", "places", "channels"),
    "person": ("persons",),
    "place": ("places",),
    "side": ("sides",),
    "staff": ("staffs",),
    "unit": ("units", "pools"),
    "view": ("views", "sides"),
}
"""Kind of a slot -> the parts in which its id may be declared."""

SINGULARS: Mapping[str, str] = {
    "acts": "act",
    "agreements": "agreement",
    "bodies": "body",
    "channels": "channel",
    "facts": "fact",
    "inputs": "input",
    "institutions": "institution",
    "links": "link",
    "offices": "office",
    "orders": "order",
    "outcomes": "outcome",
    "persons": "person",
    "pools": "pool",
    "places": "place",
    "sides": "side",
    "staffs": "staff",
    "units": "unit",
    "views": "view",
}
"""Part -> what one of its entries is called."""


def describe_kind(kind: str) -> str:
    """Return a kind of slot in words: `person or unit` for an actor; a pool stands for units."""
    *others, last = (SINGULARS[part] for part in KINDS[kind] if part != "pools")
    return f"{', '.join(others)} or {last}" if others else last


def with_article(noun: str) -> str:
    """Return a noun with `a` or `an` before it."""
    return f"an {noun}" if noun[0] in "aeio" else f"a {noun}"


def find_reference_fault(
    kind: str, name: str, start: int, end: int, names: Names, error: type[TextError]
) -> TextError | None:
    """Return what is wrong with an id in a slot of the given kind, or None.

    Parameters
    ----------
    kind : str
        A key of `KINDS`.
    name : str
        The id as written, at the characters `start` to `end` of its text.
    names : Names
        What the scenario declares.
    error : type of TextError
        What to return; its code is `unknown-name`, or `wrong-kind` for the id of another thing.
    """
    candidates = [known for part in KINDS[kind] for known in names.get(part, ())]
    if name in candidates:
        return None
    near = nearest(name, candidates)
    advice = f"did you mean `{near}`?" if near else ""
    wanted = describe_kind(kind)
    for part, ids in names.items():
        if name in ids:
            found = with_article(SINGULARS.get(part, f"entry of {part}"))
            message = f"`{shorten(name)}` is {found}, and {with_article(wanted)} is wanted here"
            return error(message, start, end, advice, code="wrong-kind")
    message = f"there is no {wanted} `{shorten(name)}`"
    return error(message, start, end, advice, code="unknown-name")
