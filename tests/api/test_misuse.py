"""Wrong arguments in Python: one clear message, and what was meant."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import echelon as ec

Use = Callable[[ec.Scenario, ec.Results], Any]
ANY: Any = "ostrov-gatchina"
"""A name where a scenario is wanted, which no type checker lets pass."""


@pytest.fixture(scope="module")
def road() -> ec.Scenario:
    return ec.load("ostrov-gatchina")


@pytest.fixture(scope="module")
def results(road: ec.Scenario) -> ec.Results:
    return road.run(20)


@pytest.mark.parametrize(
    "use",
    [
        lambda road, _: ec.compare(ANY, "no_countermand", runs=2),
        lambda road, _: ec.branch(ANY, 3, "1917-11-08 00:00"),
        lambda road, _: ec.ablate(ANY, runs=2),
        lambda road, _: ec.gaps(ANY, runs=2),
        lambda road, _: road.diff(ANY),
    ],
)
def test_a_name_in_place_of_a_scenario_is_told_how_to_be_loaded(
    road: ec.Scenario, results: ec.Results, use: Use
) -> None:
    with pytest.raises(ec.EchelonError, match=r"write `load\('ostrov-gatchina'\)`"):
        use(road, results)


@pytest.mark.parametrize(
    ("use", "told"),
    [
        (lambda road, _: ec.load(ANY and 3), "by name or path, and not by 3"),
        (lambda road, _: road.with_(ANY), "changes are a mapping"),
        (lambda road, _: ec.condition(ANY and road, "1917-11-08 20:00"), "results are wanted"),
        (lambda road, results: results.chronicle(ANY), "a whole number, 0 to 19, and not"),
        (
            lambda road, results: road.what_if("no_countermand").with_layers(results),
            "another scenario",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(
    road: ec.Scenario, results: ec.Results, use: Use, told: str
) -> None:
    with pytest.raises(ec.EchelonError, match=told):
        use(road, results)


def test_a_misspelt_name_of_the_module_is_told_with_the_nearest() -> None:
    with pytest.raises(AttributeError, match="did you mean `load`"):
        _ = ec.laod
    assert not hasattr(ec, "__wrapped__")


def test_an_answer_shows_its_page_at_a_prompt_and_runs_say_which_they_are(
    road: ec.Scenario, results: ec.Results
) -> None:
    (found,) = ec.compare(road, "no_countermand", runs=5)
    hindcast = results.hindcast()

    assert (str(found), str(hindcast)) == (repr(found), repr(hindcast))
    shown = f"Results(ostrov-gatchina, runs 0 to 19 of seed 0, digest {results.digest[:12]})"
    assert shown == repr(results)
