"""The funnel of a report, from men counted at its gates."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from analysis import stand_in
from echelon.analysis.funnel import funnels_of
from echelon.analysis.results import Results
from echelon.ensemble.columns import Column
from echelon.report.gates import funnels
from echelon.scenario.document import Document
from echelon.scenario.load import load_document

ROAD = Path(__file__).resolve().parents[2] / "src" / "echelon" / "scenarios" / "ostrov-gatchina"


def counted(side: str, **men: list[int]) -> Results:
    """Give two runs, with these men stopped at each gate of one side."""
    bare = stand_in.results(runs=2)
    arrays = {f"funnel_{side}_{gate}": np.array(each) for gate, each in men.items()}
    return Results(replace(bare.manifest), {**bare.arrays, **arrays})


def road() -> tuple[Document, str]:
    document = load_document(ROAD)
    return document, next(iter(document.parts.sides))


def test_every_man_is_left_until_the_gate_that_stops_him() -> None:
    document, side = road()
    (told,) = funnels(
        counted(side, ordered=[0, 0], command=[300, 300], railway=[100, 100], through=[600, 600]),
        document,
    )

    assert 1000 == told.ordered.median
    assert [("ordered", 1000), ("command", 700), ("railway", 600)] == [
        (gate.id, gate.left.median) for gate in told.gates
    ]


def test_opening_a_gate_gains_those_who_would_then_have_passed_the_others() -> None:
    document, side = road()
    (told,) = funnels(
        counted(side, command=[200, 300, 400], railway=[400, 350, 300], through=[400, 350, 300]),
        document,
    )
    command, railway = told.gates

    # Of 2100 men who obeyed in all runs 1050 got through: of 300 more on average, half would.
    assert command.gain is not None
    assert 150 == command.gain.median
    # Behind the railway nothing stops anybody.
    assert railway.gain is not None
    assert 350 == railway.gain.median


def test_a_side_that_nobody_moves_has_no_funnel() -> None:
    document, side = road()

    assert () == funnels(stand_in.results(runs=3), document)
    assert () == funnels(counted(side, command=[0, 0], through=[0, 0]), document)


def test_what_the_record_has_of_a_gate_stands_beside_it_and_of_the_others_nothing() -> None:
    document, side = road()
    results = counted(side, command=[200, 400], willing=[0, 0], through=[400, 300])
    facts = [fact(side, "command", 350.0), fact(side, "through", 310.0)]
    about = dict(results.manifest.about) | {"gates": facts}
    told = Results(replace(results.manifest, about=about), results.arrays)
    command, willing = funnels(told, document)[0].gates

    assert command.fact is not None
    assert (350.0, 0.5, "350") == (command.fact.best, command.fact.share, command.fact.text)
    assert command.fact_left is None
    assert willing.fact is None
    assert willing.fact_left is not None
    assert 310.0 == willing.fact_left.best
    command_men, _, through = funnels_of(
        [Column(f"funnel_{side}_{each}", "<i8", "men", "") for each in GATES],
        results.arrays,
        told.questions.gates,
    )[0].gates
    assert (350.0, 310.0) == tuple(
        gate.fact.best for gate in (command_men, through) if gate.fact is not None
    )


GATES = ("command", "willing", "through")


def fact(side: str, gate: str, men: float) -> dict[str, object]:
    return {"low": men, "best": men, "high": men, "used_for": [], "of": f"funnel_{side}_{gate}"}
