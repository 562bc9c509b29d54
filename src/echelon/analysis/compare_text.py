"""Comparisons as pages of plain text."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from echelon.analysis.antecedents import Antecedent
from echelon.analysis.compare import Comparison
from echelon.analysis.doubt_text import doubt_lines, doubt_notes, signed_text
from echelon.analysis.intervals import wilson
from echelon.analysis.layers_text import doubt_text
from echelon.analysis.looks import Unprompted
from echelon.analysis.pairs import OutcomePairs, ValuePairs
from echelon.analysis.wording import probability_text, with_unit, wrapped


def comparisons_text(title: str, comparisons: Sequence[Comparison]) -> str:
    """Put comparisons with the same base as a page, at its end the doubt about the base."""
    pages = [comparison_text(each, doubt=each is comparisons[-1]) for each in comparisons]
    return "\n\n\n".join(["\n".join(wrapped(title)), *pages])


def comparison_text(comparison: Comparison, *, doubt: bool = True) -> str:
    """Put a comparison as a page of at most 80 columns, with the doubt about its base."""
    sections = [
        [*wrapped(f"What-if {comparison.what_if}: {comparison.label}")],
        wrapped(
            f"{comparison.pairs} pairs of runs that meet the same luck. "
            f"{_count(comparison.discordant, comparison.pairs)} end otherwise; "
            f"in {_count(comparison.untouched, comparison.pairs)} no outcome, time or quantity "
            "differs."
        ),
        outcome_table(comparison.outcomes),
        times_table(comparison.times),
        value_table("Quantities", comparison.quantities),
        _antecedent(comparison.antecedent),
        _unprompted(comparison.unprompted),
        *_of_base(comparison, doubt),
    ]
    return "\n\n".join("\n".join(section) for section in sections if section)


def _of_base(comparison: Comparison, doubt: bool) -> list[list[str]]:
    if not doubt:
        return []
    told = doubt_text(comparison.base.questions)
    return [["Of the base"], *told] if comparison.base.questions.layers else told


def outcome_table(outcomes: Iterable[OutcomePairs]) -> list[str]:
    """Put the outcomes as a table: shares, difference, discordant pairs, gain."""
    pairs = list(outcomes)
    lines = ["Outcomes", "    base  what-if    difference (95 %)         gained   lost   gain"]
    for pair in pairs:
        low, high = pair.interval
        base, changed = pair.base / pair.pairs, pair.changed / pair.pairs
        interval = f"{signed_text(pair.difference)} ({signed_text(low)} to {signed_text(high)})"
        lines += wrapped(pair.asked.label, indent="  ", hanging="    ")
        lines.append(
            f"  {probability_text(base):>6}  {probability_text(changed):>7}    {interval:<25}"
            f"{pair.gained:>6}{pair.lost:>7}{_gain(pair.effective_gain):>7}"
        )
        alone = [
            " to ".join(map(probability_text, each))
            for each in (pair.base_interval, pair.changed_interval)
        ]
        lines.append(f"    by themselves: base {alone[0]}, what-if {alone[1]}")
        lines += doubt_lines("difference", pair.doubt, signed_text)
        lines += doubt_lines("what-if", pair.changed_doubt)
    told = "Each interval holds 95 times in 100 by itself. "
    told += doubt_notes(each for pair in pairs for each in (pair.doubt, pair.changed_doubt))
    lines += wrapped(
        f"{told}Gained, lost: pairs in which only the what-if, only the base came to it; gain: how "
        "many times as many runs it would take to tell the difference as well if base and what-if "
        "met luck of their own",
        indent="  ",
    )
    return lines


def value_table(title: str, values: Iterable[ValuePairs]) -> list[str]:
    """Put times or quantities as a table of paired differences."""
    rows = [each for each in values if each.compared or each.gained or each.lost]
    if not rows:
        return []
    heads = f"{'median':>8}{'same':>7}{'base only':>11}{'what-if only':>14}{'gain':>7}"
    lines = [title, f"  {'mean difference (95 %)':<29}{heads}"]
    for each in rows:
        label = with_unit(each.asked.label, "" if each.unit == "h" else each.unit)
        lines += wrapped(label, indent="  ", hanging="    ")
        interval = "-"
        if each.mean is not None and each.low is not None and each.high is not None:
            places = _decimals(each.high - each.mean)
            mean, low, high = (_plus(end, places) for end in (each.mean, each.low, each.high))
            interval = f"{mean} ({low} to {high})"
        median = "-" if each.median is None else _plus(each.median, _decimals(each.median))
        lines.append(
            f"    {interval:<27} {median:>7}{each.equal:>7}{each.lost:>11}{each.gained:>14}"
            f"{_gain(each.effective_gain):>7}"
        )
    return lines


def times_table(times: Iterable[ValuePairs]) -> list[str]:
    """Put moments as such a table, in the order in which the base comes to them."""
    by_time = sorted(
        times, key=lambda each: math.inf if each.base_median is None else each.base_median
    )
    return value_table("Times, in hours", by_time)


def _antecedent(antecedent: Antecedent | None) -> list[str]:
    if antecedent is None:
        return wrapped(
            "How often the base comes to the same by itself is not known: the what-if states no "
            "`antecedent`, and changes no standing order from which one could be derived."
        )
    origin = "" if antecedent.stated else ", as derived from the orders that it drops or changes"
    told = wrapped(
        f"The base itself comes to this in {antecedent.count} of {antecedent.runs} runs "
        f"({_share(antecedent.count, antecedent.runs)}){origin}: {antecedent.condition}."
    )
    return [*told, *doubt_lines("", antecedent.doubt)]


def _unprompted(acts: Sequence[Unprompted]) -> list[str]:
    lines: list[str] = []
    for act in acts:
        if act.base or act.changed:
            lines += wrapped(
                f"Went ahead before what had prompted it in {act.base} of {act.runs} base runs "
                f"({_share(act.base, act.runs)}) and in {act.changed} of the what-if "
                f"({_share(act.changed, act.runs)}): {act.label}. What prompted it: "
                f"{'; '.join(act.prompted_by)}."
            )
            lines += doubt_lines("base", act.base_doubt)
            lines += doubt_lines("what-if", act.changed_doubt)
    told = [doubt for act in acts for doubt in (act.base_doubt, act.changed_doubt)]
    return [*lines, *wrapped(doubt_notes(told).rstrip(), indent="  ")] if lines else []


def _count(count: int, runs: int) -> str:
    return f"{count} ({probability_text(count / runs)})"


def _decimals(scale: float) -> int:
    """Return how many decimals give a number of this size two digits, or a large one all."""
    return 0 if not scale else min(max(1 - math.floor(math.log10(abs(scale))), 0), 4)


def _plus(value: float, decimals: int) -> str:
    text = f"{value:+.{decimals}f}"
    return text if float(text) else "0"


def _share(count: int, runs: int) -> str:
    """Write a share with its 95 % interval."""
    low, high = map(probability_text, wilson(count, runs))
    return f"{probability_text(count / runs)}, 95 % interval {low} to {high}"


def _gain(gain: float | None) -> str:
    """Write how many times as many runs it would take; beyond a thousand it is all one."""
    if gain is None:
        return "-"
    if gain >= MOST_GAIN:
        return f">{MOST_GAIN}"
    return f"{gain:.1f}" if gain < 10 else f"{gain:.0f}"


MOST_GAIN = 1000
