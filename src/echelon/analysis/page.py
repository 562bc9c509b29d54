"""The summary as a table of a notebook."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from echelon.analysis.summary import Summary, chronology
from echelon.analysis.wording import (
    moment_text,
    number_text,
    probability_text,
    runs_text,
    share_text,
    years_text,
)


def summary_page(summary: Summary) -> str:
    """Put a summary as HTML: the outcomes, the times and the quantities, a table each."""
    questions, manifest = summary.questions, summary.manifest
    calendar, period_us = questions.calendar, questions.period_us
    outcomes = [
        (
            outcome.asked.label,
            share_text(outcome.count, outcome.runs),
            " to ".join(map(probability_text, outcome.interval)),
        )
        for outcome in summary.outcomes
    ]
    times = [
        (
            time.asked.label,
            *(moment_text(calendar, us, period_us) for us in time.quantiles_us[::2]),
            runs_text(time.count, time.runs),
            moment_text(calendar, int(time.asked.fact.best), period_us) if time.asked.fact else "",
        )
        for time in sorted(summary.times, key=chronology)
        if time.quantiles_us
    ]
    quantities = [
        (
            quantity.asked.label,
            *(number_text(value) for value in quantity.quantiles[::2]),
            quantity.asked.unit,
            number_text(quantity.asked.fact.best) if quantity.asked.fact else "",
        )
        for quantity in summary.quantities
        if quantity.quantiles
    ]
    years = years_text(calendar, period_us)
    return "".join(
        [
            f"<h4>{escape(questions.title)}</h4><p>{escape(questions.question)}</p>",
            _table(("Outcome", "Probability", "95 % interval"), outcomes),
            _table((f"Time ({years})", "5 %", "50 %", "95 %", "reached", "record"), times),
            _table(("Quantity", "5 %", "50 %", "95 %", "unit", "record"), quantities),
            f"<p>{manifest.runs} runs, seed {manifest.seed}. The intervals are the luck of the "
            "draw alone, not doubt about the inputs.</p>",
        ]
    )


def _table(heading: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    if not rows:
        return ""
    head = "".join(f"<th>{escape(cell)}</th>" for cell in heading)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
