"""Whether anybody is his own superior, deputy, or the other party to his offer."""

from __future__ import annotations

from collections.abc import Iterator

from echelon.errors import Fault
from echelon.scenario.circles import find_circles
from echelon.scenario.draft import Draft


def check_deputies(draft: Draft) -> Iterator[Fault]:
    """Find persons who would be their own deputies: what cannot reach them reaches nobody."""
    for id_, declaration in draft.declarations["persons"].items():
        if declaration.values.get("deputy") == id_:
            message = f"{declaration.called} is its own deputy"
            yield draft.fault("circular", message, declaration, "deputy", label="the same person")


def check_parties(draft: Draft) -> Iterator[Fault]:
    """Find agreements that somebody would offer himself."""
    for declaration in draft.declarations["agreements"].values():
        by, to = declaration.values.get("by"), declaration.values.get("to")
        if by is not None and by == to:
            message = f"{declaration.called} is offered to `{by}`, who offers it"
            yield draft.fault("circular", message, declaration, "to", label="the same person")


def check_superiors(draft: Draft) -> Iterator[Fault]:
    """Find chains of command that go round in a circle."""
    actors = {**draft.declarations["persons"], **draft.declarations["units"]}
    above = {
        id_: [declaration.values["superior"]]
        for id_, declaration in actors.items()
        if "superior" in declaration.values
    }
    for circle in find_circles(above):
        declaration = actors[circle[0]]
        yield draft.fault(
            "circular",
            f"{declaration.called} is, through the chain of command, its own superior",
            declaration,
            "superior",
            label="the circle closes here",
            notes=(" -> ".join([*circle, circle[0]]),),
        )
