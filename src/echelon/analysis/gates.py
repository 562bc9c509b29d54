"""What opening each gate of the funnel would have changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from echelon.analysis.beside import alike_in, compiled_later, twins_of
from echelon.analysis.doubt import NOT_ASKED, Doubt, doubt_of_difference
from echelon.analysis.doubt_text import doubt_lines, doubt_notes
from echelon.analysis.funnel import GATE_TEXTS
from echelon.analysis.intervals import Interval, paired_interval
from echelon.analysis.rerun import Deferred, Made, Progress, Wanted, run_again
from echelon.analysis.wording import number_text, probability_text, wrapped

if TYPE_CHECKING:
    from echelon.campaign import Campaign
    from echelon.ensemble.chunks import Array
    from echelon.scenario.document import Document

ALL = "all"
GATES = tuple(gate for gate in GATE_TEXTS if gate != "through")
_WIDTHS = (26, 12, 12, 28)


@dataclass(frozen=True)
class GateEffect:
    """One gate of one side.

    Parameters
    ----------
    side, name, gate : str
        Whose men, by id and by name, and a key of `GATE_TEXTS`, or `all`.
    runs : int
        Pairs of runs behind it.
    stopped : float
        Men stopped there as things are, on average; for `all`, at any gate.
    through : float
        How many more come through if it is open, on average.
    difference, interval : float and Interval
        What that adds to the probability of the outcome, from the pairs.
    doubt : Doubt
        About the difference, beside the luck of the draw.
    """

    side: str
    name: str
    gate: str
    runs: int
    stopped: float
    through: float
    difference: float
    interval: Interval
    doubt: Doubt = NOT_ASKED

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        low, high = self.interval
        return {
            "side": self.side,
            "name": self.name,
            "gate": self.gate,
            "runs": self.runs,
            "stopped_men": self.stopped,
            "more_through_men": self.through,
            "difference": self.difference,
            "low": low,
            "high": high,
            **self.doubt.as_json(),
        }


def open_gates(
    campaign: Campaign,
    outcome: str,
    base: Made,
    seed: int,
    *,
    twins: Array | None = None,
    accounts: Mapping[str, tuple[Document, Array]] | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> tuple[GateEffect, ...]:
    """Open every gate of every side that has a funnel, one by one and all together.

    Parameters
    ----------
    campaign : Campaign
        The scenario.
    outcome : str
        Id of an outcome.
    base : Made
        The first runs as things are, with the columns `outcome` and `funnel_`: one of each pair.
    twins : ndarray of int, optional
        Rows of the outcomes in which the twins of these runs ended, which have the same inputs and
        other chance; with it the gates are opened to them too.
    accounts : mapping of str to (Document, ndarray of int), optional
        The scenario as each account has it, and the rows of the outcomes in which its first runs
        ended; with it the gates are opened to them too. Of an account that changes nothing there
        are no more runs than of the base.
    seed, jobs, progress
        As of `run_again`.
    """
    document, runs = campaign.document, len(base.columns["outcome"])
    opened_by_name = _opened(campaign, document)
    worlds = [compiled_later(each) for each in opened_by_name.values()]
    wanted = [Wanted(each, runs, columns=("outcome", "funnel_")) for each in worlds]
    if twins is not None:
        wanted += [Wanted(Deferred(partial(_twins_in, each, runs)), runs) for each in worlds]
    told = accounts or {}
    alike = alike_in(document, {id_: each for id_, (each, _) in told.items()})
    for id_, (each, ended) in told.items():
        opened = () if id_ in alike else _opened(campaign, each).values()
        wanted += [Wanted(compiled_later(world), len(ended)) for world in opened]
    made = run_again(wanted, seed, jobs=jobs, progress=progress)
    first, made = made[: len(worlds)], made[len(worlds) :]
    of_twins = [made.pop(0) for _ in worlds] if twins is not None else []
    elsewhere = {id_: first if id_ in alike else [made.pop(0) for _ in worlds] for id_ in told}
    row = list(document.parts.outcomes).index(outcome)
    came, weights = base.columns["outcome"] == row, _weights(document)

    def effect(place: int, side: str, gate: str) -> GateEffect:
        changed = first[place].columns["outcome"] == row
        gained, lost = int((changed & ~came).sum()), int((came & ~changed).sum())
        difference = (gained - lost) / runs
        twin = came[:0], came[:0]
        if twins is not None:
            twin = twins == row, of_twins[place].columns["outcome"] == row
        crossed = {
            id_: (ended == row, elsewhere[id_][place].columns["outcome"][: len(ended)] == row)
            for id_, (_, ended) in told.items()
        }
        return GateEffect(
            side,
            document.parts.sides[side].name,
            gate,
            runs,
            _stopped(base, side, gate),
            _more_through(base, first[place], side),
            difference,
            paired_interval(runs, gained, lost),
            doubt_of_difference(difference, (came, changed), twin, crossed, weights),
        )

    return tuple(effect(place, *key) for place, key in enumerate(opened_by_name))


def _weights(document: Document) -> dict[str, float]:
    return {id_: each.weight for id_, each in document.parts.accounts.items()}


def _stopped(base: Made, side: str, gate: str) -> float:
    gates = GATES if gate == ALL else (gate,)
    return sum(float(base.columns[f"funnel_{side}_{each}"].mean()) for each in gates)


def _more_through(base: Made, opened: Made, side: str) -> float:
    name = f"funnel_{side}_through"
    return float((opened.columns[name] - base.columns[name]).mean())


def count_gates(campaign: Campaign) -> int:
    """Count the sets of runs that `open_gates` makes."""
    return len(campaign.assembled.assembly.funnels) * (len(GATES) + 1)


def _opened(campaign: Campaign, document: Document) -> dict[tuple[str, str], Document]:
    """Return the scenario with each gate of each side open, and with all of a side's."""
    from echelon.campaign.gates import with_open_gate

    found = {}
    for side in campaign.assembled.assembly.funnels:
        everything = document
        for gate in GATES:
            found[side, gate] = with_open_gate(document, side, gate)
            everything = with_open_gate(everything, side, gate)
        found[side, ALL] = everything
    return found


def _twins_in(world: Deferred, runs: int) -> Campaign:
    return twins_of(world(), runs)


def gates_text(effects: tuple[GateEffect, ...], *, disputed: bool = True) -> list[str]:
    """Put the gates as lines of at most 80 columns; `disputed`: the scenario has accounts."""
    if not effects:
        return []
    lines = [
        *wrapped(
            "The funnel: men stopped at each gate, and what opening it, and all of them, would "
            f"have changed ({effects[0].runs} pairs each; wires and times open for all sides)"
        ),
        _row(("", "stopped", "through", "difference to the outcome")),
    ]
    for effect in effects:
        if effect.gate == GATES[0]:
            lines += wrapped(effect.name, indent="  ", hanging="    ")
        low, high = effect.interval
        lines.append(
            _row(
                (
                    f"    {GATE_TEXTS.get(effect.gate, 'all gates open'):<22}",
                    number_text(round(effect.stopped)),
                    f"{effect.through:+.0f}",
                    f"{_signed(effect.difference)} ({_signed(low)} to {_signed(high)})",
                )
            )
        )
        lines += doubt_lines("", effect.doubt, _signed, indent=" " * 6)
    notes = doubt_notes(each.doubt for each in effects)
    if disputed and all(effect.doubt.accounts is None for effect in effects):
        notes += "The gates are not opened under each account by itself (--crossed)."
    return [*lines, *(wrapped(notes.rstrip(), indent="  ") if notes else [])]


def _signed(value: float) -> str:
    text = probability_text(min(abs(value), 1.0))
    return text if text == "0" else f"{'-' if value < 0 else '+'}{text}"


def _row(cells: tuple[str, ...]) -> str:
    return "".join(f"{cell:>{width}}" for cell, width in zip(cells, _WIDTHS, strict=True)).rstrip()
