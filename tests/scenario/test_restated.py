"""Defaults that a scenario restates: words for dispositions, weights, severity, news, hazards."""

from __future__ import annotations

from pathlib import Path

import pytest

from echelon.campaign.library import library_of
from echelon.errors import ScenarioError
from echelon.scenario.document import Document
from echelon.scenario.expressions import format_expression
from echelon.scenario.load import load_document
from echelon.scenario.provenance import Origin
from tests.minds import disposition, garrison, weights
from tests.worlds import Entry, fact, scenario_text, unit


def restated(of: str, value: object, id_: str = "restated") -> Entry:
    return Entry("defaults", {"id": id_, "of": of, "value": value})


def loaded(tmp_path: Path, *entries: Entry) -> Document:
    path = tmp_path / "small.yaml"
    path.write_text(scenario_text(garrison(unit("guards", "here"), *entries)), encoding="utf-8")
    return load_document(path)


def value_of(document: Document, part: str, id_: str, field: str) -> str:
    return format_expression(getattr(document.parts[part][id_], field))


def test_a_word_for_a_disposition_means_what_the_scenario_says(tmp_path: Path):
    entries = [restated("devoted", 3.5), disposition("guards", "red", "devoted")]
    document = loaded(tmp_path, *entries, disposition("guards", "blue", "hostile"))

    assert "3.5" == value_of(document, "dispositions", "guards_red_both", "value")
    assert "normal(-4.5; 1)" == value_of(document, "dispositions", "guards_blue_both", "value")


def test_a_word_may_stand_for_an_input_that_all_share(tmp_path: Path):
    trust = Entry("inputs", {"id": "trust", "value": "3..4"})
    entries = [trust, restated("loyal", "trust + 1"), disposition("guards", "red", "loyal")]

    assert "trust + 1" == value_of(
        loaded(tmp_path, *entries), "dispositions", "guards_red_both", "value"
    )


def test_entries_that_state_a_field_keep_it_and_the_others_take_the_restated_one(tmp_path: Path):
    news = {"fact": "victory", "side": "red"}
    document = loaded(
        tmp_path,
        fact("victory"),
        restated("news.half_life_h", "6..8"),
        Entry("news", {"id": "one", **news}),
        Entry("news", {"id": "other", **news, "half_life_h": 5}),
    )

    assert "6..8" == value_of(document, "news", "one", "half_life_h")
    assert "5" == value_of(document, "news", "other", "half_life_h")
    assert Origin.INHERITED is document.provenance["news", "one", "half_life_h"].origin


def test_a_group_comes_before_a_restated_default(tmp_path: Path):
    group = Entry("groups", {"id": "corps", "part": "units", "fields": {"forcing_h": 2}})
    entries = [group, restated("units.forcing_h", 7), unit("rifles", "here", group="corps")]
    document = loaded(tmp_path, *entries)

    assert "2" == value_of(document, "units", "rifles", "forcing_h")
    assert "7" == value_of(document, "units", "guards", "forcing_h")


def test_the_weights_of_whoever_has_none_stated_are_restated_number_by_number(tmp_path: Path):
    entries = [restated("weights.legality", 2.5), disposition("guards", "red", 1)]
    found = {it.name: it for it in library_of(loaded(tmp_path, *entries))}

    assert "2.5" == format_expression(found["weights.default.legality"].expression)
    assert "0..0.5..1.5" == format_expression(found["weights.default.form"].expression)


def test_an_entry_for_everybody_still_replaces_the_library(tmp_path: Path):
    entries = [restated("weights.legality", 2.5), disposition("guards", "red", 1), weights()]
    document = loaded(tmp_path, *entries)

    assert "0" == value_of(document, "weights", "default", "legality")
    assert not [it for it in library_of(document) if it.name.startswith("weights.")]


def test_a_what_if_may_change_what_a_word_means(tmp_path: Path):
    change = {"change": {"defaults.restated.value": 2}, "label": "softer"}
    entries = [
        restated("devoted", 3.5),
        disposition("guards", "red", "devoted"),
        Entry("what_ifs", {"id": "softer", **change}),
    ]
    document = loaded(tmp_path, *entries)

    assert "2" == value_of(
        document.with_overlay(what_if="softer"), "dispositions", "guards_red_both", "value"
    )


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ([restated("devout", 3)], "unknown-name"),
        ([restated("weights.legallity", 3)], "unknown-name"),
        ([restated("dispositions.value", 3)], "unknown-name"),
        ([restated("weights.sham", 3)], "out-of-range"),
        ([restated("weights.legality", "trust * 2")], "unknown-name"),
        ([restated("loyal", 3, "one"), restated("loyal", 4, "two")], "duplicate-id"),
    ],
)
def test_what_cannot_be_restated_is_refused(tmp_path: Path, entries: list[Entry], code: str):
    with pytest.raises(ScenarioError) as error:
        loaded(tmp_path, *entries)

    assert [code] == [fault.code for fault in error.value.faults if not fault.warning]


def test_the_evidence_for_a_restated_default_counts(tmp_path: Path):
    evidence = {"grade": "D", "note": "a guess"}
    entry = Entry("defaults", {"id": "r", "of": "devoted", "value": 3.5} | evidence)
    document = loaded(tmp_path, entry, disposition("guards", "red", "devoted"))

    assert "default `r`" not in "".join(fault.message for fault in document.warnings)
