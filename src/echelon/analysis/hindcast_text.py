"""The hindcast as a page of plain text, at most 80 columns wide."""

from __future__ import annotations

from collections.abc import Sequence

from echelon.analysis.doubt_text import doubt_lines, doubt_notes
from echelon.analysis.hindcast import BASELINE_OF_QUANTITIES, BASELINE_OF_TIMES, Hindcast
from echelon.analysis.layers_text import doubt_text
from echelon.analysis.scored import BASELINE_OF_OUTCOMES, FactScore, Pattern
from echelon.analysis.scores import log_score
from echelon.analysis.wording import (
    chance_text,
    number_text,
    probability_text,
    share_text,
    with_unit,
    wrapped,
)

_HEADINGS = ("percentile", "central", "reached", "90 % wide", "CRPS", "naive")
_WIDTHS = (14, 9, 10, 13, 11, 11)


def hindcast_text(found: Hindcast) -> str:
    """Put a hindcast as a page.

    Returns
    -------
    str
        Lines of at most 80 columns, without a closing newline.
    """
    runs = "1 run" if found.manifest.runs == 1 else f"{found.manifest.runs} runs"
    title = [
        *wrapped(f"Hindcast: {found.questions.title}"),
        *wrapped(
            f"{runs} with seed {found.manifest.seed} beside {len(found.facts)} facts of the record"
        ),
    ]
    sections = [
        title,
        _outcome(found),
        *(doubt_text(found.questions, found.outcome.asked.id) if found.outcome else []),
        _facts(found.facts),
        _coverage(found),
        _patterns(found.patterns),
        _unscored(found),
    ]
    return "\n\n".join("\n".join(section) for section in sections if section)


def _outcome(found: Hindcast) -> list[str]:
    outcome = found.outcome
    if outcome is None:
        return wrapped("The scenario does not say which outcome came about (`happened: true`).")
    low, high = outcome.interval
    runs = found.manifest.runs
    return [
        *wrapped(f"What happened: {outcome.asked.label}"),
        *wrapped(
            f"probability {share_text(outcome.count, runs)} (95 % interval "
            f"{probability_text(low)} to {probability_text(high)}); "
            f"log score {number_text(log_score(outcome.count / runs, runs))} "
            f"(naive {number_text(log_score(1 / outcome.classes))}), "
            f"Brier score {number_text(outcome.brier)} "
            f"(naive {number_text(1 - 1 / outcome.classes)}; naive is {BASELINE_OF_OUTCOMES}).",
            indent="  ",
        ),
    ]


def _facts(facts: Sequence[FactScore]) -> list[str]:
    if not facts:
        return wrapped("There is no fact in the record that tests the runs.")
    lines = [_row(_HEADINGS)]
    for fact in facts:
        unit = f" {fact.unit}" if fact.unit == "h" else ""
        label = with_unit(fact.label, "" if unit else fact.unit)
        lines += wrapped(label, indent="  ", hanging="    ")
        central = "50 %" if fact.inside_50 else "90 %" if fact.inside_90 else "outside"
        lines.append(
            _row(
                (
                    "-" if fact.percentile is None else _percentile(fact.percentile),
                    "-" if fact.percentile is None else central,
                    share_text(fact.count, fact.runs),
                    _number(fact.width_90, unit),
                    _number(fact.crps, unit),
                    _number(fact.crps_baseline, unit),
                )
            )
        )
        low, high = map(probability_text, fact.reached_interval)
        reached = f"reached {low} to {high}"
        lines += doubt_lines(reached, fact.reached_doubt) or wrapped(reached, indent="    ")
    naive = [f"for moments, {BASELINE_OF_TIMES}"] if any(fact.is_time for fact in facts) else []
    if any(not fact.is_time for fact in facts):
        naive.append(f"for quantities, {BASELINE_OF_QUANTITIES}")
    return [
        *lines,
        "",
        *wrapped(
            "Percentile: share of the runs in which it came about that were earlier or less than "
            "the record. CRPS: the less, the better; fair, of all runs, with what never came put "
            f"at the end of the period. Naive: {'; '.join(naive)}. Below each, how often it is "
            "reached, with its 95 % interval. "
            f"{doubt_notes(fact.reached_doubt for fact in facts)}".rstrip()
        ),
    ]


def _coverage(found: Hindcast) -> list[str]:
    if not found.located:
        return []
    half, of, _ = found.coverage(0.5)
    nine, _, chance = found.coverage(0.9)
    text = (
        f"In the central 50 %: {half} of {of} facts, and in the central 90 %: {nine}. Runs that "
        f"were right would have so few or fewer in the 90 % with a chance of "
        f"{chance_text(chance)} if the facts were independent; they are not, for what shares "
        "its causes is early or late together."
    )
    if found.joint is not None and found.joint_baseline is not None:
        text += (
            f" Joint score (energy): {number_text(found.joint)}, naive "
            f"{number_text(found.joint_baseline)}."
        )
    if found.brier_reached is not None:
        text += f" Brier score of coming about at all: {number_text(found.brier_reached)}."
    return wrapped(text)


def _patterns(patterns: Sequence[Pattern]) -> list[str]:
    if not patterns:
        return []
    by_verdict = {
        verdict: [pattern for pattern in patterns if pattern.verdict == verdict]
        for verdict in ("reproduced", "sometimes", "missed")
    }
    lines = wrapped(
        f"Patterns (one thing before another): {len(by_verdict['reproduced'])} reproduced in half "
        f"of the runs or more, {len(by_verdict['sometimes'])} sometimes, "
        f"{len(by_verdict['missed'])} missed (in fewer than one in twenty)."
    )
    for verdict in ("missed", "sometimes"):
        for pattern in by_verdict[verdict]:
            low, high = map(probability_text, pattern.interval)
            share = f"{share_text(pattern.in_order, pattern.runs)} ({low} to {high})"
            lines += wrapped(
                f"{verdict}, {share}: {pattern.first}; after it: {pattern.then}",
                indent="  ",
                hanging="    ",
            )
            lines += doubt_lines("", pattern.doubt)
    return lines


def _unscored(found: Hindcast) -> list[str]:
    if not found.unscored:
        return []
    lines = ["Not scored, for inputs were set from it"]
    for fact in found.unscored:
        name = fact.label or fact.id
        lines += wrapped(f"{name}: {', '.join(fact.used_for)}", indent="  ", hanging="    ")
    return lines


def _row(cells: Sequence[str]) -> str:
    return "".join(f"{cell:>{width}}" for cell, width in zip(cells, _WIDTHS, strict=True))


def _percentile(share: float) -> str:
    if share in (0.0, 1.0):
        return str(int(share))
    return probability_text(share)


def _number(value: float | None, unit: str) -> str:
    return "-" if value is None else f"{number_text(value)}{unit}"
