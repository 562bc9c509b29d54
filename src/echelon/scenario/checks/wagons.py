"""Whether trains find wagons enough where they are to load."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from echelon.errors import Fault
from echelon.scenario.actions import Action
from echelon.scenario.checks.network import Network
from echelon.scenario.checks.strengths import taken_at_most
from echelon.scenario.checks.texts import actions_of
from echelon.scenario.draft import Declaration, Draft
from echelon.scenario.expressions import Draw, Expression, Number
from echelon.scenario.schema.ground import Link, Place
from echelon.scenario.schema.people import Unit
from echelon.scenario.schema.readers import support

MEN_PER_WAGON, HORSES_PER_WAGON = 40, 8
"""As `engine.movement.wagons` has it, which the language does not see; a test compares them."""


@dataclass(frozen=True)
class Ground:
    """Where trains may load, and what may bring them wagons.

    Parameters
    ----------
    wagons : mapping of str to float
        By place on a railway, how many can stand there at the start; infinite if not counted.
    rail : Network
        Places joined by rail.
    moves : list of Action
        Every order to a unit to move, infiltrate or leave its trains, whoever gives it.
    riders : set of str
        Units that may be told to go by rail from where they are at first.
    """

    wagons: dict[str, float]
    rail: Network
    moves: list[Action]
    riders: set[str] = field(default_factory=set)

    def loads_at(self, unit: Unit) -> set[str]:
        """Return where a unit may load: where it is at first, or anywhere if it may also march."""
        own = [it for it in self.moves if it.arguments["unit"] == unit.id]
        by_rail = [it for it in own if self.goes_by_rail(it, unit.place)]
        if not by_rail:
            return set()
        return {unit.place} if len(by_rail) == len(own) else set(self.wagons)

    def most_at(self, place: str) -> float:
        """Return how many wagons can ever stand at a place: also all others, if trains come."""
        comes = any(
            it.arguments.get("place") == place or it.verb == "detrain" or _may_march(it)
            for it in self.moves
            if it.arguments["unit"] in self.riders
        )
        return sum(self.wagons.values()) if comes else self.wagons[place]

    def goes_by_rail(self, move: Action, start: str) -> bool:
        """Tell whether a unit is told to go by rail from a place, or leaves the train it is in."""
        means = move.arguments.get("means", "rail")
        place = move.arguments.get("place")
        return move.verb == "detrain" or (
            move.verb == "move" and means == "rail" and self.rail.joins(start, str(place))
        )


def _may_march(move: Action) -> bool:
    """Tell whether a unit is told to go on otherwise than by train, and leaves the one it is in."""
    return move.arguments.get("means", "rail") != "rail"


def check_wagons(draft: Draft) -> Iterator[Fault]:
    """Warn of units whose trains can load nowhere, since there are never wagons enough.

    What is not certain is let pass: a place that others may reach by train may be brought all the
    wagons there are, and numbers that depend on inputs are not compared.
    """
    if draft.is_overlaid or not draft.is_whole("places", "links", "units"):
        return
    if not any("wagons" in it.values for it in draft.declarations["places"].values()):
        return
    ground, taken = _ground(draft), taken_at_most(draft)
    for declaration, unit in draft.sound("units", Unit):
        places = ground.loads_at(unit) & ground.wagons.keys()
        most = max((ground.most_at(place) for place in places), default=math.inf)
        needed = _least_needed(declaration, unit, taken.get(unit.id, 0.0))
        if needed > most:
            where = f"at `{unit.place}`, where it loads" if len(places) == 1 else "anywhere"
            is_stated = unit.wagons_per_echelon is not None
            shorter = "state fewer" if is_stated else "use more and shorter trains (`echelons`)"
            yield draft.fault(
                "too-few-wagons",
                f"a train of {declaration.called} needs more wagons than there can ever be {where}",
                declaration,
                "wagons_per_echelon" if is_stated else "men",
                label=f"needs {needed} or more, and finds {most:.0f} at most",
                help=f"let more stand there (`wagons`), or {shorter}",
                warning=True,
            )


def _ground(draft: Draft) -> Ground:
    links = [link for _, link in draft.sound("links", Link) if link.kind == "rail"]
    joined = {end for link in links for end in (link.from_, link.to)}
    wagons = {
        place.id: math.inf if place.wagons is None else max(0.0, support(place.wagons)[1])
        for _, place in draft.sound("places", Place)
        if place.id in joined
    }
    moves = [it for it in actions_of(draft) if it.verb in ("move", "infiltrate", "detrain")]
    ground = Ground(wagons, Network((it.from_, it.to) for it in links), moves)
    starts = {unit.id: unit.place for _, unit in draft.sound("units", Unit)}
    riders = (
        str(it.arguments["unit"])
        for it in ground.moves
        if ground.goes_by_rail(it, starts.get(str(it.arguments["unit"]), ""))
    )
    return replace(ground, riders=set(riders))


def _least_needed(declaration: Declaration, unit: Unit, taken: float) -> int:
    """Return how many wagons the longest train of a unit needs, when it needs the fewest."""
    if unit.wagons_per_echelon is not None:
        return math.floor(_least(unit.wagons_per_echelon) + 0.5)
    if unit.arm == "armoured_train":
        return 0
    trains, men = _trains(unit), math.floor(max(_least(unit.men) - taken, 0.0) + 0.5)
    is_mounted = unit.arm == "cavalry" and not declaration.gives("horses")
    horses = float(men) if is_mounted else _least(unit.horses)
    for_men = math.ceil(math.ceil(men / trains) / MEN_PER_WAGON)
    for_horses = math.ceil(horses / trains / HORSES_PER_WAGON)
    return for_men + for_horses + math.ceil(_least(unit.guns) / trains)


def _trains(unit: Unit) -> float:
    """Return in how many trains a unit moves; infinitely many if that hangs on inputs."""
    if unit.echelons is not None:
        return unit.echelons
    men, load = _mean(unit.men), _mean(unit.men_per_echelon)
    return max(1, math.ceil(men / load)) if math.isfinite(men) and load > 0 else math.inf


def _least(expression: Expression) -> float:
    return max(0.0, support(expression)[0])


def _mean(expression: Expression) -> float:
    if isinstance(expression, Number):
        return expression.value
    return expression.distribution.mean() if isinstance(expression, Draw) else math.nan
