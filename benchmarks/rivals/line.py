"""A railway line in Ciw and in Mesa beside Echelon: the same trains, and when each arrives.

Trains stand ready where a double line begins and go down it, link after link. Nothing is drawn:
what is compared is the queueing before each link, as Ciw's network of queues and as agents on
Mesa's discrete-event simulator have it.
"""

from __future__ import annotations

import json
from collections import deque
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import ciw
import mesa
from mesa.experimental.devs import DEVSimulator

from benchmarks.figures import Figure, Measure, figure
from benchmarks.speed import seconds
from echelon.campaign.simulate import Campaign, compile_campaign, observe, simulate
from echelon.engine.vocabulary import Kind
from echelon.scenario.load import load_document

LINKS = ((10, 60), (15, 45), (12, 50), (20, 40))
"""Headway and running time of each link, in minutes."""

TRAINS, RUNS = 200, 20
US_PER_MINUTE = 60_000_000
END_H = 24 * 7
KM_PER_MINUTE = 1


def _measure(name: str, label: str) -> Measure:
    return Measure(f"line_times_{name}", f"as fast as {label}, trains on a line", "times", None)


@cache
def line_campaign(trains: int = TRAINS) -> Campaign:
    """Return the line as a scenario of Echelon, ready to be run."""
    places = [f"station_{number}" for number in range(len(LINKS) + 1)]
    links = [
        {
            "id": f"link_{number}",
            "kind": "rail",
            "from": places[number],
            "to": places[number + 1],
            "length_km": running * KM_PER_MINUTE,
            "speed_km_h": 60 * KM_PER_MINUTE,
            "headway_min": headway,
        }
        for number, (headway, running) in enumerate(LINKS)
    ]
    quiet = {"loading_h": 0, "unloading_h": 0, "response_min": 0, "obedience": 1}
    army = {"id": "army", "name": "Army", "side": "red", "place": places[0], "men": trains}
    chief = {"id": "chief", "name": "Chief", "side": "red", "place": places[0]}
    go = {"id": "go", "label": "Go", "by": "chief", "kind": "order", "at": "1914-08-02 00:00"}
    scenario = {
        "echelon": 1,
        "title": "A line",
        "question": "When does each train arrive?",
        "period": {"start": "1914-08-02 00:00", "end": "1914-08-09 00:00"},
        "sides": [{"id": "red", "name": "Red"}],
        "places": [{"id": id_, "name": id_, "platforms": trains} for id_ in places],
        "links": links,
        "persons": [chief],
        "units": [army | quiet | {"echelons": trains}],
        "acts": [go | {"do": f"move army to {places[-1]}"}],
        "outcomes": [{"id": "over", "label": "Over", "otherwise": True}],
    }
    with TemporaryDirectory() as folder:
        path = Path(folder) / "line.yaml"
        path.write_text(json.dumps(scenario, indent=1), encoding="utf-8")
        return compile_campaign(load_document(path))


def arrivals_in_echelon(trains: int = TRAINS) -> list[float]:
    """Return the minutes at which trains are at the end of the line."""
    state = observe(line_campaign(trains), 0, 0)
    rows = state.trace[: int(state.clock.n_trace[0])]
    detrained = rows[rows.kind == Kind.ECHELON_DETRAINED]
    return sorted((detrained.time_us / US_PER_MINUTE).tolist())


def arrivals_in_ciw(trains: int = TRAINS) -> list[float]:
    """Return the same from a network of queues: a server for each headway, and the way after it."""
    nodes = [(headway, 1) for headway, _ in LINKS]
    ways = [(running - headway, float("inf")) for headway, running in LINKS]
    order = [node for pair in zip(nodes, ways, strict=True) for node in pair]
    first = ciw.dists.Sequential([*([0.0] * trains), float("inf")])
    size = len(order)
    network = ciw.create_network(
        arrival_distributions=[first, *[None] * (size - 1)],
        service_distributions=[ciw.dists.Deterministic(float(time)) for time, _ in order],
        number_of_servers=[servers for _, servers in order],
        routing=[[float(to == at + 1) for to in range(size)] for at in range(size)],
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_customers(trains, method="Finish")
    records = simulation.get_all_records()
    return sorted(record.exit_date for record in records if record.node == size)


class Train(mesa.Agent):
    """A train that asks for one link after the other."""

    def reach(self, number: int) -> None:
        """Be at the beginning of a link, or at the end of the line."""
        if number == len(LINKS):
            self.model.arrived.append(self.model.simulator.time)
        else:
            self.model.waiting[number].append(self)
            self.model.let_go(number)


class Line(mesa.Model):
    """The line: who waits before each link, and whether it may be entered."""

    def __init__(self, trains: int, simulator: DEVSimulator) -> None:
        super().__init__()
        self.simulator = simulator
        self.waiting: list[deque[Train]] = [deque() for _ in LINKS]
        self.is_free = [True] * len(LINKS)
        self.arrived: list[float] = []
        simulator.setup(self)
        for _ in range(trains):
            simulator.schedule_event_now(Train(self).reach, function_args=[0])

    def let_go(self, number: int) -> None:
        """Let the next train onto a link if one waits and the link is free."""
        if not self.waiting[number] or not self.is_free[number]:
            return
        headway, running = LINKS[number]
        train = self.waiting[number].popleft()
        self.is_free[number] = False
        plan = self.simulator.schedule_event_relative
        plan(self.free, headway, function_args=[number])
        plan(train.reach, running, function_args=[number + 1])

    def free(self, number: int) -> None:
        """Let a link be entered again."""
        self.is_free[number] = True
        self.let_go(number)


def arrivals_in_mesa(trains: int = TRAINS) -> list[float]:
    """Return the same from agents on Mesa's discrete-event simulator."""
    simulator = DEVSimulator()
    line = Line(trains, simulator)
    simulator.run_until(60.0 * END_H)
    return sorted(line.arrived)


def measure_line(repetitions: int) -> list[Figure]:
    """Measure how many times as fast as Ciw and Mesa the line runs, turn about on one core."""
    campaign = line_campaign()
    simulate(campaign, 0, 0, 1)
    ratios: dict[str, list[float]] = {"ciw": [], "mesa": []}
    for _ in range(repetitions):
        ours = seconds(partial(simulate, campaign, 0, 0, RUNS)) / RUNS
        ratios["ciw"].append(seconds(arrivals_in_ciw) / ours)
        ratios["mesa"].append(seconds(arrivals_in_mesa) / ours)
    labels = {"ciw": "Ciw", "mesa": "Mesa"}
    return [figure(_measure(name, labels[name]), values) for name, values in ratios.items()]
