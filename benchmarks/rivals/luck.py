"""The draws of the frozen scenario, made with Echelon's own functions: all that rivals share."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from echelon.campaign.simulate import compile_campaign
from echelon.engine._jit import entry
from echelon.engine.draws import Purpose, branch_key, uniform
from echelon.engine.handles import handle
from echelon.engine.names import luck_of
from echelon.engine.normal import inverse_normal, normal_cdf
from echelon.engine.rules.values import drawn_from
from echelon.engine.vocabulary import NOTHING
from echelon.engine.world import World
from echelon.scenario.document import Document
from echelon.scenario.expressions import Draw, Duration, Expression, Moment, Name, Number
from echelon.scenario.load import load_document
from echelon.scenario.notation import split_each

FROZEN = Path(__file__).parent / "ostrov-gatchina.yaml"
CORRELATED = "state_of_the_railway"
WORD = 0xFFFFFFFF
UPPER = 0xFFFFFF


@dataclass(frozen=True)
class Numbers:
    """Every number of the scenario: how it is drawn once a run, and what it is multiplied by.

    Distributions are rows of the table that Echelon's assembly makes of the scenario.
    """

    world: Any
    names: tuple[str, ...]
    hashes: np.ndarray
    distributions: np.ndarray
    inputs: dict[str, str]
    constants: dict[str, float]
    factors: dict[str, int]
    correlated: tuple[str, ...]
    weights: tuple[float, float]


@cache
def frozen_document() -> Document:
    """Return the frozen scenario."""
    return load_document(FROZEN)


@cache
def frozen_numbers() -> Numbers:
    """Return the numbers of the frozen scenario, read once."""
    document = frozen_document()
    assembled = compile_campaign(document).assembled
    world, slots = assembled.world, assembled.assembly.field_slots
    rows = dict(zip(assembled.draw_names, world.inputs.distribution.tolist(), strict=True))
    drawn: list[str] = []
    inputs: dict[str, str] = {}
    constants: dict[str, float] = {}
    factors: dict[str, int] = {}
    for quantity in document.quantities():
        expression, factor = split_each(quantity.expression)
        if factor is not None:
            factors[quantity.name] = int(world.each[slots[quantity.name]])
        _sort(quantity.name, expression, drawn, inputs, constants)
    group = document.parts.correlations[CORRELATED]
    common = float(group.correlation or 0.0)
    return Numbers(
        world=handle(world),
        names=tuple(drawn),
        hashes=np.array([luck_of(name) for name in drawn], np.int64),
        distributions=np.array([rows[name] for name in drawn], np.int64),
        inputs=inputs,
        constants=constants,
        factors=factors,
        correlated=group.inputs,
        weights=(math.sqrt(common), math.sqrt(1.0 - common)),
    )


def _sort(
    name: str,
    expression: Expression,
    drawn: list[str],
    inputs: dict[str, str],
    constants: dict[str, float],
) -> None:
    match expression:
        case Draw():
            drawn.append(name)
        case Name(input_id):
            inputs[name] = f"inputs.{input_id}.value"
        case Number(value):
            constants[name] = value
        case Moment(value_us) | Duration(value_us):
            constants[name] = float(value_us)
        case _:
            raise ValueError(f"the rival cannot compute {name}")


class Luck:
    """What one run draws.

    Parameters
    ----------
    seed, run : int
        Which run.
    """

    def __init__(self, seed: int, run: int) -> None:
        numbers = frozen_numbers()
        self.key, self.run = branch_key(seed, 0), run
        values = np.empty(len(numbers.names))
        draw_all(numbers.world, self.key, run, numbers.hashes, numbers.distributions, values)
        self.values = dict(zip(numbers.names, values.tolist(), strict=True))
        self._correlate(numbers)
        for name, input_name in numbers.inputs.items():
            self.values[name] = self.values[input_name]
        self.values |= numbers.constants
        self.factors = numbers.factors
        self.world = numbers.world

    def _correlate(self, numbers: Numbers) -> None:
        shared, own = numbers.weights
        for input_id in numbers.correlated:
            name = f"inputs.{input_id}.value"
            row = numbers.names.index(name)
            u = correlated(
                self.key,
                self.run,
                luck_of(f"{CORRELATED}/common"),
                luck_of(f"{CORRELATED}/{input_id}"),
                shared,
                own,
            )
            distribution = int(numbers.distributions[row])
            self.values[name] = drawn_at(numbers.world, distribution, u)

    def number(self, name: str) -> float:
        """Return a number of the scenario as this run has it."""
        return self.values[name]

    def used(self, number: str, user: int, purpose: Purpose, ordinal: int) -> float:
        """Return a number for one use of it by somebody, given by the hash of the name."""
        factor = self.factors.get(number)
        if factor is None:
            return self.values[number]
        return self.values[number] * drawn_at_use(
            self.world, self.key, self.run, user, int(purpose), ordinal, factor
        )

    def threshold(self, name: int) -> float:
        """Return the draw against which somebody's obedience is held, by the hash of the name."""
        return obedience_draw(self.key, self.run, name)


@entry
def draw_all(
    world: World,
    key: np.uint64,
    run: int,
    hashes: np.ndarray,
    distributions: np.ndarray,
    values: np.ndarray,
) -> None:
    """Draw every number that is drawn once a run. Writes: values."""
    for row in range(len(hashes)):
        u = uniform(key, run, hashes[row], Purpose.INPUT, NOTHING)
        values[row] = drawn_from(world, distributions[row], u)


@entry
def drawn_at(world: World, distribution: int, u: float) -> float:
    """Return the `u`-quantile of a distribution."""
    return drawn_from(world, distribution, u)


@entry
def correlated(
    key: np.uint64, run: int, common: int, own: int, weight: float, own_weight: float
) -> float:
    """Return the uniform draw of an input that shares a factor with others."""
    z = weight * inverse_normal(uniform(key, run, common, Purpose.FACTOR, NOTHING))
    z += own_weight * inverse_normal(uniform(key, run, own, Purpose.FACTOR, NOTHING))
    return normal_cdf(z)


@entry
def drawn_at_use(
    world: World,
    key: np.uint64,
    run: int,
    name: int,
    purpose: int,
    ordinal: int,
    distribution: int,
) -> float:
    """Return the factor drawn at one use of a number."""
    if purpose == Purpose.LOADING:
        u = uniform(key, run, name, Purpose.LOADING, ordinal)
    elif purpose == Purpose.UNLOADING:
        u = uniform(key, run, name, Purpose.UNLOADING, ordinal)
    elif purpose == Purpose.RUNNING:
        u = uniform(key, run, name, Purpose.RUNNING, ordinal)
    elif purpose == Purpose.DELAY:
        u = uniform(key, run, name, Purpose.DELAY, ordinal)
    else:
        u = math.nan
    return drawn_from(world, distribution, u)


@entry
def obedience_draw(key: np.uint64, run: int, name: int) -> float:
    """Return the draw against which obedience is held."""
    return uniform(key, run, name, Purpose.OBEDIENCE, NOTHING)


def pair(a: int, b: int) -> int:
    """Return the luck of two things together, as the engine mixes it."""
    low = ((a & WORD) * 0x2545F491 + (b & WORD)) & WORD
    low ^= low >> 15
    high = ((a >> 32) & UPPER) * 0x9E3779B1 + ((b >> 32) & UPPER) + (low >> 7)
    return (a >> 56) << 56 | (high & UPPER) << 32 | low


def hours_us(hours: float) -> int:
    """Return whole microseconds."""
    return int(hours * 3_600_000_000.0 + 0.5)


def minutes_us(minutes: float) -> int:
    """Return whole microseconds."""
    return hours_us(minutes / 60.0)
