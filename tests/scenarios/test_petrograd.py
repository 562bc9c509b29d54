"""What the flagship promises: that it is sound, and not set from how the crisis went."""

from __future__ import annotations

from pathlib import Path

import pytest

import echelon.scenario
from echelon.scenario.document import Document
from echelon.scenario.load import check_document, load_document

FOLDER = Path(echelon.scenario.__file__).resolve().parents[1] / "scenarios" / "petrograd-1917"

WHAT_IFS = {
    "committee_calls_alone",
    "companies_arrive",
    "kerensky_stays_away",
    "no_countermand",
    "no_halt",
    "railwaymen_hold_no_train",
    "railwaymen_work_for_both",
    "railwaymen_work_for_neither",
    "rising_waits",
}


@pytest.fixture(scope="module")
def document() -> Document:
    return load_document(FOLDER)


def test_it_has_neither_errors_nor_warnings_in_any_version() -> None:
    check = check_document(FOLDER)

    assert () == check.faults
    assert () == check.warnings
    assert check.document is not None


def test_no_fact_that_must_be_scored_sets_an_input(document: Document) -> None:
    used = [
        fact.id for fact in document.parts.record.values() if fact.priority == 1 and fact.used_for
    ]

    assert [] == used


@pytest.mark.parametrize(
    "event",
    ["e004", "e005", "e009", "e012", "e013", "e015", "e016", "e018", "e025", "e054", "e059"],
)
def test_the_facts_of_movement_that_matter_most_are_scored(document: Document, event: str) -> None:
    assert 1 == document.parts.record[event].priority


def test_only_what_the_model_cannot_cause_is_dated_after_the_knowledge_date(
    document: Document,
) -> None:
    exogenous = {act.id for act in document.parts.acts.values() if act.exogenous}

    assert {"congress_opens", "pskov_conference_votes", "palace_falls"} == exogenous


def test_every_uncertain_choice_has_one_of_three_shared_probabilities(document: Document) -> None:
    # Decision 0004: nobody's choice is set from how it turned out.
    named = {
        order.obedience.name
        for order in document.parts.orders.values()
        if document.provenance["orders", order.id, "obedience"].origin.value != "default"
    }

    assert {"contested_choice", "soviet_stations_hold", "mixed_stations_hold"} == named


def test_every_unit_that_may_march_has_the_disposition_of_its_kind(document: Document) -> None:
    disposed = {disposition.of for disposition in document.parts.dispositions.values()}
    without = {
        unit.group or unit.id
        for unit in document.parts.units.values()
        if unit.group not in disposed and unit.id not in disposed
    }

    # The companies offer themselves: whether they come is a plain probability.
    assert {"bystanders", "volunteer_companies"} == without


def test_the_warsaw_line_is_as_long_as_the_dossier_has_it(document: Document) -> None:
    sections = (
        "pskov_ostrov",
        "strugi_belye_pskov",
        "luga_strugi_belye",
        "siverskaya_luga",
        "gatchina_siverskaya",
    )
    lengths_km = [document.parts.links[id_].length_km.distribution.mean() for id_ in sections]

    assert 284.0 == pytest.approx(sum(lengths_km))


def test_single_track_has_a_loop_about_every_ten_to_fifteen_kilometres(
    document: Document,
) -> None:
    gaps_km = [
        link.length_km.distribution.mean() / (link.crossing_places + 1)
        for link in document.parts.links.values()
        if link.kind == "rail" and link.tracks == 1 and link.crossing_places
    ]

    assert all(10 <= gap_km <= 16 for gap_km in gaps_km)


@pytest.mark.parametrize("number", range(1, 17))
def test_every_wire_of_the_dossier_is_there(document: Document, number: int) -> None:
    assert any(id_.startswith(f"tg{number:02}_") for id_ in document.parts.channels)


def test_the_accounts_differ_from_the_one_that_holds_to_the_documents(
    document: Document,
) -> None:
    hashes = {id_: document.with_overlay(account=id_).scenario_hash for id_ in document.accounts}

    assert len(document.accounts) == len(set(hashes.values()))
    assert document.scenario_hash == hashes["as_the_documents_have_it"]


def test_the_what_ifs_each_change_the_scenario(document: Document) -> None:
    assert WHAT_IFS == set(document.what_ifs)
    for what_if in WHAT_IFS:
        assert document.scenario_hash != document.with_overlay(what_if=what_if).scenario_hash


def test_without_the_countermand_nobody_else_loses_an_order(document: Document) -> None:
    without = document.with_overlay(what_if="no_countermand")

    assert {"cheremisov_stops_the_trains"} == set(document.parts.orders) - set(without.parts.orders)
