"""The summary as a page of plain text, at most 80 columns wide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from echelon.analysis.doubt import Doubt
from echelon.analysis.doubt_text import doubt_lines, doubt_notes
from echelon.analysis.funnel import GATE_TEXTS, Funnel
from echelon.analysis.intervals import Interval, wilson
from echelon.analysis.layers_text import grades_text, layers_text
from echelon.analysis.questions import Questions, RecordedFact
from echelon.analysis.summary import (
    QUANTILES,
    OutcomeShare,
    QuantitySpread,
    Summary,
    TimeSpread,
    chronology,
)
from echelon.analysis.wording import (
    moment_text,
    number_text,
    probability_text,
    runs_text,
    share_text,
    with_unit,
    wrapped,
    years_text,
)

_MOMENTS, _NUMBERS = 14, 11
"""Columns of one cell, the gap before it included."""

_BEGIN = " " * 12
"""Where the cells of a row begin, below its name."""


def summary_text(summary: Summary) -> str:
    """Put a summary as a page.

    Parameters
    ----------
    summary : Summary
        Of any runs.

    Returns
    -------
    str
        Lines of at most 80 columns (unless a single word is longer), without a
        closing newline.
    """
    questions = summary.questions
    sections = [
        [*wrapped(questions.title), *overlay_lines(questions)],
        wrapped(questions.question),
        _outcomes(summary.outcomes, summary.together),
        *layers_text(questions.layers),
        _times(summary.times, questions),
        _quantities(summary.quantities),
        _funnel(summary.funnel),
        origin_lines(summary),
    ]
    return "\n\n".join("\n".join(section) for section in sections if section)


def overlay_lines(questions: Questions) -> list[str]:
    """Name what is laid over the scenario, and what is changed in it."""
    overlays = [
        f"{kind} {name}"
        for kind, name in (("what-if", questions.what_if), ("account", questions.account))
        if name is not None
    ]
    changed = [wrapped(f"changed {line}", hanging="  ") for line in questions.changes]
    return [*overlays, *(line for lines in changed for line in lines)]


def _outcomes(outcomes: Sequence[OutcomeShare], together: Sequence[Interval]) -> list[str]:
    """Say how often each came about; of several, also the intervals that hold all at once."""
    if not outcomes:
        return []
    probability, heading, all_at_once = "Probability", "95 % interval", "all at once"
    several = len(outcomes) > 1
    rows = []
    for outcome, whole in zip(outcomes, together, strict=True):
        share = share_text(outcome.count, outcome.runs)
        # Signs stand out to the left, so that the digits stay below each other.
        share = share if share[0] in "<>" else f" {share}"
        ends = [" to ".join(map(probability_text, each)) for each in (outcome.interval, whole)]
        rows.append((share, *ends))
    width = max(len(heading), *(len(interval) for _, interval, _ in rows))
    wide = max(len(all_at_once), *(len(interval) for *_, interval in rows)) + 2 if several else 0
    title = f"{all_at_once:<{wide}}" if several else ""
    lines = [f"{probability}  {heading:<{width}}  {title}Outcome"]
    for outcome, (share, interval, whole_text) in zip(outcomes, rows, strict=True):
        start = f" {share:<{len(probability)}} {interval:<{width}}  "
        start += f"{whole_text:<{wide}}" if several else ""
        lines += wrapped(outcome.asked.label, indent=start, hanging=" " * len(start))
    return lines


def _times(times: Sequence[TimeSpread], questions: Questions) -> list[str]:
    if not times:
        return []

    def moment(us: float) -> str:
        return moment_text(questions.calendar, int(us), questions.period_us)

    years = years_text(questions.calendar, questions.period_us)
    doubts = (questions.layers or {}).get("reached", {})
    lines = [
        _row("Times", _QUANTILE_NAMES, _MOMENTS),
        *wrapped(
            f"dates of {years}; quantiles of the runs in which it comes about; in brackets the "
            "95 % interval of how often it does",
            indent="  ",
        ),
    ]
    for time in sorted(times, key=chronology):
        label = f"{time.asked.label}, {runs_text(time.count, time.runs)}"
        if 0 < time.count < time.runs:
            label += f" ({' to '.join(map(probability_text, wilson(time.count, time.runs)))})"
        lines += wrapped(label, indent="  ", hanging="    ")
        if time.asked.id in doubts:
            lines += doubt_lines("", Doubt.from_json(doubts[time.asked.id]))
        if time.quantiles_us:
            lines.append(_row("    runs", map(moment, time.quantiles_us), _MOMENTS))
        if time.asked.fact is not None:
            lines += _fact(time.asked.fact, moment, time.fact_share, ("later", "earlier"), _MOMENTS)
    notes = doubt_notes(Doubt.from_json(each) for each in doubts.values())
    return [*lines, *wrapped(notes.rstrip(), indent="  "), *hindcast_lines(times)]


def hindcast_lines(times: Iterable[TimeSpread]) -> list[str]:
    """Say how the recorded times that test the runs lie among them, if there are several."""
    shares = [
        time.fact_share
        for time in times
        if time.asked.fact is not None and not time.asked.fact.used_for
        if time.fact_share is not None
    ]
    if len(shares) < 2:
        return []
    least, first, _, third, most = QUANTILES
    inside = sum(least <= share <= most for share in shares)
    middle = sum(first <= share <= third for share in shares)
    early = sum(share < least for share in shares)
    late = sum(share > most for share in shares)
    return [
        "",
        *wrapped(
            f"Recorded times that test the runs: {len(shares)}. Between the 5 % and the 95 % of "
            f"the runs: {inside}, {middle} of them in the middle half. Earlier: {early}. "
            f"Later: {late}. "
            "Runs that share their causes are early or late together."
        ),
    ]


def _quantities(quantities: Sequence[QuantitySpread]) -> list[str]:
    if not quantities:
        return []
    lines = [_row("Quantities", ["mean", *_QUANTILE_NAMES], _NUMBERS)]
    for quantity in quantities:
        label = with_unit(quantity.asked.label, quantity.asked.unit)
        if quantity.count < quantity.runs:
            label += f", known {runs_text(quantity.count, quantity.runs)}"
        lines += wrapped(label, indent="  ", hanging="    ")
        if quantity.mean is not None:
            values = [quantity.mean, *quantity.quantiles]
            lines.append(_row("    runs", map(number_text, values), _NUMBERS))
        if quantity.asked.fact is not None:
            lines += _fact(
                quantity.asked.fact, number_text, quantity.fact_share, ("more", "less"), _NUMBERS
            )
    return lines


def _funnel(funnels: Sequence[Funnel]) -> list[str]:
    """Say at which gate the men of each side were stopped, and what the record has of it."""
    lines = []
    known = any(gate.fact is not None for each in funnels for gate in each.gates)
    for each in funnels:
        lines += wrapped(f"{each.label}: men who were ordered to move, by the gate they failed")
        fact = ("in fact",) if known else ()
        lines.append(_gate_row("", ("mean", "10 %", "50 %", "90 %", *fact)))
        for gate in each.gates:
            cells = [number_text(round(men)) for men in (gate.mean, *gate.quantiles)]
            if known:
                cells.append("-" if gate.fact is None else number_text(gate.fact.best))
            lines.append(_gate_row(f"  {GATE_TEXTS[gate.id]}", cells))
    if funnels:
        dash = "  -: the record" if known else "  The record"
        lines += wrapped(f"{dash} does not say how many were stopped there in fact.", hanging="  ")
    return lines


def _gate_row(name: str, cells: Iterable[str]) -> str:
    return f"{name:<{_GATE}}" + "".join(f"{cell:>{_MEN}}" for cell in cells)


_GATE = 25
"""Columns for the name of a gate."""

_MEN = 11

_QUANTILE_NAMES = [f"{round(100 * share)} %" for share in QUANTILES]


def _row(name: str, cells: Iterable[str], width: int) -> str:
    # The first cell needs no gap: the name of the row is short.
    first, *others = cells
    return f"{name:<{len(_BEGIN)}}{first:>{width - 2}}" + "".join(
        f"{cell:>{width}}" for cell in others
    )


def _fact(
    fact: RecordedFact,
    write: Callable[[float], str],
    share: float | None,
    comparison: tuple[str, str],
    width: int,
) -> list[str]:
    """Say what happened, how sure that is, and where it falls among the runs.

    It begins below the first cell of the runs, which is `width` columns wide as in `_row`.
    """
    text = write(fact.best)
    if fact.low < fact.high:
        text += f" ({write(fact.low)} to {write(fact.high)})"
    more, less = comparison
    if share == 0:
        text += f"; {less} than all of them"
    elif share == 1:
        text += f"; {more} than all of them"
    elif share is not None:
        text += f"; {more} than {probability_text(share)} of them"
    if fact.used_for:
        text += f"; not a test: it set {', '.join(fact.used_for)}"
    gap = " " * (width - 2 - len(write(fact.best)))
    return wrapped(text, indent=f"{'    record':<{len(_BEGIN)}}{gap}", hanging=_BEGIN)


def origin_lines(summary: Summary) -> list[str]:
    """Say which runs these are, and on how many values of which grade they rest."""
    manifest, questions = summary.manifest, summary.questions
    span = f" from number {manifest.first} on" if manifest.first else ""
    runs = "1 run" if manifest.runs == 1 else f"{manifest.runs} runs"
    took = "" if manifest.seconds is None else f" took {number_text(manifest.seconds)} s"
    return [
        *wrapped(
            f"{runs}{span} with seed {manifest.seed}{took}, "
            f"{number_text(summary.events_per_run)} events each. The intervals are the luck of "
            "the draw alone."
        ),
        *wrapped(
            f"Values: {questions.supplied} supplied, {questions.inherited} inherited, "
            f"{questions.default} default. "
            f"{grades_text(questions.grades)}"
        ),
        *wrapped(
            f"Scenario {manifest.scenario}, hash {manifest.scenario_hash[:12]}; "
            f"echelon {manifest.echelon}; digest {(manifest.digest or '')[:12]}."
        ),
    ]
