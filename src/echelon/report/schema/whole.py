"""The whole report."""

from __future__ import annotations

from echelon.report.schema.answers import (
    About,
    Account,
    Answer,
    Clock,
    Funnel,
    Outcome,
    Pattern,
    Spread,
    WhatIf,
)
from echelon.report.schema.evidence import Evidence, File, Rule
from echelon.report.schema.ground import Control, Fan, Line, Theatre
from echelon.report.schema.part import Part
from echelon.report.schema.telling import Authority, Choice, Chronicle, Influences


class Report(Part):
    """Everything that the page shows."""

    about: About
    clock: Clock
    answer: Answer
    outcomes: tuple[Outcome, ...]
    times: tuple[Spread, ...]
    patterns: tuple[Pattern, ...]
    quantities: tuple[Spread, ...]
    funnels: tuple[Funnel, ...]
    what_ifs: tuple[WhatIf, ...]
    what_ifs_left_out: str
    accounts: tuple[Account, ...]
    theatre: Theatre | None
    lines: tuple[Line, ...]
    fans: tuple[Fan, ...]
    control: Control | None
    influences: Influences
    choices: tuple[Choice, ...]
    authority: Authority | None
    chronicles: tuple[Chronicle, ...]
    evidence: Evidence
    rules: tuple[Rule, ...]
    files: tuple[File, ...]
