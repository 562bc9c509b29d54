"""Receivers with dispositions: their lines, leanings, weights, news, influences and thresholds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from echelon.campaign.assembly import Assembly
from echelon.campaign.builder import NONE, Rows
from echelon.campaign.conduct import Conduct, add_condition, add_moments
from echelon.campaign.library import has_minds, weigh_as_default
from echelon.campaign.listeners import add_confidences, ask_who_obeys
from echelon.campaign.receivers import Receiver, Receivers
from echelon.campaign.slots import TRUTH
from echelon.engine import receivers as tables
from echelon.engine.evaluate import Op
from echelon.engine.leanings import Form, InfluenceKind, Situation
from echelon.engine.names import luck_of
from echelon.engine.vocabulary import MINDS, Quantity, Role
from echelon.scenario.clockwork import turns_of
from echelon.scenario.expressions import Expression
from echelon.scenario.schema.minds import Disposition, Pledge, Severity, Threshold, Weight
from echelon.scenario.schema.readers import EVERYWHERE

Tabled = TypeVar("Tabled", Weight, Severity)

SEVERITIES = ("stand", "move", "block", "disarm", "arrest", "fire")
NUMBERS = (
    "legality",
    "form",
    "success",
    "peers",
    "stall_band",
    "noise",
    "crisis_share",
    "group_share",
    "act_alone",
    "arrest",
    "split_band",
    "split_concentration",
    "sham",
    "withhold_below",
    "review_h",
)
PLAIN = {"noise": 1.0, "act_alone": 1e9, "arrest": 1e9, "withhold_below": -1e9, "review_h": 1e6}
"""Weights of a command that has no dispositions beside ranks that have: nothing but its luck."""

NEVER = -1e9
"""Log-odds with which nobody ever obeys."""


@dataclass
class Minds:
    """Tables of those who judge, and whose rows they are."""

    minds: Rows = field(default_factory=lambda: Rows(tables.MINDS))
    lines: Rows = field(default_factory=lambda: Rows(tables.LINES))
    leanings: Rows = field(default_factory=lambda: Rows(tables.LEANINGS))
    news: Rows = field(default_factory=lambda: Rows(tables.NEWS))
    influences: Rows = field(default_factory=lambda: Rows(tables.INFLUENCES))
    confidences: Rows = field(default_factory=lambda: Rows(tables.CONFIDENCES))
    thresholds: Rows = field(default_factory=lambda: Rows(tables.THRESHOLDS))
    scruples: Rows = field(default_factory=lambda: Rows(tables.SCRUPLES))
    counts: Rows = field(default_factory=lambda: Rows(tables.COUNTS))
    receivers: list[Receiver] = field(default_factory=list)

    @property
    def of_actor(self) -> Mapping[int, int]:
        """The mind of each actor that has one."""
        return {receiver.actor: row for row, receiver in enumerate(self.receivers)}


def set_out_minds(assembly: Assembly, conduct: Conduct) -> Minds:
    """Return the tables of those who judge by dispositions; empty tables if nobody does."""
    minds = Minds()
    if has_minds(assembly.document):
        _Mustering(assembly, conduct, minds).muster()
    return minds


class _Mustering:
    """Fills the tables, mind by mind."""

    def __init__(self, assembly: Assembly, conduct: Conduct, minds: Minds) -> None:
        self.assembly, self.conduct, self.minds = assembly, conduct, minds
        self.parts = assembly.document.parts
        self.crowd = Receivers(assembly)
        self.members: dict[int, list[int]] = {}
        self.default_weight = weigh_as_default(assembly.document)

    def muster(self) -> None:
        """Add every mind with all that belongs to it."""
        stating: list[Disposition | Pledge | Threshold] = [
            *self.parts.dispositions.values(),
            *self.parts.pledges.values(),
            *self.parts.thresholds.values(),
        ]
        stated = [(self.crowd.meant(entry.of), entry.level) for entry in stating]
        self.dispositioned = {
            receiver.actor
            for receiver in self.crowd.everybody()
            if any(receiver.id in ids and receiver.is_meant(level) for ids, level in stated)
        }
        judging = self.dispositioned | {
            receiver.actor
            for receiver in self.crowd.everybody()
            if self.crowd.scruples_of(receiver, self.dispositioned)
        }
        for receiver in self.crowd.everybody():
            ranks = self.crowd.ranks_of(receiver)
            if receiver.actor in judging or ranks in judging:
                self.minds.receivers.append(receiver)
        ask_who_obeys(self.crowd)
        for row, receiver in enumerate(self.minds.receivers):
            self._add(row, receiver)
        for row, mind in enumerate(self.minds.minds.rows):
            watched = self.assembly.lists.add(self.members.get(row, ()))
            mind["first_member"], mind["last_member"] = watched
            # What one asks of another is known only once all have been mustered.
            told = self._slots_of(self.minds.receivers[row])
            mind["first_slot"], mind["last_slot"] = told

    def _add(self, row: int, receiver: Receiver) -> None:
        assembly, minds = self.assembly, self.minds
        is_plain = receiver.actor not in self.dispositioned
        chosen = self.crowd.chosen(self.parts.weights, receiver)
        weight = self.parts.weights.get(chosen, self.default_weight)
        numbers = {key: self._number("weights", chosen, key, is_plain) for key in NUMBERS}
        group = next(iter(self.crowd.groups[receiver.id]), receiver.id)
        ranges = {
            "line": self._add_lines(row, receiver),
            "leaning": self._add_leanings(row, receiver, is_plain),
            "news": self._add_news(row, receiver),
            "influence": self._add_influences(row, receiver),
            "confidence": add_confidences(self.crowd, minds.confidences, minds.receivers, row),
            "threshold": self._add_thresholds(row, receiver),
            "scruple": self._add_scruples(row, receiver),
        }
        peers = self.crowd.peers(receiver, weight)
        superiors, n_direct = self.crowd.superiors(receiver)
        ranges["superior"] = assembly.lists.add(superiors)
        minds.minds.add(
            actor=receiver.actor,
            group=luck_of(group),
            insists_on=sum(1 << Form[word.upper()] for word in weight.insists_on),
            first_severity=assembly.lists.add(self._severities(receiver, is_plain))[0],
            count=self._count(row, peers, NONE) if peers else NONE,
            n_direct=n_direct,
            is_restless=self._is_restless(receiver),
            **numbers,
            **{f"first_{key}": first for key, (first, _) in ranges.items()},
            **{f"last_{key}": last for key, (_, last) in ranges.items()},
        )

    def _number(self, part: str, id_: str, key: str, is_plain: bool = False) -> int:
        if is_plain:
            return self.assembly.programs.constant(PLAIN.get(key, 0.0))
        return self.assembly.value(part, id_, key)

    def _severities(self, receiver: Receiver, is_plain: bool) -> list[int]:
        """Return the slots of the severities, each the sum of the steps up to it."""
        id_, programs = self.crowd.chosen(self.parts.severities, receiver), self.assembly.programs
        slots: list[int] = []
        for key in SEVERITIES:
            step = self._number("severities", id_, key, is_plain)
            if slots:
                first = len(programs.code)
                programs.code.add(op=Op.VALUE, argument=slots[-1], number=0.0)
                programs.code.add(op=Op.VALUE, argument=step, number=0.0)
                programs.code.add(op=Op.ADD, argument=0, number=0.0)
                slot = programs.constant(0.0)
                programs.formulas.add(slot=slot, first_code=first, last_code=len(programs.code))
                step = slot
            slots.append(step)
        return slots

    def _add_lines(self, row: int, receiver: Receiver) -> tuple[int, int]:
        lines, assembly, first = self.minds.lines, self.assembly, len(self.minds.lines)
        own = self.crowd.side_of(receiver)
        for id_, side in assembly.sides.items():
            luck = 0 if side == own else luck_of(id_)
            lines.add(mind=row, side=side, person=NONE, luck=luck, name=luck_of(id_))
        leaders = {
            entry.toward
            for entry in self.parts.dispositions.values()
            if entry.toward in self.parts.persons
            and self.crowd.about(receiver, entry.of, entry.level)
        }
        for id_ in sorted(leaders):
            theirs, actor = assembly.side(self.parts.persons[id_].side), assembly.actors[id_]
            lines.add(mind=row, side=theirs, person=actor, luck=luck_of(id_), name=luck_of(id_))
        return first, len(lines)

    def _add_leanings(self, row: int, receiver: Receiver, is_plain: bool) -> tuple[int, int]:
        leanings, assembly, first = self.minds.leanings, self.assembly, len(self.minds.leanings)
        nobody = {"side": NONE, "person": NONE, "institution": NONE}
        if is_plain:
            value = assembly.value("units", receiver.id, "obedience")
            own_side = nobody | {"side": self.crowd.side_of(receiver)}
            leanings.add(**own_side, value=value, is_probability=True)
        for id_, disposition in self.parts.dispositions.items():
            if not self.crowd.about(receiver, disposition.of, disposition.level):
                continue
            value = assembly.value("dispositions", id_, "value")
            leanings.add(**nobody | self._toward(disposition.toward), value=value)
        stated: set[int] = {row["side"] for row in leanings.rows[first:]}
        stated |= {self.crowd.side_of_person(row["person"]) for row in leanings.rows[first:]}
        for row_of in leanings.rows[first:]:
            if row_of["institution"] != NONE:
                id_ = list(self.parts.institutions)[row_of["institution"]]
                stated |= assembly.sides_of_institution(id_)
        for id_, pledge in self.parts.pledges.items():
            if not self.crowd.about(receiver, pledge.of, pledge.level):
                continue
            value = assembly.value("pledges", id_, "value")
            code = self._condition(row, receiver, id_, pledge.when)
            for rival, entry in self.parts.sides.items():
                if {pledge.against, *EVERYWHERE} & set(entry.opposes):
                    if rival == pledge.against:
                        continue
                    columns = nobody | {"side": assembly.sides[rival], "value": value} | code
                    leanings.add(**columns)
                    stated.add(assembly.sides[rival])
        own = self.crowd.side_of(receiver)
        for side in assembly.sides.values():
            if side not in stated and side != own:
                value = assembly.programs.constant(NEVER)
                leanings.add(**nobody | {"side": side}, value=value)
        return first, len(leanings)

    def _toward(self, id_: str | None) -> dict[str, int]:
        if id_ is None:
            return {}
        if id_ in self.parts.sides:
            return {"side": self.assembly.sides[id_]}
        if id_ in self.parts.institutions:
            return {"institution": self.assembly.institutions[id_]}
        return {"person": self.assembly.actors[id_]}

    def _condition(
        self, row: int, receiver: Receiver, id_: str, condition: Expression | None
    ) -> dict[str, int]:
        if condition is None:
            return {"first_code": 0, "last_code": 0}
        watcher = int(MINDS) + row
        first, last = add_condition(self.assembly, condition, receiver.ears, watcher)
        name = f"{id_}/{receiver.name}"
        add_moments(self.assembly, self.conduct, name, condition, receiver.ears, watcher)
        return {"first_code": first, "last_code": last}

    def _heard(self, row: int, receiver: Receiver, fact: str | None) -> int:
        if fact is None:
            return NONE
        about = self.assembly.facts[fact]
        slot = self.assembly.slots.slot(receiver.ears, Quantity.HEARD, about)
        self.assembly.slots.watch(slot, int(MINDS) + row)
        return slot

    def _add_news(self, row: int, receiver: Receiver) -> tuple[int, int]:
        news, assembly, first = self.minds.news, self.assembly, len(self.minds.news)
        for id_, entry in self.parts.news.items():
            if self.crowd.about(receiver, entry.of, entry.level):
                news.add(
                    heard=self._heard(row, receiver, entry.fact),
                    side=assembly.sides[entry.side],
                    ratio=assembly.value("news", id_, "likelihood_ratio"),
                    from_own=assembly.value("news", id_, "from_own"),
                    from_other=assembly.value("news", id_, "from_other"),
                    half_life_h=assembly.value("news", id_, "half_life_h"),
                )
        return first, len(news)

    def _add_influences(self, row: int, receiver: Receiver) -> tuple[int, int]:
        influences, first = self.minds.influences, len(self.minds.influences)
        keys = ("step", "limit", "in_person", "by_wire", "by_broadcast", "if_void")
        for id_, entry in self.parts.influences.items():
            if not self.crowd.about(receiver, entry.on, entry.level):
                continue
            toward = {"side": NONE, "person": NONE} | self._toward(entry.toward)
            influences.add(
                kind=InfluenceKind[entry.kind.upper()],
                heard=self._heard(row, receiver, entry.heard),
                by=self.assembly.actor(entry.by),
                during=Situation[entry.during.upper()],
                **toward,
                **self._condition(row, receiver, id_, entry.when),
                rate_per_h=self.assembly.value("influences", id_, "hourly"),
                **{key: self.assembly.value("influences", id_, key) for key in keys},
            )
        return first, len(influences)

    def _is_restless(self, receiver: Receiver) -> bool:
        """Return whether something that moves a receiver works by the hour."""
        influences = [
            entry
            for entry in self.parts.influences.values()
            if self.crowd.about(receiver, entry.on, entry.level)
        ]
        if self.crowd.scruples_of(receiver, self.dispositioned):
            return True
        return any(
            entry.during != "always"
            or "hourly" in entry.model_fields_set
            or (entry.when is not None and turns_of(entry.when))
            for entry in influences
        )

    def _add_thresholds(self, row: int, receiver: Receiver) -> tuple[int, int]:
        thresholds, assembly, first = self.minds.thresholds, self.assembly, 0
        found = [
            (id_, entry)
            for id_, entry in self.parts.thresholds.items()
            if self.crowd.about(receiver, entry.of, entry.level)
        ]
        first = len(thresholds)
        for id_, entry in found:
            key = "share" if entry.share is not None else "joins_at"
            key = "refuses_at" if entry.refuses_at is not None else key
            rumour = assembly.value("thresholds", id_, "hears_after_min")
            others = self.crowd.others(receiver, entry)
            # Of nobody there is no share: whoever wants one has a number to wait for, in vain.
            thresholds.add(
                side=assembly.sides[entry.side],
                number=assembly.value("thresholds", id_, key),
                is_share=key == "share" and bool(others),
                is_refusal=key == "refuses_at",
                count=self._count(row, others, rumour),
                **self._condition(row, receiver, id_, entry.when),
            )
        return first, len(thresholds)

    def _add_scruples(self, row: int, receiver: Receiver) -> tuple[int, int]:
        scruples, assembly, first = self.minds.scruples, self.assembly, len(self.minds.scruples)
        for id_ in self.crowd.scruples_of(receiver, self.dispositioned):
            entry = self.parts.scruples[id_]
            hostages = assembly.lists.add(assembly.actors[person] for person in entry.hostages)
            within = assembly.lists.add(assembly.place(place) for place in entry.within)
            scruples.add(
                severity=SEVERITIES.index(entry.deed),
                crowd=assembly.value("scruples", id_, "crowd"),
                first_hostage=hostages[0],
                last_hostage=hostages[1],
                first_within=within[0],
                last_within=within[1],
                **self._condition(row, receiver, id_, entry.when),
            )
        return first, len(scruples)

    def _count(self, row: int, others: list[str], rumour: int) -> int:
        """Add what a mind knows of certain others; those among them who judge tell of changes."""
        rows = {
            receiver.id: row
            for row, receiver in reversed(list(enumerate(self.minds.receivers)))
            if receiver.role != Role.RANKS
        }
        first, last = self.assembly.lists.add(rows[id_] for id_ in others if id_ in rows)
        count = self.minds.counts.add(
            mind=row,
            n_others=len(others),
            rumour_min=rumour,
            first_other=first,
            last_other=last,
        )
        for id_ in others:
            if id_ in rows:
                self.members.setdefault(rows[id_], []).append(count)
        return count

    def _slots_of(self, receiver: Receiver) -> tuple[int, int]:
        """Return the truth slots that tell whether a receiver obeys, and how many do."""
        if receiver.role == Role.RANKS:
            return 0, 0
        slots = self.assembly.slots
        found = slots.about((Quantity.OBEYS,), receiver.actor)
        for side in self.assembly.sides.values():
            slot = slots.find(Quantity.FOLLOWERS, side)
            found += [slot] if slot != TRUTH else []
        return self.assembly.lists.add(found)
