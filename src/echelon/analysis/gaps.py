"""Situations that the scenario's author has not thought of: news that no standing order reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from echelon.analysis.beside import account_runs_for, twins_for, twins_of
from echelon.analysis.doubt import NOT_ASKED, Doubt, Shown, always_asked, doubt_of_share
from echelon.analysis.doubt_text import doubt_lines, doubt_notes
from echelon.analysis.intervals import Interval, wilson
from echelon.analysis.layers_text import grades_text
from echelon.analysis.paged import Paged
from echelon.analysis.quantiles import quantile
from echelon.analysis.questions import grades_of
from echelon.analysis.rerun import Counted, Progress, look_again
from echelon.analysis.wording import (
    moment_text,
    probability_text,
    share_text,
    wrapped,
    years_text,
)
from echelon.errors import Interruption
from echelon.units import MICROSECONDS_PER_HOUR

if TYPE_CHECKING:
    from echelon.campaign import Campaign
    from echelon.engine.state import State
    from echelon.scenario.calendar import Calendar
    from echelon.scenario.document import Document
    from echelon.scenario.schema.parts import Parts

Heard = Mapping[tuple[str, str], int]
"""By actor and fact, when he had the news in one run, in microseconds since the start."""


@dataclass(frozen=True)
class Gap:
    """News that somebody had, and no standing order of his that reads it.

    Parameters
    ----------
    actor, name : str
        Id and name of the person or unit.
    fact, label : str
        Id of the fact, and the fact in words.
    orders : int
        Standing orders that the actor has about other things.
    count, runs : int
        Runs in which the actor had the news, and all that were looked at.
    median_us : int
        When it came, in the middle one of these runs, in microseconds since the start.
    doubt : Doubt
        About the share of the runs, beside the luck of the draw.
    """

    actor: str
    name: str
    fact: str
    label: str
    orders: int
    count: int
    runs: int
    median_us: int
    doubt: Doubt = NOT_ASKED

    @property
    def interval(self) -> Interval:
        """The 95 % Wilson interval of the share of the runs: Monte Carlo error only."""
        return wilson(self.count, self.runs)

    def as_json(self, calendar: Calendar) -> dict[str, Any]:
        """Give plain values."""
        return {
            "actor": self.actor,
            "name": self.name,
            "fact": self.fact,
            "label": self.label,
            "orders": self.orders,
            "count": self.count,
            "runs": self.runs,
            "share": self.count / self.runs,
            "low": self.interval.low,
            "high": self.interval.high,
            **self.doubt.as_json(),
            "median": calendar.format_iso(self.median_us),
        }


@dataclass(frozen=True, repr=False)
class Gaps(Paged):
    """All such situations, the most frequent first; printing it shows the page of `echelon gaps`.

    Parameters
    ----------
    title : str
        Of the scenario.
    calendar : Calendar
        Writes moments.
    period_us : int
        Length of the period.
    runs, seed : int
        The runs that were looked at.
    found : tuple of Gap
        By frequency.
    grades : mapping of str to int
        How many values of the scenario rest on evidence of each grade.
    """

    title: str
    calendar: Calendar
    period_us: int
    runs: int
    seed: int
    found: tuple[Gap, ...]
    grades: Mapping[str, int]

    def __str__(self) -> str:
        lines = [
            *wrapped(self.title),
            "",
            *wrapped(
                f"News that somebody had in {self.runs} runs, and no standing order of his reads: "
                f"{len(self.found)}. Whether he should act on it is for the scenario's author to "
                "say; here he gives no order for it, whatever it does to his mind (`news`, "
                "`influences`, acts on which his verdicts turn). Behind a name: how many "
                "standing orders he has, all about other things."
            ),
        ]
        if not self.found:
            return "\n".join(lines)
        years = years_text(self.calendar, self.period_us)
        lines += ["", f"    runs    95 % interval      median, {years}"]
        by_news: dict[str, list[Gap]] = defaultdict(list)
        for gap in self.found:
            by_news[gap.label].append(gap)
        for label, gaps in by_news.items():
            lines += wrapped(label, indent="  ", hanging="    ")
            lines += [line for gap in gaps for line in self._row(gap)]
        notes = doubt_notes(gap.doubt for gap in self.found)
        lines += ["", *wrapped(f"Each interval holds 95 times in 100 by itself. {notes}".rstrip())]
        return "\n".join([*lines, "", *wrapped(grades_text(self.grades))])

    def _row(self, gap: Gap) -> list[str]:
        when = moment_text(self.calendar, gap.median_us, self.period_us)
        inside = " to ".join(map(probability_text, gap.interval))
        start = f"    {share_text(gap.count, gap.runs):<8}{inside:<19}{when:<14}"
        return [
            *wrapped(f"{gap.name} ({gap.orders})", indent=start, hanging=" " * len(start)),
            *doubt_lines("", gap.doubt, indent=" " * 12),
        ]

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        return {
            "grades": dict(self.grades),
            "share_of_grade_d": self.grades["D"] / max(sum(self.grades.values()), 1),
            "runs": self.runs,
            "seed": self.seed,
            "gaps": [gap.as_json(self.calendar) for gap in self.found],
        }


LEAST_H = 1.0
"""News that comes later than so many hours before the end could move nobody in time."""


def find_gaps(
    campaign: Campaign,
    seed: int,
    runs: int,
    *,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Gaps:
    """Look through runs for news that no standing order of whoever had it reads.

    Parameters
    ----------
    campaign : Campaign
        The compiled scenario.
    seed, runs : int
        Root of all draws, and how many runs from number 0 on.
    jobs, progress
        As of `look_again`.

    Raises
    ------
    Interruption
        If the user stops it; `found` are the gaps of the runs looked at by then.
    """
    from echelon.campaign import compile
    from echelon.campaign.news import read_by_orders

    document = campaign.document
    twins, rivals = twins_for(runs), account_runs_for(runs)
    accounts = document.under_each_account() if rivals and document.account is None else {}
    counted = Counted(progress, runs + twins + rivals * len(accounts))

    def look(world: Campaign, count: int) -> tuple[Heard, ...]:
        report = counted.next(count)
        seen = partial(_unread_in_time, world, read_by_orders(world.document))
        return tuple(look_again(world, seed, count, seen, jobs=jobs, progress=report))

    try:
        heard = look(campaign, runs)
    except Interruption as stopped:
        begun = stopped.found
        raise Interruption(_gaps_in(document, seed, begun) if begun else None) from None
    try:
        of_twins = look(twins_of(campaign, twins), twins) if twins else ()
        of_each = {id_: look(compile(each), rivals) for id_, each in accounts.items()}
    except KeyboardInterrupt:
        raise Interruption(_gaps_in(document, seed, heard)) from None
    return _gaps_in(document, seed, heard, of_twins, of_each)


def _unread_in_time(campaign: Campaign, known: set[tuple[str, str]], state: State) -> Heard:
    """Return when somebody had news in a run that no order of his reads, if not too late."""
    from echelon.campaign.news import news_of

    settings = campaign.document.settings
    latest_us = settings.end_us - settings.start_us - LEAST_H * MICROSECONDS_PER_HOUR
    news = news_of(campaign, state)
    return {pair: at_us for pair, at_us in news.items() if pair not in known and at_us <= latest_us}


def _gaps_in(
    document: Document,
    seed: int,
    heard: Sequence[Heard],
    twins: Sequence[Heard] = (),
    accounts: Mapping[str, Sequence[Heard]] | None = None,
) -> Gaps:
    """Find the gaps in the news of some runs, of twins of the first, and of each account."""
    settings, parts = document.settings, document.parts
    weights = {id_: each.weight for id_, each in parts.accounts.items()}
    when: dict[tuple[str, str], list[int]] = defaultdict(list)
    for each in heard:
        for pair, moment_us in each.items():
            when[pair].append(moment_us)
    found = []
    for pair, moments in when.items():
        actor, fact = pair

        def shown(runs: Sequence[Heard], pair: tuple[str, str] = pair) -> Shown:
            return always_asked(np.array([pair in each for each in runs], bool))

        found.append(
            Gap(
                actor,
                (parts.persons.get(actor) or parts.units[actor]).name,
                fact,
                _label(parts, fact),
                sum(order.by == actor for order in parts.orders.values()),
                len(moments),
                len(heard),
                int(quantile(np.sort(moments), 0.5)),
                doubt_of_share(
                    len(moments) / len(heard),
                    shown(heard),
                    shown(twins),
                    {id_: shown(runs) for id_, runs in (accounts or {}).items()},
                    weights,
                ),
            )
        )
    found.sort(key=lambda gap: (-gap.count, gap.median_us, gap.actor, gap.fact))
    period_us = settings.end_us - settings.start_us
    grades = grades_of(document)
    return Gaps(
        settings.title, document.calendar, period_us, len(heard), seed, tuple(found), grades
    )


def _label(parts: Parts, fact: str) -> str:
    """Return what is so, in words: a fact, an act that was done, or that somebody declined it."""
    if fact in parts.facts:
        return parts.facts[fact].label
    act, _, is_declined = fact.partition("/")
    label = parts.acts[act].label
    return f"An appointment is declined ({label})" if is_declined else label
