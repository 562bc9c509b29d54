"""The parts of a scenario by name: which model reads each, and who shares a namespace."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields

from echelon.scenario.schema.agreements import Agreement
from echelon.scenario.schema.authority import Institution, Office, View
from echelon.scenario.schema.bodies import Body
from echelon.scenario.schema.conduct import Act, Fact, Order
from echelon.scenario.schema.encounters import Opposition
from echelon.scenario.schema.entry import Declared
from echelon.scenario.schema.ground import Channel, Link, Place
from echelon.scenario.schema.minds import (
    Confidence,
    Disposition,
    Influence,
    News,
    Pledge,
    Scruple,
    Severity,
    Threshold,
    Weight,
)
from echelon.scenario.schema.people import Person, Side, Unit
from echelon.scenario.schema.pools import Pool
from echelon.scenario.schema.question import Measure, Outcome, Recorded, Time
from echelon.scenario.schema.staffs import Staff
from echelon.scenario.schema.uncertainty import Correlation, Input
from echelon.scenario.schema.variants import Account, Default, Group, WhatIf


@dataclass(frozen=True)
class Part:
    """One part: its name in the folder, the word for one entry, its model and its namespace."""

    name: str
    noun: str
    model: type[Declared]
    namespace: str


PARTS: Mapping[str, Part] = {
    part.name: part
    for part in (
        Part("inputs", "input", Input, "entities"),
        Part("correlations", "correlation", Correlation, "entities"),
        Part("groups", "group", Group, "entities"),
        Part("defaults", "default", Default, "defaults"),
        Part("sides", "side", Side, "entities"),
        Part("oppositions", "opposition", Opposition, "entities"),
        Part("places", "place", Place, "entities"),
        Part("links", "link", Link, "entities"),
        Part("channels", "channel", Channel, "entities"),
        Part("persons", "person", Person, "entities"),
        Part("pools", "pool", Pool, "entities"),
        Part("units", "unit", Unit, "entities"),
        Part("staffs", "staff", Staff, "entities"),
        Part("bodies", "body", Body, "entities"),
        Part("views", "view", View, "entities"),
        Part("institutions", "institution", Institution, "entities"),
        Part("offices", "office", Office, "entities"),
        Part("facts", "fact", Fact, "entities"),
        Part("orders", "order", Order, "entities"),
        Part("acts", "act", Act, "entities"),
        Part("dispositions", "disposition", Disposition, "dispositions"),
        Part("weights", "weight", Weight, "weights"),
        Part("severities", "severity", Severity, "severities"),
        Part("news", "news", News, "news"),
        Part("influences", "influence", Influence, "influences"),
        Part("confidences", "confidence", Confidence, "confidences"),
        Part("thresholds", "threshold", Threshold, "thresholds"),
        Part("scruples", "scruple", Scruple, "scruples"),
        Part("pledges", "pledge", Pledge, "pledges"),
        Part("agreements", "agreement", Agreement, "entities"),
        Part("outcomes", "outcome", Outcome, "measures"),
        Part("times", "time", Time, "measures"),
        Part("quantities", "quantity", Measure, "measures"),
        Part("record", "record", Recorded, "record"),
        Part("what_ifs", "what-if", WhatIf, "what_ifs"),
        Part("accounts", "account", Account, "accounts"),
    )
}
"""Every part, in the order of the reference page."""


@dataclass(frozen=True)
class Parts:
    """The entries of a scenario by part and id, sorted by id; outcomes keep the order written."""

    inputs: Mapping[str, Input] = field(default_factory=dict)
    correlations: Mapping[str, Correlation] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    defaults: Mapping[str, Default] = field(default_factory=dict)
    sides: Mapping[str, Side] = field(default_factory=dict)
    oppositions: Mapping[str, Opposition] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    links: Mapping[str, Link] = field(default_factory=dict)
    channels: Mapping[str, Channel] = field(default_factory=dict)
    persons: Mapping[str, Person] = field(default_factory=dict)
    pools: Mapping[str, Pool] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)
    staffs: Mapping[str, Staff] = field(default_factory=dict)
    bodies: Mapping[str, Body] = field(default_factory=dict)
    views: Mapping[str, View] = field(default_factory=dict)
    institutions: Mapping[str, Institution] = field(default_factory=dict)
    offices: Mapping[str, Office] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    orders: Mapping[str, Order] = field(default_factory=dict)
    acts: Mapping[str, Act] = field(default_factory=dict)
    dispositions: Mapping[str, Disposition] = field(default_factory=dict)
    weights: Mapping[str, Weight] = field(default_factory=dict)
    severities: Mapping[str, Severity] = field(default_factory=dict)
    news: Mapping[str, News] = field(default_factory=dict)
    influences: Mapping[str, Influence] = field(default_factory=dict)
    confidences: Mapping[str, Confidence] = field(default_factory=dict)
    thresholds: Mapping[str, Threshold] = field(default_factory=dict)
    scruples: Mapping[str, Scruple] = field(default_factory=dict)
    pledges: Mapping[str, Pledge] = field(default_factory=dict)
    agreements: Mapping[str, Agreement] = field(default_factory=dict)
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    times: Mapping[str, Time] = field(default_factory=dict)
    quantities: Mapping[str, Measure] = field(default_factory=dict)
    record: Mapping[str, Recorded] = field(default_factory=dict)
    what_ifs: Mapping[str, WhatIf] = field(default_factory=dict)
    accounts: Mapping[str, Account] = field(default_factory=dict)

    def __getitem__(self, part: str) -> Mapping[str, Declared]:
        if part not in PARTS:
            raise KeyError(part)
        entries: Mapping[str, Declared] = getattr(self, part)
        return entries

    def __iter__(self) -> Iterator[str]:
        return (each.name for each in fields(self))
