"""The ODD protocol of 2020, filled in from a scenario and the model's own documentation."""

from __future__ import annotations

from echelon.report.export import described
from echelon.report.export.markdown import bullets, code, page, plain
from echelon.scenario.document import Document

PURPOSE = (
    "The model is to explain one past event by campaign analysis: how likely it was to end as it "
    "did on what could be known, and which decisions, conditions and doubts that hangs on. It "
    "predicts nothing. The question of this scenario:"
)
NO_LEARNING = (
    "No rule of anybody's conduct changes during a run. What changes is what each knows, and "
    "thereby which of the standing orders apply."
)
OBJECTIVES = (
    "Nobody maximises anything. Persons carry out standing orders that say what each would do on "
    "coming to know something; who is ordered chooses whether to obey."
)
EMERGENCE = (
    "Who reaches which place, when, and how it ends is not set: it comes of movement, of messages "
    "and of choices. Dated acts and standing orders, and each value in the register, are imposed."
)


def odd(document: Document) -> str:
    """Describe a scenario by the ODD protocol.

    Parameters
    ----------
    document : Document
        A checked scenario.

    Returns
    -------
    str
        Markdown with the seven elements and the eleven design concepts.

    References
    ----------
    V. Grimm et al. (2020), "The ODD protocol for describing agent-based and other simulation
    models: a second update to improve clarity, replication, and structural realism", Journal of
    Artificial Societies and Social Simulation 23 (2) 7.
    """
    return page(
        described.heading(document, "ODD description"),
        *_overview(document),
        "## 4. Design concepts",
        *_concepts(),
        *_details(document),
    )


def _overview(document: Document) -> tuple[str, ...]:
    parts = document.parts
    labels = {id_: time.label for id_, time in parts.times.items()}
    labels |= {id_: quantity.label for id_, quantity in parts.quantities.items()}
    facts = [
        f"{plain(fact.label or (labels[fact.of] if fact.of else fact.gate))} "
        f"({code(fact.of or fact.gate)})"
        for fact in parts.record.values()
    ]
    return (
        "## 1. Purpose and patterns",
        PURPOSE,
        plain(document.settings.question),
        "The model is judged by whether the runs contain what is recorded, each fact at its time:"
        if facts
        else "The scenario has no record to be judged by.",
        bullets(facts),
        "## 2. Entities, state variables, and scales",
        described.entities(document),
        described.period(document) + " Time is continuous, in whole microseconds; distances are "
        "kilometres along links; there is no grid.",
        "## 3. Process overview and scheduling",
        "The model is a discrete-event simulation: the next event is carried out, changes the "
        "state, and schedules others. Every event has a cause.",
        described.whole("order-of-events"),
        described.rules("time"),
    )


def _concepts() -> tuple[str, ...]:
    concepts = (
        ("Basic principles", described.rules("conduct", "knowledge", "rail", "authority")),
        ("Emergence", EMERGENCE),
        ("Adaptation", described.rules("conduct", "obedience", "staffs", "choice")),
        ("Objectives", OBJECTIVES),
        ("Learning", NO_LEARNING),
        ("Prediction", described.rules("estimates")),
        ("Sensing", described.rules("knowledge", "messages", "broadcasts")),
        ("Interaction", described.rules("messages", "stations", "interference", "contact")),
        ("Stochasticity", described.rules("draws")),
        ("Collectives", described.rules("staffs", "bodies", "journeys", "columns")),
        ("Observation", described.rules("outcomes")),
    )
    return tuple(f"### {name}\n\n{words}" for name, words in concepts)


def _details(document: Document) -> tuple[str, ...]:
    parts = document.parts
    closed = sum(
        len(each.closed) for part in (parts.links, parts.channels) for each in part.values()
    )
    return (
        "## 5. Initialization",
        f"Every run begins at {document.calendar.format_moment(0)} with all units, persons and "
        "holders where the scenario puts them, and draws each uncertain value once, keyed by its "
        "name; runs differ in nothing else.",
        described.inputs(document),
        "## 6. Input data",
        f"No time series drives the model. Dated acts ({len(parts.acts)}) and times at which links "
        f"and channels are closed ({closed}) stand in the scenario.",
        "## 7. Submodels",
        *described.all_rules(),
    )
