"""Whether moments fall where something can come of them."""

from __future__ import annotations

import math
from collections.abc import Iterator

from echelon.errors import Fault
from echelon.scenario.draft import Declaration, Draft
from echelon.scenario.expressions import Draw, Expression, Moment
from echelon.scenario.schema.conduct import Act
from echelon.scenario.schema.question import Recorded
from echelon.scenario.settings import Settings


def check_period(draft: Draft) -> Iterator[Fault]:
    """Find acts, recorded moments and closures that lie outside the period."""
    settings = draft.settings
    if settings is None:
        return
    for declaration, act in draft.sound("acts", Act):
        first, _ = moments_of(act.at)
        if first < settings.start_us:
            yield _outside(draft, settings, declaration, "at", "before the period starts")
        elif math.isfinite(first) and first > settings.end_us:
            yield _outside(draft, settings, declaration, "at", "after the period ends")
    for declaration, recorded in draft.sound("record", Recorded):
        best, _ = moments_of(recorded.best)
        if best < settings.start_us:
            yield _outside(draft, settings, declaration, "best", "before the period starts")
        elif math.isfinite(best) and best > settings.end_us:
            yield _outside(draft, settings, declaration, "best", "after the period ends")
    yield from _check_closures(draft, settings)


def _check_closures(draft: Draft, settings: Settings) -> Iterator[Fault]:
    for declaration in draft.every():
        for window in declaration.values.get("closed", ()):
            if window.to_us is not None and window.to_us <= settings.start_us:
                yield _outside(draft, settings, declaration, "closed", "before the period starts")
            elif window.from_us is not None and window.from_us >= settings.end_us:
                yield _outside(draft, settings, declaration, "closed", "after the period ends")


def check_knowledge_date(draft: Draft) -> Iterator[Fault]:
    """Warn of acts after t0 without a reason, and of values that became known only later."""
    settings = draft.settings
    if settings is None:
        return
    t0 = settings.calendar.format_moment(settings.t0_us)
    for declaration, act in draft.sound("acts", Act):
        _, last = moments_of(act.at)
        if math.isfinite(last) and last > settings.t0_us and not act.exogenous:
            yield draft.fault(
                "not-exogenous",
                f"{declaration.called} is dated after t0 and does not say why it is exogenous",
                declaration,
                "at",
                label=f"can be after t0, {t0}",
                help="say in `exogenous` why it comes whatever happens, or make it an order",
                warning=True,
            )
    for (part, id_, key), provenance in draft.provenance.items():
        known_by_us = provenance.known_by_us
        if known_by_us is None or known_by_us <= settings.t0_us or part == "record":
            continue
        declaration = draft.declarations[part][id_]
        written = declaration.written.fields[key]
        if written.evidence.get("known_by") is None and "known_by" in declaration.values:
            # Told once for the entry and not for each of its fields.
            continue
        yield _known_later(draft, declaration, key, settings)
    for declaration in draft.every():
        known_by_us = declaration.values.get("known_by")
        if known_by_us is None or declaration.part.name in ("record", "what_ifs", "accounts"):
            continue
        if known_by_us > settings.t0_us:
            yield _known_later(draft, declaration, "known_by", settings)


def moments_of(expression: Expression) -> tuple[float, float]:
    """Return the first and last moment that an expression can be, infinite if it has none.

    Parameters
    ----------
    expression : Expression
        A moment, a draw of moments, or anything else.

    Returns
    -------
    tuple of float
        In microseconds since the start of the period.
    """
    if isinstance(expression, Moment):
        return expression.value_us, expression.value_us
    if isinstance(expression, Draw) and expression.distribution.is_of_moments:
        return expression.distribution.support()
    return math.inf, math.inf


def _known_later(draft: Draft, declaration: Declaration, key: str, settings: Settings) -> Fault:
    t0 = settings.calendar.format_moment(settings.t0_us)
    what = declaration.called if key == "known_by" else f"`{key}` of {declaration.called}"
    return draft.fault(
        "known-later",
        f"{what} became known only after t0",
        declaration,
        key,
        label=f"t0 is {t0}",
        help="use what was known at t0, and widen the range",
        warning=True,
    )


def _outside(
    draft: Draft, settings: Settings, declaration: Declaration, key: str, where: str
) -> Fault:
    calendar = settings.calendar
    start, end = calendar.format_moment(0), calendar.format_moment(settings.end_us)
    return draft.fault(
        "outside-period",
        f"`{key}` of {declaration.called} lies {where}",
        declaration,
        key,
        label="outside the period",
        notes=(f"the period is {start} to {end}",),
    )
