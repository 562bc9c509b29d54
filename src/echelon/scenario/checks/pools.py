"""Whether pools say where they are, how many they are, and are asked what can be asked of many."""

from __future__ import annotations

from collections.abc import Iterator

from echelon.errors import Fault
from echelon.scenario.draft import Draft
from echelon.scenario.expressions import Call, Name, Number, walk
from echelon.scenario.predicates import PREDICATES
from echelon.scenario.schema.catalogue import keys_of
from echelon.scenario.schema.leaves import CONDITION
from echelon.scenario.schema.pools import Pool


def check_pools(draft: Draft) -> Iterator[Fault]:
    """Find pools without a place or with more companies than there can be."""
    for declaration, pool in draft.sound("pools", Pool):
        if pool.place is None and pool.of is None:
            yield draft.fault(
                "missing-key",
                f"{declaration.called} has neither a `place` nor a unit that it is nested in",
                declaration,
                "id",
                label="`place` is missing",
                help="write `place`, or `of` with the unit among whose men the companies are",
            )
        if isinstance(pool.present, Number) and pool.present.value > pool.companies:
            yield draft.fault(
                "out-of-range",
                f"{declaration.called} has at most {pool.companies} companies",
                declaration,
                "present",
                label="more than there can be",
                help="let `companies` be the greatest number that may be drawn",
            )


def check_asked_of_pools(draft: Draft) -> Iterator[Fault]:
    """Find questions to a pool whose answer is a moment: its companies have one each."""
    pools = draft.declarations["pools"]
    for declaration in draft.every() if pools else ():
        known = keys_of(declaration.part.model)
        for key, value in declaration.values.items():
            if known[key].leaf is not CONDITION:
                continue
            for node in walk(value):
                if not isinstance(node, Call) or node.name not in PREDICATES:
                    continue
                if PREDICATES[node.name].result != "moment":
                    continue
                for argument in node.arguments:
                    if isinstance(argument, Name) and argument.name in pools:
                        yield draft.fault(
                            "wrong-kind",
                            f"`{node.name}` has one answer, and the companies of "
                            f"`{argument.name}` have one each",
                            declaration,
                            key,
                            start=argument.start,
                            end=argument.end,
                            label="a pool of several companies",
                            help=f"ask it of one of them, such as `{argument.name}_1`",
                        )
