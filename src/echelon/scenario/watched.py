"""The places whose strength is told with its spread, and the classes in which men are counted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from echelon.scenario.expressions import Call, Expression, Name, walk

if TYPE_CHECKING:
    from echelon.scenario.document import Document

CLASSES = (
    0, 1, 25, 50, 100, 150, 200, 300, 400, 600, 800, 1_200, 1_600, 2_400, 3_200, 4_800,
    6_400, 9_600, 12_800, 19_200, 25_600, 38_400, 51_200, 76_800, 102_400, 204_800,
)  # fmt: skip
"""Men from which each class begins: none, a few, then steps of a third to a half."""


def watched_places(document: Document) -> tuple[str, ...]:
    """Return the places marked `watch`, and those that outcomes, times and quantities name."""
    places, named = document.parts.places, set(_named(document))
    return tuple(id_ for id_, place in places.items() if place.watch or id_ in named)


def _named(document: Document) -> Iterator[str]:
    parts = document.parts
    asked: list[Expression | None] = [outcome.when for outcome in parts.outcomes.values()]
    asked += [quantity.value for quantity in parts.quantities.values()]
    timed = {time.fact for time in parts.times.values()}
    asked += [fact.when for id_, fact in parts.facts.items() if id_ in timed]
    for expression in asked:
        for node in walk(expression) if expression is not None else ():
            if isinstance(node, Call):
                for argument in node.arguments:
                    if isinstance(argument, Name):
                        yield argument.name
