"""The trace of a run in Echelon, in the words of the rivals."""

from __future__ import annotations

from functools import cache
from typing import Any

from benchmarks.rivals.journeys import deeds_of
from benchmarks.rivals.luck import frozen_document
from benchmarks.rivals.scene import Happening
from echelon import campaign
from echelon.campaign import Campaign
from echelon.campaign.simulate import observe
from echelon.engine.state import State
from echelon.engine.vocabulary import Content, Kind

BESIDE_THE_POINT = {
    Kind.PERIOD_BEGINS,
    Kind.PERIOD_ENDS,
    Kind.SECTION_CLEARS,
    Kind.WIRE_FREE,
    Kind.LINE_CHANGES,
    Kind.ECHELON_SEEKS_LINE,
    Kind.TRAVELLER_GOES_ON,
    Kind.ACTOR_LOOKS_ROUND,
    Kind.DIRECTIVE_REACHES,
    Kind.REPORT_LEARNT,
}
"""Mere machinery, and what one learns by being where one is."""


@cache
def frozen_campaign() -> Campaign:
    """Return the frozen scenario, ready to be run."""
    return campaign.compile(frozen_document())


def trace_of_ours(seed: int, run: int) -> list[Happening]:
    """Return what happens in one run, sorted."""
    compiled = frozen_campaign()
    state = observe(compiled, seed, run)
    words = Words(compiled, state)
    rows = range(int(state.clock.n_trace[0]))
    found = (words.happening(state.trace[row]) for row in rows)
    return sorted(happening for happening in found if happening is not None)


class Words:
    """Ids by row of the tables."""

    def __init__(self, compiled: Campaign, state: State) -> None:
        assembly, self.world = compiled.assembled.assembly, compiled.assembled.world
        parts = compiled.document.parts
        self.letters = state.letters
        self.places, self.channels = list(assembly.places), list(assembly.channels)
        self.units, self.facts = list(assembly.units), list(assembly.facts)
        self.orders, self.acts = list(assembly.orders), list(parts.acts)
        self.actors = [*assembly.actors, *(f"{place}/station" for place in self.places)]
        self.entities = assembly.entities.names
        self.deeds = [
            deed.name
            for part in ("orders", "acts")
            for owner in parts[part]
            for deed in deeds_of(part, owner)
        ]

    def happening(self, row: Any) -> Happening | None:
        """Return a row of the trace in words, or None if the rivals do not tell of it."""
        kind = Kind(int(row.kind))
        if kind in BESIDE_THE_POINT:
            return None
        who, what = self._words(kind, int(row.who), int(row.detail), int(row.extra))
        return int(row.time_us), kind.name, who, what

    def _words(self, kind: Kind, who: int, detail: int, extra: int) -> tuple[str, str]:
        match kind.name.split("_"):
            case ["LETTER", "TAKES", *_] | ["LETTER", "REACHES", *_]:
                return self._letter(who), self.channels[detail]
            case ["LETTER", "WAITS"] | ["LETTER", "STRANDED"] | ["CALL", *_]:
                return self._letter(who), self.places[extra]
            case ["LETTER", *_]:
                return self._letter(who), ""
            case ["ECHELON", "REACHES", *_]:
                return self._echelon(who), self._end_of(detail)
            case ["ECHELON", *_]:
                return self._echelon(who), self.places[detail]
            case ["TRAVELLER", "SETS", "OUT"]:
                return self.actors[who], ""
            case ["TRAVELLER", "LEAVES"]:
                return self.actors[who], self.places[extra]
            case ["TRAVELLER", *_]:
                return self.actors[who], self.places[detail]
            case ["ORDER", "OVERTAKEN"] | ["UNIT", "REFUSES"]:
                return self.units[who], self.deeds[detail]
            case ["UNIT", *_]:
                return self.units[who], ""
            case ["ORDER", *_]:
                return self.orders[who], ""
            case ["FACT", "LEARNT"]:
                return self.actors[who], self.facts[detail]
            case ["FACT", *_]:
                return self.facts[who], ""
            case ["STATION", *_]:
                return self.places[who], ""
            case ["ACT", *_]:
                return self.acts[who], ""
        raise ValueError(f"the rivals have no words for {kind.name}")

    def _letter(self, letter: int) -> str:
        row = int(self.letters.row[letter])
        is_fact = self.letters.content[letter] == Content.FACT
        receiver = self.actors[int(self.letters.receiver[letter])]
        return f"{self.facts[row] if is_fact else self.deeds[row]} to {receiver}"

    def _echelon(self, echelon: int) -> str:
        return self.entities[int(self.world.echelons.entity[echelon])]

    def _end_of(self, section: int) -> str:
        """Return where a section leads; every train of the frozen scenario goes along its links."""
        link = int(self.world.sections.link[section])
        return self.places[int(self.world.links.to_place[link])]
