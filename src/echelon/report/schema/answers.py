"""What the runs answer, and what the what-ifs and the accounts make of it."""

from __future__ import annotations

from echelon.report.schema.part import Part


class Clock(Part):
    """How the page turns microseconds into dates."""

    start_ms: float
    """Milliseconds from 1970 to the start, so that UTC shows the date in the scenario's style."""

    period_us: float
    t0_us: float
    years: str


class About(Part):
    """Which runs of which scenario, and how to make them again."""

    title: str
    question: str
    about: str
    scenario: str
    scenario_hash: str
    echelon: str
    seed: int
    runs: int
    digest: str
    command: str
    supplied: int
    inherited: int
    default: int
    events_per_run: float


class Answer(Part):
    """The answer in one sentence, and what else belongs to it."""

    sentence: str
    doubts: tuple[str, ...]


class Outcome(Part):
    """How often one class of ending came about."""

    id: str
    label: str
    probability: float
    low: float
    high: float
    count: int
    text: str
    interval_text: str


class Fact(Part):
    """What the record has, and where it falls among the runs."""

    low: float
    best: float
    high: float
    share: float | None
    used_for: tuple[str, ...]
    text: str


class Hill(Part):
    """A histogram: the first edge, the width of a bin, the runs in each."""

    first: float
    width: float
    counts: tuple[int, ...]


class Layers(Part):
    """What is in doubt about a share of the runs: the luck of the draw, the inputs, the accounts.

    Of the ranges over inputs and accounts the luck of the draw is taken off; null if not measured.
    """

    low: float
    high: float
    inputs_low: float | None
    inputs_high: float | None
    accounts_low: float | None
    accounts_high: float | None


class Spread(Part):
    """When something came about, or how much there was of it; quantiles at 5 25 50 75 95 %.

    `layers` are about the share of the runs in which it came about.
    """

    id: str
    label: str
    unit: str
    share: float
    share_text: str
    layers: Layers
    quantiles: tuple[float, ...]
    hill: Hill | None
    fact: Fact | None


class Pattern(Part):
    """Two things of the record, the one before the other, and the runs that show that order."""

    first: str
    then: str
    share: float
    share_text: str
    layers: Layers
    verdict: str


class Band(Part):
    """The middle of the runs: median, and the 10 % and 90 % quantiles around it."""

    low: float
    median: float
    high: float


class Gate(Part):
    """One gate of the funnel: who failed at it, who was left, what opening it would have gained.

    `fact` is how many the record says were stopped there, `fact_left` how many got past the last.
    """

    id: str
    label: str
    stopped: Band
    left: Band
    gain: Band | None
    fact: Fact | None
    fact_left: Fact | None


class Funnel(Part):
    """Men of one side from the order to the fight."""

    side: str
    name: str
    ordered: Band
    gates: tuple[Gate, ...]


class Shift(Part):
    """The probability of one outcome without and with a change, and the paired difference.

    Of the ranges over inputs and accounts the luck of the draw is taken off.
    """

    outcome: str
    label: str
    base: float
    changed: float
    difference: float
    low: float
    high: float
    inputs_low: float | None
    inputs_high: float | None
    accounts_low: float | None
    accounts_high: float | None


class WhatIf(Part):
    """One change that somebody could have made, and what it does to each outcome.

    `plausible` says how often the base comes to it by itself, `supposed` what is in doubt about
    that. `runs` are the pairs behind it, `account_runs` those within each rival account.
    """

    id: str
    label: str
    who: str
    decided_us: float | None
    evidence: str
    source: str
    grade: str
    plausible: str
    supposed: Layers | None
    runs: int
    differing: float
    account_runs: int
    shifts: tuple[Shift, ...]


class Account(Part):
    """A rival version of what happened, and the outcomes that follow from it."""

    id: str
    label: str
    source: str
    weight: float
    changes: tuple[str, ...]
    runs: int
    probabilities: tuple[float, ...]
