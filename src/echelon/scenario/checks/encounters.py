"""Whether oppositions are between two sides, and one for each pair of them."""

from __future__ import annotations

from collections.abc import Iterator

from echelon.errors import Fault
from echelon.scenario.draft import Draft
from echelon.scenario.schema.encounters import Opposition


def check_oppositions(draft: Draft) -> Iterator[Fault]:
    """Find sides that oppose themselves, and pairs of sides that have two oppositions."""
    earlier: dict[frozenset[str], str] = {}
    for declaration, opposition in draft.sound("oppositions", Opposition):
        pair = frozenset((opposition.one, opposition.other))
        if len(pair) == 1:
            yield draft.fault(
                "opposition",
                f"in {declaration.called} side `{opposition.one}` opposes itself",
                declaration,
                "other",
                label="the same side as `one`",
                help="name the side that it opposes",
            )
        elif pair in earlier:
            yield draft.fault(
                "opposition",
                f"{declaration.called} is between the same sides as {earlier[pair]}",
                declaration,
                "other",
                label=f"`{opposition.one}` and `{opposition.other}` oppose each other already",
                help="an opposition is mutual: leave one of the two out",
            )
        earlier.setdefault(pair, declaration.called)
