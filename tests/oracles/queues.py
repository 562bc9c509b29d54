"""Queues of the shipped engine, and the same queues in SimPy and Ciw with the same given times."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import NamedTuple

import ciw
import numpy as np
import simpy

from echelon.campaign.simulate import Campaign, observe
from echelon.engine.vocabulary import Kind
from worlds import Entry, fact, order, person, places

STEPS_OF_A_LETTER = [
    Kind.LETTER_HANDED_IN,
    Kind.LETTER_REACHES_EXCHANGE,
    Kind.LETTER_TAKES_CHANNEL,
    Kind.WIRE_FREE,
]


class Job(NamedTuple):
    """A letter or train that asks for service, in whole microseconds."""

    arrival: int
    start: int
    end: int


def endless_telegrams(mean_min: float) -> list[Entry]:
    """Return a clerk who hands in a telegram after each of a series of exponential intervals.

    A gate that he opens and shuts in turn is what makes his standing orders follow one another.
    """
    delay: dict[str, object] = {"repeat": True, "delay_min": f"{mean_min} * each(exponential(1))"}
    return [
        *places("here", "there"),
        person("clerk", "here"),
        person("reader", "there"),
        fact("news"),
        order("shut", "clerk", "open(here)", "close here; tell reader news", **delay),
        order("unlock", "clerk", "not open(here)", "open here; tell reader news", **delay),
    ]


def jobs_on(campaign: Campaign, channel: str, *, seed: int = 0, run: int = 0) -> list[Job]:
    """Return the letters that a channel carried from its first end, in the order of their coming.

    Letters that are still under way when the period ends are left out, and those after them.
    """
    row = list(campaign.document.parts.channels).index(channel)
    place = int(campaign.assembled.world.channels.from_place[row])
    state = observe(campaign, seed, run)
    came: dict[int, int] = {}
    begun: dict[int, int] = {}
    ended: dict[int, int] = {}
    rows = state.trace[: int(state.clock.n_trace[0])]
    rows = rows[np.isin(rows.kind, STEPS_OF_A_LETTER)]
    columns = (rows.kind, rows.who, rows.detail, rows.extra, rows.time_us)
    for kind, who, detail, extra, time_us in zip(*(it.tolist() for it in columns), strict=True):
        if kind in (Kind.LETTER_HANDED_IN, Kind.LETTER_REACHES_EXCHANGE):
            if who not in begun:
                came[who] = time_us
        elif kind == Kind.LETTER_TAKES_CHANNEL and detail == row and extra == place:
            begun[who] = time_us
        elif kind == Kind.WIRE_FREE and who == 2 * row:
            ended[detail] = time_us
    jobs = []
    for letter, start in begun.items():
        if letter not in ended:
            break
        jobs.append(Job(came[letter], start, ended[letter]))
    return jobs


def by_simpy(arrivals: Sequence[int], services: Sequence[int], servers: int) -> list[Job]:
    """Return the same jobs as SimPy serves them, first come, first served."""
    environment = simpy.Environment()
    resource = simpy.Resource(environment, servers)
    jobs: list[Job] = []

    def job(arrival: int, service: int) -> Generator[simpy.Event, None, None]:
        yield environment.timeout(arrival)
        with resource.request() as turn:
            yield turn
            start = environment.now
            yield environment.timeout(service)
        jobs.append(Job(arrival, start, environment.now))

    for arrival, service in zip(arrivals, services, strict=True):
        environment.process(job(arrival, service))
    environment.run()
    return sorted(jobs)


def by_ciw(arrivals: Sequence[int], services: Sequence[int], servers: int) -> list[Job]:
    """Return the same jobs as Ciw serves them."""
    gaps = [after - before for before, after in zip([0, *arrivals[:-1]], arrivals, strict=True)]
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Sequential([*gaps, float("inf")])],
        service_distributions=[ciw.dists.Sequential(list(services))],
        number_of_servers=[servers],
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_customers(len(arrivals), method="Finish")
    return sorted(
        Job(
            round(record.arrival_date),
            round(record.service_start_date),
            round(record.service_end_date),
        )
        for record in simulation.get_all_records()
    )
