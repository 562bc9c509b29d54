"""Whether what moves those who are told can move them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from echelon.errors import Fault, nearest
from echelon.scenario.draft import Declaration, Draft
from echelon.scenario.expressions import Number
from echelon.scenario.schema.bodies import Body
from echelon.scenario.schema.minds import FORMS, Confidence, Influence, Threshold, Weight

LIMITS = ("joins_at", "refuses_at", "share")
"""Fields of a threshold, of which each has one."""

WHOLE = 1.0 + 1e-9


def check_thresholds(draft: Draft) -> Iterator[Fault]:
    """Find thresholds without a number, or with more than one."""
    for declaration, threshold in draft.sound("thresholds", Threshold):
        stated = [key for key in LIMITS if getattr(threshold, key) is not None]
        if not stated:
            yield draft.fault(
                "missing-key",
                f"{declaration.called} has none of `joins_at`, `refuses_at` and `share`",
                declaration,
                "id",
                label="of how many others?",
                help="write one of them: how many others must have joined or refused",
            )
        for key in stated[1:]:
            yield draft.fault(
                "excluded-key",
                f"`{key}` has no meaning for {declaration.called} beside `{stated[0]}`",
                declaration,
                key,
                label="a second limit",
                help="write a threshold of its own for it",
            )


def check_influences(draft: Draft) -> Iterator[Fault]:
    """Find influences that work in somebody's company and do not say in whose."""
    for declaration, influence in draft.sound("influences", Influence):
        if influence.during == "together" and influence.by is None:
            yield draft.fault(
                "missing-key",
                f"{declaration.called} works in company, and has no `by`",
                declaration,
                "during",
                label="in whose company?",
                help="write `by`: the person who must be there; for a crowd or a side that is "
                "there, leave `during` out and write a `when`",
            )


def check_confidences(draft: Draft) -> Iterator[Fault]:
    """Find somebody who listens to others so much that nothing of his own opinion is left."""
    heard: dict[str, list[tuple[Declaration, float]]] = defaultdict(list)
    for declaration, confidence in draft.sound("confidences", Confidence):
        if isinstance(confidence.weight, Number):
            heard[confidence.of].append((declaration, confidence.weight.value))
    for of, stated in heard.items():
        total = sum(weight for _, weight in stated)
        if total > WHOLE:
            yield draft.fault(
                "out-of-range",
                f"`{of}` listens to others by {total:g} in all",
                stated[-1][0],
                "weight",
                label="the weights sum to more than 1",
                help="what is left to 1 is the weight of his own opinion",
            )


def check_forms(draft: Draft) -> Iterator[Fault]:
    """Find forms of an order that somebody insists on and that do not exist."""
    for declaration, weight in draft.sound("weights", Weight):
        for word in weight.insists_on:
            if word not in FORMS:
                close = nearest(word, FORMS)
                yield draft.fault(
                    "unknown-word",
                    f"{declaration.called}: unknown form `{word}`",
                    declaration,
                    "insists_on",
                    label="no such form",
                    help=f"did you mean `{close}`?" if close else f"write one of {_listed(FORMS)}",
                )


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def check_doubtful(draft: Draft) -> Iterator[Fault]:
    """Find persons whose membership is called doubtful of a body of which they are no members."""
    for declaration, body in draft.sound("bodies", Body):
        for person in body.doubtful:
            if person not in body.members:
                yield draft.fault(
                    "unknown-name",
                    f"`{person}` is doubtful in {declaration.called} and not among its members",
                    declaration,
                    "doubtful",
                    path=draft.path_to(declaration, "doubtful", person),
                    label="no member",
                    help="put him among `members` too",
                )
