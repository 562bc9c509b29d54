"""Pools written out: for each company a unit, the facts of its offer, and the orders that it makes.

Whatever a company takes from its pool is inherited, so that a fault is told once, where the pool
states it, and each company draws for itself, under its own name: the pool's id and its number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from echelon.scenario import tree
from echelon.scenario.fields import Written, WrittenEntry
from echelon.scenario.provenance import Origin
from echelon.scenario.schema.entry import EVIDENCE_FIELDS
from echelon.scenario.schema.pools import MOST_COMPANIES, Pool

TAKEN = (
    "side",
    "view",
    "place",
    "arm",
    "superior",
    "march_km_h",
    "march_h_per_day",
    "loading_h",
    "unloading_h",
    "response_min",
)
"""Fields that a company, as a unit, has as its pool states them."""

FROM_THE_UNIT_AROUND = ("place", "arm")
"""Of these, what it has from the unit in which the pool is nested if the pool says nothing."""

SURE = "1e9"
"""So steep is the step of one between a number of companies that is reached and one that is not."""

FACTS = {"offers": "{name} offers itself", "accepted": "{name} is asked to come"}
FACTS_AROUND = {"held_back": "{name} is held back by the men around it"}
"""Labels of the facts of a company, and of those that a unit around it adds."""

ORDERS = {
    "offers_itself": {
        "by": "{company}",
        "when": "{is_there}({offers_when})",
        "do": "tell {to} {company}_offers",
        "label": "{name} offers itself",
        "delay_min": "{offers_after_min}",
        "obedience": "{willing}",
    },
    "is_accepted": {
        "by": "{to}",
        "when": "heard({company}_offers)",
        "do": "tell {company} {company}_accepted",
        "label": "{name} is asked to come",
        "delay_min": "{accepted_after_min}",
        "obedience": "{accepted}",
    },
    "sets_out": {
        "by": "{company}",
        "when": "heard({company}_accepted){unhindered}",
        "do": "infiltrate {company} to {crosses_to}",
        "label": "{name} sets out in small groups",
    },
}
ORDERS_AROUND = {
    "is_noticed": {
        "by": "{company}",
        "when": "heard({company}_offers)",
        "do": "tell {of} {company}_offers",
        "label": "the men around it notice that {name} would go",
        "delay_min": "{noticed_after_min}",
        "obedience": "{noticed}",
    },
    "is_held_back": {
        "by": "{of}",
        "when": "{is_there}heard({company}_offers){besides}",
        "do": "tell {company} {company}_held_back",
        "label": "the men around it hold {name} back",
    },
}
"""Orders of a company, and those that a unit around it adds; in braces, words of the pool."""

IS_THERE = "men({company}; {there}) > 0 and "
UNHINDERED = " and not heard({company}_held_back)"
BESIDES = " and ({held_back_when})"
"""What their conditions ask besides, if the pool says where it is, of what, or when."""


def companies_of(pool: WrittenEntry) -> tuple[str, ...]:
    """Return the ids of a pool's companies: its own id and a number from 1.

    A number that cannot be read counts as one, so that what names the companies is not at fault.
    """
    written = pool.fields.get("companies")
    node = None if written is None else written.node
    count = node.value if isinstance(node, tree.Scalar) else 1
    if not isinstance(count, int) or not 1 <= count <= MOST_COMPANIES:
        count = 1
    return tuple(f"{pool.id}_{number}" for number in range(1, count + 1))


def written_out(pool: WrittenEntry, around: WrittenEntry | None) -> Iterator[WrittenEntry]:
    """Yield the entries for which a pool stands.

    Parameters
    ----------
    pool : WrittenEntry
        The pool, with what it takes from its group.
    around : WrittenEntry, optional
        The unit in which it is nested.

    Yields
    ------
    WrittenEntry
        Of the parts inputs, units, facts and orders.
    """
    writer = _Writer(pool, around)
    if writer.text("present"):
        yield writer.entry("inputs", f"{pool.id}_present", {"value": writer.text("present")})
    for number, company in enumerate(companies_of(pool), 1):
        yield writer.unit(company, number)
        yield from writer.facts(company, number)
        yield from writer.orders(company, number)


def ordinal(number: int) -> str:
    """Return a number as the place in an order.

    Examples
    --------
    >>> [ordinal(number) for number in (1, 2, 3, 11, 22)]
    ['1st', '2nd', '3rd', '11th', '22nd']
    """
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


class _Writer:
    """Writes the entries of one pool."""

    def __init__(self, pool: WrittenEntry, around: WrittenEntry | None) -> None:
        self.pool, self.around = pool, around
        self.evidence = {key: each for key, each in pool.fields.items() if key in EVIDENCE_FIELDS}
        self.where = (pool.id_node or pool.node).span

    def text(self, key: str) -> str:
        """Return what the pool says of a field, as it was written, or its default."""
        written = self.pool.fields.get(key)
        if written is None or written.is_nothing or not isinstance(written.node, tree.Scalar):
            default = Pool.model_fields[key].default
            return str(default) if isinstance(default, str | int) else ""
        return written.node.raw

    def found(self, key: str) -> Written | None:
        """Return a field of the pool, or what it has from the unit around it."""
        owners = [self.pool]
        if self.around is not None and key in FROM_THE_UNIT_AROUND:
            owners.append(self.around)
        stated = [owner.fields[key] for owner in owners if key in owner.fields]
        return next((written for written in stated if not written.is_nothing), None)

    def place(self) -> str:
        """Return where the companies are at the start; empty if nothing says so."""
        written = self.found("place")
        return written.node.raw if written and isinstance(written.node, tree.Scalar) else ""

    def is_taken_from_unit(self) -> bool:
        """Return whether the companies' men are among those stated of the unit around them."""
        return bool(self.text("of")) and self.text("taken_from_unit").lower() == "true"

    def called(self, number: int) -> str:
        """Return the name of a company."""
        called = self.text("called") or f"company of {self.text('name')}"
        return f"{ordinal(number)} {called}"

    def entry(
        self,
        part: str,
        id_: str,
        texts: Mapping[str, str],
        taken: Mapping[str, Written] | None = None,
    ) -> WrittenEntry:
        """Return an entry of these texts and of what is taken as it stands."""
        fields: dict[str, Written] = dict(taken or {}) | self.evidence
        for key, text in texts.items():
            if text:
                fields[key] = self._inherited(key, self._scalar(text))
        node = tree.Mapping(((self._scalar("id"), self._scalar(id_)),), self.where)
        return WrittenEntry(part, node, fields)

    def unit(self, company: str, number: int) -> WrittenEntry:
        """Return a company as a unit, which has no men if there are not so many companies."""
        taken = {}
        for key in TAKEN:
            written = self.found(key)
            if written is not None:
                taken[key] = self._inherited(key, written.node, written.evidence)
        texts = {"name": self.called(number), "group": self.pool.id}
        texts |= {"men": self._if_present(self.text("men"), number)}
        texts |= {"echelons": self.text("groups")}
        if self.is_taken_from_unit():
            texts |= {"taken_from": self.text("of")}
        if self.text("present"):
            texts |= {"obedience": self._if_present("1", number)}
        return self.entry("units", company, texts, taken)

    def facts(self, company: str, number: int) -> Iterator[WrittenEntry]:
        """Yield the facts of which word goes round."""
        told = FACTS | (FACTS_AROUND if self.text("of") else {})
        for id_, label in told.items():
            text = label.format(name=self.called(number))
            yield self.entry("facts", f"{company}_{id_}", {"label": text})

    def orders(self, company: str, number: int) -> Iterator[WrittenEntry]:
        """Yield what a company, whom it offers itself to, and the unit around it will do."""
        words = {key: self.text(key) for key in Pool.model_fields}
        words |= {"company": company, "name": self.called(number), "there": self.place()}
        words["accepted"] = words["accepted"] if self.found("accepted") else ""
        words["is_there"] = IS_THERE.format(**words) if words["there"] else ""
        words["unhindered"] = UNHINDERED.format(**words) if words["of"] else ""
        words["besides"] = BESIDES.format(**words) if words["held_back_when"] else ""
        done = ORDERS | (ORDERS_AROUND if words["of"] else {})
        for id_, order in done.items():
            texts = {key: text.format(**words) for key, text in order.items()}
            yield self.entry("orders", f"{company}_{id_}", texts)

    def _if_present(self, value: str, number: int) -> str:
        """Return a value that is nothing if the run has not so many companies."""
        if not self.text("present"):
            return value
        return f"({value}) * min(1; max(0; ({self.pool.id}_present - {number - 0.5}) * {SURE}))"

    def _scalar(self, text: str) -> tree.Scalar:
        value = int(text) if text.isdigit() else text
        return tree.Scalar(value, text, self.where)

    def _inherited(
        self, key: str, node: tree.Node, evidence: Mapping[str, tree.Node] | None = None
    ) -> Written:
        own = {name: each.node for name, each in self.evidence.items()}
        return Written(self._scalar(key), node, own | dict(evidence or {}), Origin.INHERITED)
