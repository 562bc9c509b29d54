"""Who is whose rival because they meet in arms, and how to say so where they no longer meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from echelon.scenario.schema.readers import EVERYWHERE

if TYPE_CHECKING:
    from echelon.scenario.document import Document


def rivals_kept(document: Document) -> dict[str, object]:
    """Return what sides oppose, those included with which they only meet in arms.

    Who is said to oppose another has the pledges against that one on his side, which meeting him in
    arms does not give; so of the two that side says so against whose rival nobody has pledged
    himself, and neither where both have: see `no_longer_rivals`.

    Parameters
    ----------
    document : Document
        With the oppositions that are to be left out.

    Returns
    -------
    dict of str to object
        By path, the values that change.
    """
    sides = document.parts.sides
    opposed = {id_: list(side.opposes) for id_, side in sides.items()}
    pledged = _pledged_against(document)
    for one, other in _only_in_arms(document):
        if other not in pledged:
            opposed[one].append(other)
        elif one not in pledged:
            opposed[other].append(one)
    return {
        f"sides.{id_}.opposes": ", ".join(others)
        for id_, others in opposed.items()
        if tuple(others) != tuple(sides[id_].opposes)
    }


def no_longer_rivals(document: Document) -> list[str]:
    """Return by name the pairs that are no rivals once they do not meet, as both have pledges.

    To say of one that it opposes the other would let the pledges against that one speak for it.

    Parameters
    ----------
    document : Document
        With the oppositions that are to be left out.
    """
    pledged, sides = _pledged_against(document), document.parts.sides
    return [
        f"{sides[one].name} and {sides[other].name}"
        for one, other in _only_in_arms(document)
        if {one, other} <= pledged
    ]


def _only_in_arms(document: Document) -> list[tuple[str, str]]:
    """Return the pairs of sides that meet in arms, neither of which is said to oppose the other."""
    opposes = {id_: {*side.opposes} for id_, side in document.parts.sides.items()}
    met = {
        frozenset((each.one, each.other)): (each.one, each.other)
        for each in document.parts.oppositions.values()
    }
    return [
        (one, other)
        for one, other in met.values()
        if not ({other, *EVERYWHERE} & opposes[one] or {one, *EVERYWHERE} & opposes[other])
    ]


def _pledged_against(document: Document) -> set[str]:
    return {pledge.against for pledge in document.parts.pledges.values()}
