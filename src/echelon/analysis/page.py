"""Results as the tables of a notebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from echelon.analysis.funnel import GATE_TEXTS, SHARES, Funnel
from echelon.analysis.layers_text import end_text, grades_text
from echelon.analysis.summary import QuantitySpread, Summary, TimeSpread, chronology
from echelon.analysis.wording import (
    moment_text,
    number_text,
    probability_text,
    runs_text,
    share_text,
    years_text,
)
from echelon.units import MICROSECONDS_PER_HOUR

if TYPE_CHECKING:
    from echelon.analysis.results import Results

MOMENTS_SHOWN = 6
"""Hours of the tallies that are shown, evenly over the period; `strength` has all of them."""

CHANGES_HANDS = 0.02
"""A place of which nobody's share of the runs varies by more has nothing to show."""

Row = tuple[str, ...]


def results_page(results: Results) -> str:
    """Put results as HTML: a table each for outcomes, times, quantities, funnel and tallies."""
    summary = results.summary()
    questions, manifest = summary.questions, summary.manifest
    years = years_text(questions.calendar, questions.period_us)
    names = results.plot.names()
    sections = [
        f"<h4>{escape(questions.title)}</h4><p>{escape(questions.question)}</p>",
        _table(*_outcomes(summary)),
        _table((f"Time ({years})", "5 %", "50 %", "95 %", "reached", "record"), _times(summary)),
        _table(("Quantity", "5 %", "50 %", "95 %", "unit", "record"), _quantities(summary)),
        *(_table(_gates_heading(each), _gates(each)) for each in summary.funnel),
        _folded(
            "Strengths and control by place and hour", _table(*_tallies(results, summary, names))
        ),
        f"<p>{escape(_origin(summary))}</p>",
        f"<p>{manifest.runs} runs, seed {manifest.seed}.</p>",
    ]
    return "".join(sections)


def _outcomes(summary: Summary) -> tuple[Row, list[Row]]:
    """Return a heading and the outcomes, each sort of doubt in a column of its own."""
    heading = ["Outcome", "Probability", "95 % interval", "all at once"]
    layers = summary.questions.layers or {}
    inputs = _by_id(layers.get("inputs"))
    accounts = _by_id(layers.get("accounts"))
    heading += ["were the inputs known"] * bool(inputs) + ["accounts"] * bool(accounts)
    rows = []
    for outcome, together in zip(summary.outcomes, summary.together, strict=True):
        cells = [
            outcome.asked.label,
            share_text(outcome.count, outcome.runs),
            _range(outcome.interval),
            _range(together),
        ]
        spread, told = inputs.get(outcome.asked.id), accounts.get(outcome.asked.id)
        if spread is not None:
            ranges = ((spread["low"], spread["high"]), (spread["most_low"], spread["most_high"]))
            inside, most = (f"{end_text(low)} to {end_text(high)}" for low, high in ranges)
            cells.append(f"{inside} (at most {most})")
        if told is not None:
            cells.append(_range((told["least"], told["greatest"])))
        rows.append(tuple(cells))
    return tuple(heading), rows


def _by_id(layer: Mapping[str, Any] | None) -> dict[str, Any]:
    return {each["id"]: each for each in (layer or {}).get("outcomes", ())}


def _range(ends: Sequence[float]) -> str:
    return " to ".join(map(probability_text, ends))


def _times(summary: Summary) -> list[Row]:
    calendar, period_us = summary.questions.calendar, summary.questions.period_us

    def row(time: TimeSpread) -> Row:
        fact = time.asked.fact
        return (
            time.asked.label,
            *(moment_text(calendar, us, period_us) for us in time.quantiles_us[::2]),
            runs_text(time.count, time.runs),
            moment_text(calendar, int(fact.best), period_us) if fact else "",
        )

    return [row(time) for time in sorted(summary.times, key=chronology) if time.quantiles_us]


def _quantities(summary: Summary) -> list[Row]:
    def row(quantity: QuantitySpread) -> Row:
        return (
            quantity.asked.label,
            *(number_text(value) for value in quantity.quantiles[::2]),
            quantity.asked.unit,
            number_text(quantity.asked.fact.best) if quantity.asked.fact else "",
        )

    return [row(quantity) for quantity in summary.quantities if quantity.quantiles]


def _gates_heading(funnel: Funnel) -> Row:
    shares = (f"{round(100 * share)} %" for share in SHARES)
    return (f"{funnel.label}: men, by the gate they failed", "mean", *shares, "record")


def _gates(funnel: Funnel) -> list[Row]:
    return [
        (
            GATE_TEXTS[gate.id],
            *(number_text(round(men)) for men in (gate.mean, *gate.quantiles)),
            number_text(gate.fact.best) if gate.fact else "",
        )
        for gate in funnel.gates
    ]


def _tallies(results: Results, summary: Summary, names: Mapping[str, str]) -> tuple[Row, list[Row]]:
    """Return who was how strong, and who held what, at a few hours; nothing without tallies."""
    questions = summary.questions
    census = questions.census
    if census is None or not results.tallies:
        return (), []
    last = int(questions.period_us // MICROSECONDS_PER_HOUR)
    hours = [round(last * step / (MOMENTS_SHOWN - 1)) for step in range(MOMENTS_SHOWN)]
    rows = []
    for place in census.places:
        strength, control = results.strength(place), results.control(place)
        shares = control.share[:, hours]
        changes = (control.share.max(axis=1) - control.share.min(axis=1)).max() > CHANGES_HANDS
        if place not in census.watched and not changes:
            continue
        for row, side in enumerate(strength.sides):
            what = f"{names.get(place, place)}, {names.get(side, side)}"
            men = strength.mean[row, hours]
            if men.any():
                rows.append((what, "mean men", *(number_text(round(each)) for each in men)))
            held = shares[control.holders.index(side)]
            if held.any():
                rows.append((what, "holds it", *map(probability_text, held)))
    calendar, period_us = questions.calendar, questions.period_us
    moments = (moment_text(calendar, hour * MICROSECONDS_PER_HOUR, period_us) for hour in hours)
    return ("Place and side", "", *moments), rows


def _origin(summary: Summary) -> str:
    """Say what the columns of doubt mean, and how much rests on poor evidence."""
    questions = summary.questions
    told = (
        "The intervals are the luck of the draw alone: each holds 95 times in 100, those under "
        "“all at once” together. "
    )
    layers = questions.layers
    if layers is None or layers["inputs"] is None:
        told += "Doubt about inputs and accounts: `scenario.with_layers(results)`. "
    else:
        told += (
            "Doubt about the inputs stands apart: were each known, nine times in ten the "
            "probability would lie in that range. "
        )
    return told + grades_text(questions.grades)


def _table(heading: Row, rows: Sequence[Row]) -> str:
    if not rows:
        return ""
    head = "".join(f"<th>{escape(cell)}</th>" for cell in heading)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _folded(title: str, table: str) -> str:
    return f"<details><summary>{escape(title)}</summary>{table}</details>" if table else ""
