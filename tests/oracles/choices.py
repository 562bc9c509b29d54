"""The choice of a receiver told to do a deed, read off the entries of a scenario in plain Python.

It is written from the page of the documentation and knows nothing of the engine's tables. Nobody
here has luck (`noise` 0) or peers, no order is live beside the one that is asked about, and nothing
has been heard yet.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from tests.worlds import Entry

DEEDS = ("stand", "move", "block", "disarm", "arrest", "fire")


class Choices:
    """What the parts of one scenario make a unit's command or ranks resolve on.

    Parameters
    ----------
    entries : list of Entry
        The scenario.
    unit : str
        Whose choices are asked for.
    """

    def __init__(self, entries: list[Entry], unit: str) -> None:
        self.parts: dict[str, list[dict]] = {}
        for entry in entries:
            self.parts.setdefault(entry.part, []).append(entry.fields)
        self.unit = self.find("units", unit)
        self.persons = {it["id"]: it["side"] for it in self.parts["persons"]}
        self.names = {unit, self.unit.get("group"), None}

    def find(self, part: str, id_: str) -> dict:
        return next(it for it in self.parts[part] if it["id"] == id_)

    def about(self, part: str, level: str) -> Iterator[dict]:
        """Yield the entries of a part that are about the command or the ranks."""
        for entry in self.parts.get(part, []):
            is_level = entry.get("level", "both") in (level, "both")
            if entry.get("of") in self.names and is_level:
                yield entry

    def closest(self, part: str, level: str) -> dict:
        """Return the entry that counts: one's own before a group's before everybody's."""

        def closeness(entry: dict) -> tuple:
            of = entry.get("of")
            return (of == self.unit["id"], of is not None, entry["level"] != "both", entry["id"])

        return max(self.about(part, level), key=closeness)

    def holders(self, institution: str) -> set[str]:
        return {it["holder"] for it in self.parts["offices"] if it["of"] == institution}

    def stands(self, institution: str) -> bool:
        return institution in self.find("views", self.unit["view"])["roots"]

    def legality(self, author: str) -> float:
        """Return 1, 0 or -1: may he command, is nothing said of it, or has he no right to."""
        offices = [it for it in self.parts["offices"] if it["holder"] == author]
        if not offices:
            return 0.0
        return 1.0 if any(self.stands(it["of"]) for it in offices) else -1.0

    def sides_of(self, toward: str) -> set[str]:
        if toward in self.persons:
            return {self.persons[toward]}
        if any(it["id"] == toward for it in self.parts["institutions"]):
            return {self.persons[it] for it in self.holders(toward)}
        return {toward}

    def disposition(self, level: str, author: str) -> float | None:
        """Return the log-odds brought along; None if nothing is said of a side not one's own."""
        side, total, stated = self.persons[author], 0.0, {self.unit["side"]}
        for entry in self.about("dispositions", level):
            toward = entry["toward"]
            stated |= self.sides_of(toward)
            if toward in (side, author):
                total += entry["value"]
            elif any(it["id"] == toward for it in self.parts["institutions"]):
                speaks = author in self.holders(toward) and self.stands(toward)
                total += entry["value"] if speaks else 0.0
        for entry in self.about("pledges", level):
            for rival in self.parts["sides"]:
                if entry["against"] in rival["opposes"] and rival["id"] != entry["against"]:
                    stated.add(rival["id"])
                    total += entry["value"] if rival["id"] == side else 0.0
        return total if side in stated else None

    def hope(self, level: str, side: str) -> float:
        """Return the probability, believed at the start, that a side prevails.

        Its odds are those against its strongest rival: whom it opposes or who opposes it, or else
        everybody. No side is its own rival, though the random worlds let some oppose themselves.
        """
        odds = {it["id"]: 1.0 for it in self.parts["sides"]}
        for entry in self.about("news", level):
            odds[entry["side"]] *= entry["likelihood_ratio"]
        opposed = {it["id"] for it in self.parts["sides"] if side in it.get("opposes", ())}
        opposed |= {
            it
            for each in self.parts["sides"]
            if each["id"] == side
            for it in each.get("opposes", ())
        }
        rival = max(odds[it] for it in opposed - {side} or odds.keys() - {side})
        return odds[side] / (odds[side] + rival)

    def answer(self, level: str, author: str, deed: str) -> str:
        """Return `obey`, `stall` or `stand_aside`."""
        side = self.persons[author]
        for entry in self.about("thresholds", level):
            if entry["side"] == side:
                return "obey" if entry["joins_at"] == 0 else "stand_aside"
        disposition = self.disposition(level, author)
        if disposition is None:
            return "stand_aside"
        weight, grave = self.closest("weights", level), self.closest("severities", level)
        u = disposition + weight["legality"] * self.legality(author)
        u -= math.fsum(grave[it] for it in DEEDS[: DEEDS.index(deed) + 1])
        u += weight["success"] * (2 * self.hope(level, side) - 1)
        if abs(u) <= weight["stall_band"] and weight["stall_band"] > 0:
            return "stall"
        return "obey" if u > 0 else "stand_aside"
