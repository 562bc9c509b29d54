"""What the first scenario promises: that it is sound, and not set from how the march went."""

from __future__ import annotations

from pathlib import Path

import pytest

import echelon.scenario
from echelon.scenario.document import Document
from echelon.scenario.load import check_document, load_document

FOLDER = Path(echelon.scenario.__file__).resolve().parents[1] / "scenarios" / "ostrov-gatchina"


@pytest.fixture(scope="module")
def document() -> Document:
    return load_document(FOLDER)


def test_it_has_neither_errors_nor_warnings_in_any_version() -> None:
    check = check_document(FOLDER)

    assert () == check.faults
    assert check.document is not None


def test_no_fact_that_must_be_scored_sets_an_input(document: Document) -> None:
    used = [
        fact.id for fact in document.parts.record.values() if fact.priority == 1 and fact.used_for
    ]

    assert [] == used


def test_everything_that_is_measured_has_a_fact_beside_it_or_is_left_at_ostrov(
    document: Document,
) -> None:
    measured = {*document.parts.times, *document.parts.quantities}
    recorded = {fact.of for fact in document.parts.record.values()}

    assert {"men_left_at_ostrov"} == measured - recorded


def test_every_uncertain_choice_has_the_same_probability(document: Document) -> None:
    # Decision 0004: nobody's choice is set from how it turned out.
    obedience = {
        order.obedience
        for order in document.parts.orders.values()
        if document.provenance["orders", order.id, "obedience"].origin.value == "supplied"
    }

    assert 1 == len(obedience)


def test_what_was_chosen_after_the_knowledge_date_is_no_dated_act(document: Document) -> None:
    acts = set(document.parts.acts)

    assert {
        "kerensky_drives_to_pskov",
        "krasnov_orders_entraining",
        "pskov_conference_votes",
    } == acts


def test_the_line_is_as_long_as_the_dossier_has_it(document: Document) -> None:
    sections = (
        "ostrov_pskov",
        "pskov_strugi",
        "strugi_luga",
        "luga_siverskaya",
        "siverskaya_gatchina",
    )
    lengths_km = [document.parts.links[id_].length_km.distribution.mean() for id_ in sections]

    assert 284.0 == pytest.approx(sum(lengths_km))


def test_the_accounts_differ_in_why_krasnov_came_to_pskov(document: Document) -> None:
    versions = {
        account: document.with_overlay(account=account).parts.orders["krasnov_goes_to_pskov"].when
        for account in document.accounts
    }

    assert 2 == len(set(versions.values()))


def test_without_the_countermand_nobody_stops_the_trains(document: Document) -> None:
    without = document.with_overlay(what_if="no_countermand")

    assert {"cheremisov_stops_the_trains"} == set(document.parts.orders) - set(without.parts.orders)
