"""Whether moments fall where something can come of them."""

from __future__ import annotations

import math
from collections.abc import Iterator

from echelon.errors import Fault
from echelon.scenario import tree
from echelon.scenario.draft import Declaration, Draft
from echelon.scenario.expressions import Draw, Expression, Moment, TextError
from echelon.scenario.settings import Settings


def check_period(draft: Draft) -> Iterator[Fault]:
    """Find acts, recorded moments and closures that lie outside the period."""
    settings = draft.settings
    if settings is None:
        return
    for declaration in draft.declarations["acts"].values():
        first, _ = moments_of(declaration.values.get("at"))
        if first < settings.start_us:
            yield _outside(draft, settings, declaration, "at", "before the period starts")
        elif math.isfinite(first) and first > settings.end_us:
            yield _outside(draft, settings, declaration, "at", "after the period ends")
    for declaration in draft.declarations["record"].values():
        best, _ = moments_of(declaration.values.get("best"))
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


def check_exogenous(draft: Draft) -> Iterator[Fault]:
    """Warn of acts that can come after t0 and do not say why they come in any case."""
    settings = draft.settings
    if settings is None:
        return
    t0 = settings.calendar.format_moment(settings.t0_us)
    for declaration in draft.declarations["acts"].values():
        first, last = moments_of(declaration.values.get("at"))
        is_after = settings.t0_us < last and first <= settings.end_us
        if is_after and not declaration.gives("exogenous"):
            yield draft.fault(
                "not-exogenous",
                f"{declaration.called} is dated after t0 and does not say why it is exogenous",
                declaration,
                "at",
                label=f"can be after t0, {t0}",
                help="say in `exogenous` why it comes whatever happens, or make it an order",
                warning=True,
            )


def check_hindsight(draft: Draft) -> Iterator[Fault]:
    """Warn of values that became known only after t0."""
    settings = draft.settings
    if settings is None:
        return
    for declaration in draft.every():
        # The record is hindsight by its nature, and a variant answers for itself.
        if declaration.part.name in ("record", "what_ifs", "accounts"):
            continue
        known_by_us = declaration.values.get("known_by")
        if known_by_us is not None and known_by_us > settings.t0_us:
            yield _known_later(draft, declaration, "known_by", settings)
        for key in declaration.values:
            node = declaration.written.fields[key].evidence.get("known_by") if key != "id" else None
            if isinstance(node, tree.Scalar) and _moment(node, settings) > settings.t0_us:
                yield _known_later(draft, declaration, key, settings)


def _moment(node: tree.Scalar, settings: Settings) -> float:
    """Return a moment; one that cannot be read is told elsewhere, and never later than t0."""
    try:
        return settings.calendar.parse_moment(node.raw)
    except TextError:
        return -math.inf


def moments_of(expression: Expression | None) -> tuple[float, float]:
    """Return the first and last moment that an expression can be, infinite if it has none.

    Parameters
    ----------
    expression : Expression or None
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
