"""What follows in the runs that agree with the record, as a page of plain text."""

from __future__ import annotations

import math

from echelon.analysis.condition import Agreement, Conditioned
from echelon.analysis.layers_text import doubt_text, end_text
from echelon.analysis.wording import (
    bounded_text,
    number_text,
    probability_text,
    share_text,
    weighed_text,
    wrapped,
)

FEW_RUNS = 100
"""Below so many effective runs, what follows is said to rest on few."""


def conditioned_text(found: Conditioned) -> str:
    """Put what follows as a page of at most 80 columns."""
    return "\n\n".join("\n".join(section) for section in _sections(found) if section)


def _sections(found: Conditioned) -> list[list[str]]:
    calendar = found.questions.calendar
    date = calendar.format_moment(found.until_us)
    how = f"{number_text(found.kept)} of {found.runs} runs agree with the record up to {date}"
    if found.tolerance_h:
        how += f", give or take {number_text(found.tolerance_h)} h"
    if found.scale_h:
        how = (
            f"{found.runs} runs weighed by how far they are from the record up to {date}, on a "
            f"scale of {number_text(found.scale_h)} h: worth {number_text(found.effective)} runs"
        )
    heading = wrapped(f"{how}.")
    facts = ["Recorded times, and the share of all runs that agree with each by itself"]
    for each in sorted(found.agreements, key=_when_recorded):
        when = f"{each.when} the date"
        start = f"  {share_text(each.count, each.runs):>7}  "
        used = each.asked.fact.used_for if each.asked.fact else ()
        known = f"; it set {', '.join(used)}" if used else ""
        facts += wrapped(f"{each.asked.label}, {when}{known}", indent=start, hanging=" " * 11)
    if not found.kept:
        advice = "No run agrees with all of them; widen the bounds, or weigh the runs by distance."
        return [wrapped(found.questions.title), heading, facts, wrapped(advice)]
    outcomes = ["  all runs    these   95 % interval       outcome"]
    for followed in found.outcomes:
        low, high = (weighed_text(end) for end in followed.interval)
        before = share_text(round(followed.before * found.runs), found.runs)
        share = bounded_text(followed.share, found.effective)
        start = f"  {before:>8}{share:>9}   {f'{low} to {high}':<20}"
        outcomes += wrapped(followed.asked.label, indent=start, hanging=" " * len(start))
    outcomes += wrapped("Each interval holds 95 times in 100 by itself.", indent="  ")
    sections = [wrapped(found.questions.title), heading, facts, outcomes, _inputs(found)]
    sections.append(_accounts(found))
    if found.effective < FEW_RUNS:
        sections.append(wrapped("These are few: the intervals are wide because of it."))
    return [*sections, _all_runs(found), *doubt_text(found.questions)]


def _when_recorded(agreement: Agreement) -> float:
    fact = agreement.asked.fact
    return math.inf if fact is None else fact.best


def _all_runs(found: Conditioned) -> list[str]:
    """Say how sure the probabilities are of all runs, of which the rest of the page then is."""
    lines = ["Of all runs, whether they agree or not (95 % interval)"]
    for each in found.outcomes:
        low, high = map(probability_text, each.before_interval)
        before = share_text(round(each.before * found.runs), found.runs)
        start = f"  {before:>8}   {f'{low} to {high}':<18}"
        lines += wrapped(each.asked.label, indent=start, hanging=" " * len(start))
    return lines


def _inputs(found: Conditioned) -> list[str]:
    """Say where the probabilities in the runs that agree would lie if the inputs were known."""
    if all(each.inputs is None for each in found.outcomes):
        return wrapped(
            "Doubt about the inputs is not told apart in these runs: too few pairs with the same "
            "inputs both agree."
        )
    lines = wrapped(
        "Apart from that, doubt about the inputs: were every input known, nine times in ten the "
        f"probability in these runs would lie in (from {number_text(found.input_pairs)} effective "
        "pairs of runs that both agree; at most: as far as so few allow)"
    )
    for each in found.outcomes:
        ends = [
            f"{end_text(low)} to {end_text(high)}"
            for low, high in (each.inputs or each.interval, each.most or each.interval)
        ]
        start = f"  {ends[0]:<16} {f'at most {ends[1]}':<24} "
        lines += wrapped(each.asked.label, indent=start, hanging=" " * len(start))
    return lines


def _accounts(found: Conditioned) -> list[str]:
    """Say what each account tells of its own runs that agree."""
    over = [(each.asked.label, each.accounts) for each in found.outcomes if each.accounts]
    if not over:
        return []
    counts = sorted({one.of for one in over[0][1].each})
    worth = f"{counts[0]}" if len(counts) == 1 else f"{counts[0]} to {counts[-1]}"
    lines = [
        *wrapped(
            f"And apart from both, the {len(over[0][1].each)} rival accounts, each in its own runs "
            f"that agree, worth {worth}, and then by their weights and by how "
            "far their runs agree"
        ),
        "  least    to greatest  weighted  95 % interval   Outcome",
    ]
    for label, accounts in over:
        least, most, mean, low, high = map(
            probability_text, (*accounts.range, accounts.weighted, *accounts.interval)
        )
        start = f"  {least:<8} {most:<11}  {mean:<8}  {f'{low} to {high}':<15} "
        lines += wrapped(label, indent=start, hanging=" " * len(start))
    return lines
