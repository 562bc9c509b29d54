"""The STRESS-DES checklist, filled in from a scenario and the model's own documentation."""

from __future__ import annotations

from echelon.report.export import described
from echelon.report.export.markdown import bullets, code, page, plain
from echelon.scenario.document import Document
from echelon.version import VERSION

REQUIRED = "3.11"

DIAGRAM = """```mermaid
flowchart LR
  order["order, act or news"] --> letter["message over a channel"]
  letter --> knows["receiver knows"]
  knows --> judges["verdict in his view"]
  judges --> chooses["command and ranks choose"]
  chooses --> loads["unit loads"]
  loads --> waits["waits for the line"]
  waits --> runs["runs"]
  runs --> detrains["detrains"]
  detrains --> meets["meets others, holds places"]
  meets --> outcome["outcome at the end of the period"]
  meets --> order
```

In words: order, act or news; message; receiver knows; verdict in his view; command and ranks
choose; unit loads, waits for the line, runs, detrains; it meets others and holds places, of which
there is news again; outcome at the end of the period."""


def stress(document: Document) -> str:
    """Describe a scenario by the checklist for discrete-event simulation.

    Parameters
    ----------
    document : Document
        A checked scenario.

    Returns
    -------
    str
        Markdown with every item of the checklist in its six sections.

    References
    ----------
    T. Monks et al. (2019), "Strengthening the reporting of empirical simulation studies:
    introducing the STRESS guidelines", Journal of Simulation 13 (1), 55-67.
    """
    sections = (
        ("1. Objectives", _objectives(document)),
        ("2. Logic", _logic(document)),
        ("3. Data", _data(document)),
        ("4. Experimentation", _experimentation(document)),
        ("5. Implementation", _implementation()),
        ("6. Code access", (("6.1 Computer model sharing statement", _sharing(document)),)),
    )
    blocks = [described.heading(document, "STRESS-DES checklist")]
    for name, items in sections:
        blocks += [f"## {name}", *(f"### {title}\n\n{words}" for title, words in items)]
    return page(*blocks)


Items = tuple[tuple[str, str], ...]


def _objectives(document: Document) -> Items:
    what_ifs = bullets(
        f"{code(id_)}: {plain(what_if.label)}" for id_, what_if in document.parts.what_ifs.items()
    )
    return (
        ("1.1 Purpose of the model", plain(document.settings.question)),
        (
            "1.2 Model outputs",
            f"{described.outcomes(document)}\n\n{described.measures(document)}",
        ),
        (
            "1.3 Experimentation aims",
            "Probabilities with their uncertainty, and what moves them. "
            + (f"What-ifs:\n\n{what_ifs}" if what_ifs else "No what-ifs are stated."),
        ),
    )


def _logic(document: Document) -> Items:
    parts = document.parts
    return (
        (
            "2.1 Base model overview diagram",
            DIAGRAM,
        ),
        (
            "2.2 Base model logic",
            described.rules(
                *("conduct", "messages", "knowledge", "authority", "obedience"),
                *("rail", "stations", "contact", "order-of-events"),
            ),
        ),
        (
            "2.3 Scenario logic",
            f"{len(parts.orders)} standing orders, {len(parts.acts)} dated acts, "
            f"{len(parts.what_ifs)} what-ifs, {len(parts.accounts)} rival accounts. A what-if is "
            "laid over the base and meets the same draws.",
        ),
        ("2.4 Algorithms", described.rules("draws", "stations", "estimates", "closures")),
        ("2.5.1 Entities", described.entities(document)),
        ("2.5.2 Activities", described.rules("journeys", "columns", "interference")),
        (
            "2.5.3 Resources",
            f"{len(parts.links)} links with tracks and paths a day, platforms at "
            f"{len(parts.places)} places and counted wagons at "
            f"{sum(place.wagons is not None for place in parts.places.values())} of them, "
            f"{len(parts.channels)} channels with so many wires.",
        ),
        (
            "2.5.4 Queues",
            "Trains wait for a line, and for a platform and wagons, by priority and then in order "
            "of arrival; messages wait for a wire in order of arrival.",
        ),
        (
            "2.5.5 Entry/exit points",
            "None: all men, trains and persons are there from the start, and men are conserved.",
        ),
    )


def _data(document: Document) -> Items:
    works = bullets(
        f"{code(key)}: {plain(work.text)}" for key, work in sorted(document.sources.items())
    )
    return (
        ("3.1 Data sources", works or "The scenario cites no works."),
        (
            "3.2 Pre-processing",
            "None by the program: values stand in the scenario as they are read.",
        ),
        ("3.3 Input parameters", described.inputs(document)),
        (
            "3.4 Assumptions",
            "Defaults are assumptions of the language; `echelon check` counts them. What the rules "
            f"leave out:\n\n{described.left_out()}",
        ),
    )


def _experimentation(document: Document) -> Items:
    return (
        (
            "4.1 Initialisation",
            "No warm-up: a run begins as the scenario says, not in a steady state.",
        ),
        ("4.2 Run length", described.period(document)),
        (
            "4.3 Estimation approach",
            "Independent replications, by default 10 000; Wilson intervals for probabilities; "
            "common random numbers and paired intervals for what-ifs.",
        ),
    )


def _implementation() -> Items:
    return (
        (
            "5.1 Software or programming language",
            f"echelon {VERSION}, in Python; the engine is compiled by Numba.",
        ),
        (
            "5.2 Random sampling",
            "Philox4x32-10, keyed by seed, run, name and purpose; one uniform a variate, by the "
            "inverse of its distribution. Runs are the same bits on every machine.",
        ),
        ("5.3 Model execution", described.rules("order-of-events")),
        (
            "5.4 System specification",
            f"Any that runs Python {REQUIRED} or later, on one machine or, by Dask, on several; "
            "the results are the same bits on each. The first run of a version compiles the "
            "engine, about a minute; how long runs take stands in `benchmarks/results.yaml`.",
        ),
    )


def _sharing(document: Document) -> str:
    return (
        "echelon is free software under the Apache License 2.0. The scenario is a folder of text, "
        f"hash {code(document.scenario_hash)}; a report (`echelon report`) carries a copy."
    )
