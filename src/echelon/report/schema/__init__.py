"""What a report holds: the one description from which Python writes and the page reads.

`typescript.py` turns these models into the types of the page, so that neither can change alone.
Moments are microseconds since the start of the period. A part that a scenario has nothing for is
None or empty, and the page then has no such section.
"""

from echelon.report.schema.answers import (
    About,
    Account,
    Answer,
    Band,
    Clock,
    Fact,
    Funnel,
    Gate,
    Hill,
    Layers,
    Outcome,
    Pattern,
    Shift,
    Spread,
    WhatIf,
)
from echelon.report.schema.evidence import Evidence, File, Grade, Rule, Value, Work
from echelon.report.schema.ground import (
    Control,
    Fan,
    Holding,
    Line,
    Link,
    Mover,
    OnMap,
    Path,
    Place,
    Side,
    Station,
    Theatre,
)
from echelon.report.schema.part import Part
from echelon.report.schema.telling import (
    Authority,
    Choice,
    Chronicle,
    Event,
    Influence,
    Influences,
    Standing,
    Verdict,
)
from echelon.report.schema.whole import Report

__all__ = [
    "About",
    "Account",
    "Answer",
    "Authority",
    "Band",
    "Choice",
    "Chronicle",
    "Clock",
    "Control",
    "Event",
    "Evidence",
    "Fact",
    "Fan",
    "File",
    "Funnel",
    "Gate",
    "Grade",
    "Hill",
    "Holding",
    "Influence",
    "Influences",
    "Layers",
    "Line",
    "Link",
    "Mover",
    "OnMap",
    "Outcome",
    "Part",
    "Path",
    "Pattern",
    "Place",
    "Report",
    "Rule",
    "Shift",
    "Side",
    "Spread",
    "Standing",
    "Station",
    "Theatre",
    "Value",
    "Verdict",
    "WhatIf",
    "Work",
]
