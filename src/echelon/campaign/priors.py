"""What dispositions imply before any history runs: who would obey whom, how surely.

A run is begun and not gone on with; what it has drawn of the scenario's numbers gives the
probability that a receiver obeys a single order, over the luck that remains. Over many runs that
probability has a spread, which is due to the inputs alone.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

import numpy as np

from echelon.campaign.builder import NONE
from echelon.campaign.grammar import sentence
from echelon.campaign.library import DEFAULT, library_of
from echelon.campaign.names import Names
from echelon.campaign.simulate import Campaign, begun_runs
from echelon.engine.state import State
from echelon.engine.vocabulary import Severity
from echelon.scenario.document import Document
from echelon.scenario.provenance import Origin
from echelon.scenario.schema.catalogue import fields_of
from echelon.scenario.schema.levels import LEVELS
from echelon.scenario.schema.parts import PARTS

UTTERLY_UNWILLING = -1e8

LIBRARY = ("weights", "severities", "news", "influences", "oppositions", "pledges", "thresholds")
"""Parts whose defaults make up the library: of weights, of severity, of news, and of hazards."""


@dataclass(frozen=True)
class Prior:
    """How surely a receiver would obey an order of one severity at the start.

    Parameters
    ----------
    receiver, toward : str
        Who is told, and by whom: a side, a person, or a side in an institution's right.
    severity : str
        What is asked.
    median, low, high : float
        Of the probability of obeying a single order, and the bounds between which 90 % of it lie
        over the inputs.
    """

    receiver: str
    toward: str
    severity: str
    median: float
    low: float
    high: float


@dataclass(frozen=True)
class LibraryValue:
    """One value of the library of defaults, as it holds in a scenario.

    Parameters
    ----------
    name : str
        One of the seven words for a disposition, or `PART.FIELD`.
    value : str
        In the notation.
    is_restated : bool
        Whether the scenario's part `defaults` has put it in place of the language's own.
    n_resting : int
        How many values of the scenario rest on it.
    """

    name: str
    value: str
    is_restated: bool
    n_resting: int


def library_values(document: Document) -> tuple[LibraryValue, ...]:
    """Return what the scenario takes from the library: the words, and every default it rests on.

    Parameters
    ----------
    document : Document
        A checked scenario.
    """
    restated = {entry.of: entry.value for entry in document.parts.defaults.values()}
    resting = Counter(
        f"{part}.{key}"
        for (part, _, key), value in document.provenance.items()
        if value.origin is Origin.DEFAULT and part in LIBRARY
    )
    resting.update(
        name.replace(f".{DEFAULT}.", ".") for name in (it.name for it in library_of(document))
    )
    words = {word: restated.get(word, value) for word, value in LEVELS.items()}
    defaults = {
        f"{part}.{field.key}": field.default
        for part in LIBRARY
        for field in fields_of(PARTS[part].model)
        if field.leaf.is_drawn and field.default
    }
    return tuple(
        LibraryValue(name, str(restated.get(name, value)), name in restated, resting[name])
        for name, value in (words | defaults).items()
        if name in words or name in restated or resting[name]
    )


def priors_of(campaign: Campaign, seed: int, runs: int) -> tuple[Prior, ...]:
    """Return how surely everybody with dispositions would obey everybody, deed by deed.

    The order is alone, of undecided legality, in half of due form, and nothing is known of peers.

    Parameters
    ----------
    campaign : Campaign
        From `compile_campaign`.
    seed : int
        Root of all draws.
    runs : int
        How many draws of the inputs.
    """
    world = campaign.assembled.world
    lines, drawn = _lines(campaign), []
    for state in begun_runs(campaign, seed, runs):
        drawn.append([_chances(campaign, state, line, right) for line, right in lines])
        names = Names(campaign.document, campaign.assembled, state)
    chances = np.array(drawn)
    found = []
    for row, (line, right) in enumerate(lines):
        actor = int(world.minds.actor[world.lines.mind[line]])
        for severity in Severity:
            low, median, high = np.quantile(chances[:, row, severity], [0.05, 0.5, 0.95])
            found.append(
                Prior(
                    sentence(names.actor(actor)),
                    _told_by(names, line, right),
                    severity.name.lower(),
                    float(median),
                    float(low),
                    float(high),
                )
            )
    return tuple(found)


def _told_by(names: Names, line: int, right: int) -> str:
    whom = sentence(names.line(line))
    return whom if right == NONE else f"{whom} in the right of {names.institution(right)}"


def _lines(campaign: Campaign) -> list[tuple[int, int]]:
    """Return the lines on which anybody might obey: those towards which something is stated.

    Each comes by itself, and with every institution towards which something is stated there.
    """
    world = campaign.assembled.world
    values = campaign.assembled.assembly.programs.values
    shut = {
        (mind, int(world.leanings.side[row]))
        for mind in range(len(world.minds))
        for row in range(int(world.minds.first_leaning[mind]), int(world.minds.last_leaning[mind]))
        if values[int(world.leanings.value[row])] <= UTTERLY_UNWILLING
    }
    found = []
    for line in range(len(world.lines)):
        mind = int(world.lines.mind[line])
        if (mind, int(world.lines.side[line])) in shut:
            continue
        rows = range(int(world.minds.first_leaning[mind]), int(world.minds.last_leaning[mind]))
        rights = {int(world.leanings.institution[row]) for row in rows}
        found += [(line, right) for right in (NONE, *sorted(rights - {NONE}))]
    return found


def _chances(campaign: Campaign, state: State, line: int, right: int) -> list[float]:
    """Return the probability of obeying on a line for every severity, as a run has begun."""
    world = campaign.assembled.world
    mind, values = int(world.lines.mind[line]), state.values
    base = _disposition(campaign, state, line, right) + _success(campaign, state, line)
    noise = float(values[world.minds.noise[mind]])
    band = float(values[world.minds.stall_band[mind]])
    first = int(world.minds.first_severity[mind])
    chances = []
    for severity in Severity:
        u = base - float(values[world.lists[first + severity]]) - band
        if noise > 0:
            chances.append(1 / (1 + math.exp(-max(min(u / noise, 700.0), -700.0))))
        else:
            chances.append(float(u > 0))
    return chances


def _disposition(campaign: Campaign, state: State, line: int, right: int) -> float:
    """Return what is stated without a condition towards whoever is on a line, in a right or not."""
    world, total = campaign.assembled.world, 0.0
    leanings, mind = world.leanings, int(world.lines.mind[line])
    for row in range(int(world.minds.first_leaning[mind]), int(world.minds.last_leaning[mind])):
        person = int(leanings.person[row])
        is_person = person != NONE and person == int(world.lines.person[line])
        institution = int(leanings.institution[row])
        if institution != NONE and institution != right:
            continue
        is_side = leanings.side[row] == world.lines.side[line]
        if not is_person and not is_side and institution == NONE:
            continue
        if leanings.first_code[row] != leanings.last_code[row]:
            continue
        value = float(state.values[leanings.value[row]])
        if leanings.is_probability[row]:
            value = min(max(value, 2.0**-53), 1 - 2.0**-53)
            value = math.log(value / (1 - value))
        total += value
    return total


def _success(campaign: Campaign, state: State, line: int) -> float:
    """Return what is believed at the start of who will prevail, as a term of the log-odds."""
    world = campaign.assembled.world
    mind = int(world.lines.mind[line])
    rows = range(int(world.minds.first_news[mind]), int(world.minds.last_news[mind]))
    weights = np.zeros(int(world.settings.n_sides[0]))
    for row in rows:
        if world.news.heard[row] == NONE:
            ratio = float(state.values[world.news.ratio[row]])
            weights[int(world.news.side[row])] += math.log(ratio)
    if not len(rows):
        return 0.0
    shares = np.exp(weights - weights.max())
    belief = float(shares[int(world.lines.side[line])] / shares.sum())
    return float(state.values[world.minds.success[mind]]) * (2 * belief - 1)
