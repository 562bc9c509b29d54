"""Whether every run has one outcome, and the record can be compared with what runs give."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from echelon.errors import Fault, Spot
from echelon.scenario import tree
from echelon.scenario.draft import Declaration, Draft
from echelon.scenario.expressions import Expression, Moment, Number
from echelon.scenario.schema.question import Outcome, Recorded


def check_outcomes(draft: Draft) -> Iterator[Fault]:
    """Find outcomes that are no ordered list of classes with `otherwise` at its end."""
    declarations = list(draft.declarations["outcomes"].values())
    if not draft.is_whole("outcomes"):
        return
    outcomes = list(draft.sound("outcomes", Outcome))
    if not outcomes:
        yield Fault(
            "no-outcome",
            "the scenario has no outcomes",
            _head(draft),
            help="add the part `outcomes`; its last entry has `otherwise: true`",
        )
        return
    for declaration, outcome in outcomes:
        is_last = declaration is declarations[-1]
        yield from _check_outcome(draft, declaration, outcome, is_last)
    happened = [declaration for declaration, outcome in outcomes if outcome.happened]
    for declaration in happened[1:]:
        yield draft.fault(
            "excluded-key",
            f"{declaration.called} has happened, and so has {happened[0].called}",
            declaration,
            "happened",
            label="only one outcome came about",
        )


def check_record(draft: Draft) -> Iterator[Fault]:
    """Find recorded facts of the wrong kind, or whose best value lies outside their range."""
    for declaration, recorded in draft.sound("record", Recorded):
        yield from _check_subject(draft, declaration, recorded)
        is_time = recorded.of in draft.declarations["times"]
        is_quantity = recorded.of in draft.declarations["quantities"]
        is_gate = recorded.gate is not None and recorded.of is None
        sort = "time" if is_time else "gate" if is_gate else "quantity"
        wanted = Moment if is_time else Number
        values: list[tuple[str, float]] = []
        for key in ("low", "best", "high"):
            value: Expression | None = getattr(recorded, key)
            if isinstance(value, Moment | Number):
                values.append((key, _plain(value)))
            is_known = is_time or is_quantity or is_gate
            if value is not None and is_known and not isinstance(value, wanted):
                yield draft.fault(
                    "wrong-type",
                    f"`{recorded.of or recorded.gate}` is a {sort}, and `{key}` of "
                    f"{declaration.called} is no {'moment' if is_time else 'number'}",
                    declaration,
                    key,
                    label=f"not a {'moment' if is_time else 'number'}",
                )
                break
        else:
            yield from _check_order(draft, declaration, values)


def _check_subject(draft: Draft, declaration: Declaration, recorded: Recorded) -> Iterator[Fault]:
    """Find facts of nothing, and of two things at once."""
    called = declaration.called
    if recorded.of is not None:
        for key in ("side", "gate"):
            if getattr(recorded, key) is not None:
                message = f"{called} is the fact of `{recorded.of}` and names a {key}"
                yield draft.fault("excluded-key", message, declaration, key, label="excludes `of`")
        return
    missing = [key for key in ("side", "gate") if getattr(recorded, key) is None]
    if missing:
        key = missing[0] if len(missing) == 1 else "of"
        yield draft.fault(
            "missing-key",
            f"{called} has no `{key}`",
            declaration,
            "id",
            label=f"`{key}` is missing",
            help="write `of`, or `side` and `gate` for men stopped at a gate of the funnel",
        )


def _check_outcome(
    draft: Draft, declaration: Declaration, outcome: Outcome, is_last: bool
) -> Iterator[Fault]:
    called = declaration.called
    if outcome.when is not None and outcome.otherwise:
        message = f"{called} has a condition and is `otherwise`"
        yield draft.fault(
            "excluded-key", message, declaration, "otherwise", label="excludes `when`"
        )
    elif outcome.when is None and not outcome.otherwise:
        yield draft.fault(
            "missing-key",
            f"{called} has no `when`",
            declaration,
            "id",
            label="`when` is missing",
            help="write `when`, or `otherwise: true` for the last outcome",
        )
    elif outcome.otherwise and not is_last:
        message = f"{called} takes all runs, and outcomes stand below it"
        yield draft.fault(
            "no-outcome", message, declaration, "otherwise", label="only for the last outcome"
        )
    elif is_last and not outcome.otherwise:
        yield draft.fault(
            "no-outcome",
            f"{called} is the last and is not `otherwise`",
            declaration,
            "id",
            label="a run may have no outcome",
            help="add a last outcome with `otherwise: true`",
        )


def _check_order(
    draft: Draft, declaration: Declaration, values: list[tuple[str, float]]
) -> Iterator[Fault]:
    for (key, value), (next_key, next_value) in pairwise(values):
        if value > next_value:
            yield draft.fault(
                "low-above-high",
                f"`{key}` of {declaration.called} is above its `{next_key}`",
                declaration,
                key,
                label=f"above `{next_key}`",
            )


def _plain(value: Moment | Number) -> float:
    return value.value_us if isinstance(value, Moment) else value.value


def _head(draft: Draft) -> Spot | None:
    head: tree.Mapping | None = draft.sources.folder.settings
    if head is None:
        return None
    return draft.sources.spot(head.key("question") or head.key("echelon") or head)
