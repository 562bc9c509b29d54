"""The summary folded to a screen or two: every answer on a line, its doubts beside it.

What is left out here (quantiles, the doubt about every moment, each account by itself) is in
`summary_text`, and every figure of both in the JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from echelon.analysis.doubt import Doubt
from echelon.analysis.funnel import GATE_TEXTS, Funnel, GateSpread
from echelon.analysis.intervals import Interval, wilson
from echelon.analysis.layers_text import accounts_not_run, end_text
from echelon.analysis.questions import RecordedFact
from echelon.analysis.summary import (
    QUANTILES,
    OutcomeShare,
    QuantitySpread,
    Summary,
    TimeSpread,
    chronology,
)
from echelon.analysis.text import hindcast_lines, origin_lines, overlay_lines
from echelon.analysis.wording import (
    WIDTH,
    moment_text,
    number_text,
    probability_text,
    share_text,
    with_unit,
    wrapped,
    years_text,
)

_NAME, _RANGE, _MEN, _GATE = 11, 19, 9, 25
"""Columns of what stands before the cells of outcomes, of their cells, of men, and of a gate."""

_TIMED = (8, 13, 13, 8)
"""Columns of the cells of a moment, the gap before each included."""

_SIDES = 3
"""Sides whose gates stand side by side in one table."""

_MIDDLE = QUANTILES.index(0.5)


def folded_text(summary: Summary) -> str:
    """Put a summary as a page that is read on a screen or two.

    Parameters
    ----------
    summary : Summary
        Of any runs.

    Returns
    -------
    str
        Lines of at most 80 columns (unless a single word is longer), without a closing newline.
    """
    questions = summary.questions
    sections = [
        [*wrapped(questions.title), *overlay_lines(questions)],
        wrapped(questions.question),
        _outcomes(summary),
        _times(summary),
        _quantities(summary.quantities),
        *_funnels(summary.funnel),
        origin_lines(summary),
    ]
    return "\n\n".join("\n".join(section) for section in sections if section)


class _Column(NamedTuple):
    """A sort of doubt: its heading, what it means, and what it says of each outcome by id."""

    heading: str
    meaning: str
    cells: Mapping[str, str]


def _outcomes(summary: Summary) -> list[str]:
    """Put every probability before its outcome, and each sort of doubt below it, apart."""
    outcomes = summary.outcomes
    if not outcomes:
        return []
    columns = list(_columns(outcomes, summary.questions.layers))
    lines = [_row("Probability", (each.heading for each in columns), _RANGE)]
    for outcome in outcomes:
        share = share_text(outcome.count, outcome.runs)
        # Signs stand out to the left, so that the digits stay below each other.
        share = share if share[0] in "<>" else f" {share}"
        start = f" {share:<{_NAME - 2}} "
        lines += wrapped(outcome.asked.label, indent=start, hanging=" " * len(start))
        cells = [each.cells.get(outcome.asked.id, "") for each in columns]
        lines.append(_row(" " * _NAME, cells, _RANGE))
    lines += wrapped(" ".join(each.meaning for each in columns), indent="  ")
    return [*lines, *accounts_not_run(summary.questions.layers, indent="  ")]


def _columns(
    outcomes: Sequence[OutcomeShare], layers: Mapping[str, Any] | None
) -> Iterable[_Column]:
    luck = {each.asked.id: _range(each.interval) for each in outcomes}
    yield _Column("95 % interval", "95 % interval: the luck of the draw alone.", luck)
    inputs, accounts = ((layers or {}).get(key) for key in ("inputs", "accounts"))
    if inputs is not None:
        told = {it["id"]: _range((it["low"], it["high"]), end_text) for it in inputs["outcomes"]}
        pairs = f"{inputs['pairs']} pairs of runs with the same inputs"
        meaning = (
            "Inputs known: where it would lie nine times in ten if every input were, as "
            f"{pairs} tell."
        )
        yield _Column("inputs known", meaning, told)
    if accounts is not None:
        each = accounts["each"]
        told = {it["id"]: _range((it["least"], it["greatest"])) for it in accounts["outcomes"]}
        meaning = (
            f"{len(each)} accounts: the least and the greatest that one of these rival versions "
            f"says by itself, of {each[0]['runs']} runs, so that luck is part of it."
        )
        yield _Column(f"{len(each)} accounts", meaning, told)


def _times(summary: Summary) -> list[str]:
    """Say of each moment how often it comes about, its median, and the record beside it."""
    questions, times = summary.questions, sorted(summary.times, key=chronology)
    if not times:
        return []

    def moment(us: float) -> str:
        return moment_text(questions.calendar, int(us), questions.period_us)

    years = years_text(questions.calendar, questions.period_us)
    lines = _timed(f"Times of {years}", ("of runs", "median", "record", "by then"))
    for time in times:
        fact = time.asked.fact
        cells = (
            share_text(time.count, time.runs),
            moment(time.quantiles_us[_MIDDLE]) if time.quantiles_us else "",
            moment(fact.best) if fact else "",
            _place(fact, time.fact_share),
        )
        lines += _timed(f"  {time.asked.label}", cells)
    doubts = (questions.layers or {}).get("reached", {})
    return [*lines, *_explained(times), *_widest(times, doubts), *hindcast_lines(times)]


def _timed(name: str, cells: Sequence[str]) -> list[str]:
    pairs = zip(cells, _TIMED, strict=True)
    return _beside(name, "".join(f"{cell:>{width}}" for cell, width in pairs))


def _beside(name: str, cells: str) -> list[str]:
    """Put a name before its cells, and what of it is too long for that below."""
    room = WIDTH - len(cells)
    indent = " " * (len(name) - len(name.lstrip()))
    first, *others = wrapped(name.lstrip(), indent=indent, hanging=f"{indent}  ", width=room)
    return [f"{first:<{room}}{cells}".rstrip(), *others]


def _explained(times: Sequence[TimeSpread]) -> list[str]:
    """Say what the record stands for, if there is one."""
    facts = [time.asked.fact for time in times if time.asked.fact is not None]
    if not facts:
        return []
    told = "by then: of the runs in which it comes about, in which share it has by the record"
    used = "; set: an input was set from it, so that it is no test"
    return wrapped(f"{told}{used * any(fact.used_for for fact in facts)}.", indent="  ")


def _place(fact: RecordedFact | None, share: float | None) -> str:
    """Say which share of the runs is not beyond a fact; of one that set an input, only that."""
    if fact is None or share is None:
        return ""
    return "set" if fact.used_for else probability_text(share)


def _widest(times: Sequence[TimeSpread], doubts: Mapping[str, Any]) -> list[str]:
    """Say how far the shares of the moments are in doubt at most, each sort of doubt apart."""
    known = {time.asked.id: time.asked.label for time in times}
    told = {id_: Doubt.from_json(doubts[id_]) for id_ in known if id_ in doubts}
    sorts: tuple[tuple[str, dict[str, Interval]], ...] = (
        ("95 % interval", {it.asked.id: wilson(it.count, it.runs) for it in times}),
        ("were the inputs known", {id_: it.inputs for id_, it in told.items() if it.inputs}),
        ("over the accounts", {id_: it.accounts.range for id_, it in told.items() if it.accounts}),
    )
    parts = []
    for name, ranges in sorts:
        if ranges:
            widest, ends = max(ranges.items(), key=lambda item: item[1].high - item[1].low)
            parts.append(f"{name} {_range(ends, end_text)} ({known[widest]})")
    return wrapped(f"of runs, where it is most in doubt: {'; '.join(parts)}.", indent="  ")


def _quantities(quantities: Sequence[QuantitySpread]) -> list[str]:
    if not quantities:
        return []
    rows = [_quantity_cells(quantity) for quantity in quantities]
    width = max(_MEN, *(len(cell) + 1 for row in rows for cell in row))
    heading = ("mean", "5 %", "50 %", "95 %", "record")
    lines = _beside("Quantities", _row("", heading, width))
    for quantity, cells in zip(quantities, rows, strict=True):
        label = with_unit(quantity.asked.label, quantity.asked.unit)
        if quantity.count < quantity.runs:
            label += f", known in {share_text(quantity.count, quantity.runs)} of the runs"
        lines += _beside(f"  {label}", "".join(f"{cell:>{width}}" for cell in cells))
    return lines


def _quantity_cells(quantity: QuantitySpread) -> list[str]:
    if quantity.mean is None:
        return ["-"] * 4 + [number_text(quantity.asked.fact.best) if quantity.asked.fact else ""]
    values = [quantity.mean, *quantity.quantiles[::2]]
    fact = quantity.asked.fact
    return [*map(number_text, values), number_text(fact.best) if fact else ""]


def _funnels(funnels: Sequence[Funnel]) -> Iterable[list[str]]:
    """Put the gates of all sides side by side, without those at which nobody is stopped."""
    for first in range(0, len(funnels), _SIDES):
        yield _gates(funnels[first : first + _SIDES], first)


def _gates(funnels: Sequence[Funnel], first: int) -> list[str]:
    several = first + len(funnels) > 1
    numbers = [str(first + place + 1) if several else "mean" for place in range(len(funnels))]
    knows = [any(gate.fact for gate in each.gates) for each in funnels]
    heading = [
        name
        for number, known in zip(numbers, knows, strict=True)
        for name in (number, *(("in fact",) if known else ()))
    ]
    told = "Men who were ordered to move, by the gate they failed"
    if several:
        lines = wrapped(f"{told}: means")
        for number, each in zip(numbers, funnels, strict=True):
            lines += wrapped(each.label, indent=f"  {number}: ", hanging="     ")
    else:
        lines = wrapped(f"{told}: {funnels[0].label}")
    lines.append(_row(" " * _GATE, heading, _MEN))
    for gates in zip(*(each.gates for each in funnels), strict=True):
        if any(round(gate.mean) or gate.fact for gate in gates):
            pairs = zip(gates, knows, strict=True)
            cells = [cell for gate, known in pairs for cell in _men(gate, known=known)]
            lines.append(_row(f"  {GATE_TEXTS[gates[0].id]:<{_GATE - 2}}", cells, _MEN))
    return lines


def _men(gate: GateSpread, *, known: bool) -> list[str]:
    fact = ["-" if gate.fact is None else number_text(gate.fact.best)] if known else []
    return [number_text(round(gate.mean)), *fact]


def _range(ends: Sequence[float], write: Callable[[float], str] = probability_text) -> str:
    low, high = map(write, ends)
    return low if low == high else f"{low} to {high}"


def _row(name: str, cells: Iterable[str], width: int) -> str:
    return (name + "".join(f"{cell:>{width}}" for cell in cells)).rstrip()
