"""Whether bodies can decide, and only bodies are asked for votes."""

from __future__ import annotations

from collections.abc import Iterator

from echelon.errors import Fault
from echelon.scenario.draft import Draft
from echelon.scenario.schema.bodies import Body

OF_QUESTIONS = ("votes_for", "votes_against", "votes_when", "support")


def check_quorums(draft: Draft) -> Iterator[Fault]:
    """Find bodies that need more members for a quorum than they have."""
    for declaration, body in draft.sound("bodies", Body):
        if body.quorum is not None and body.quorum > len(body.members):
            yield draft.fault(
                "out-of-range",
                f"{declaration.called} can never be a quorum",
                declaration,
                "quorum",
                label=f"it has {len(body.members)} members",
            )


def check_questions(draft: Draft) -> Iterator[Fault]:
    """Find orders that say how votes are cast and are not by a body."""
    bodies = draft.declarations["bodies"]
    for declaration in draft.declarations["orders"].values():
        by = declaration.values.get("by")
        if by is None or by in bodies or draft.unread:
            continue
        for key in OF_QUESTIONS:
            if declaration.values.get(key):
                yield draft.fault(
                    "excluded-key",
                    f"`{key}` has no meaning for {declaration.called}, which is not by a body",
                    declaration,
                    key,
                    label="nobody votes on it",
                    help="leave it out, or let the order be `by` a body",
                )
