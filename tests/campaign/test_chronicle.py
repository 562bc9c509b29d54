"""A chronicle is worded as people speak: orders as orders, marches as marches."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.verdicts import deed, institution, office, view
from minds import disposition, garrison, severities, weights
from worlds import (
    Entry,
    act,
    campaign_of,
    fact,
    order,
    person,
    places,
    road,
    story,
    unit,
    wire,
)


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        ("move column to field by road", "move Column to Field"),
        ("halt column", "halt Column"),
        ("resume column", "let Column go on"),
        ("detrain column", "let Column leave the trains"),
        ("force column", "let Column force the way"),
    ],
)
def test_a_letter_with_an_order_is_told_as_an_order(tmp_path: Path, deed: str, words: str):
    entries = [
        *places("capital", "camp", "field"),
        wire("capital", "camp", delay_min=10),
        road("camp", "field"),
        person("chief", "capital"),
        unit("column", "camp"),
        act("order", "chief", deed),
    ]
    told = story(campaign_of(tmp_path, entries))

    assert (10.0, f"A message is read to Column: {words}") in told


def test_a_column_sets_out_from_place_to_place_and_comes_there(tmp_path: Path):
    entries = [
        *places("camp", "field"),
        road("camp", "field"),
        person("chief", "camp"),
        unit("column", "camp"),
        act("order", "chief", "move column to field by road"),
    ]
    told = story(campaign_of(tmp_path, entries))

    assert (0.0, "Column sets out from Camp for Field") in told
    assert (120.0, "Column comes to Field") in told


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        ("tell red_leader alarm", "tell Red_Leader: alarm"),
        ("ask red_leader whether alarm", "ask Red_Leader whether alarm"),
        ("go to there by road", "go to There"),
    ],
)
def test_what_a_person_chooses_to_do_is_told_in_words(tmp_path: Path, deed: str, words: str):
    entries = garrison(
        fact("alarm", known_to="go_between"),
        person("go_between", "here"),
        weights(),
        severities(),
        disposition("go_between", "red", 20),
        order("errand", "go_between", "heard(alarm)", deed, on_behalf_of="red_leader"),
    )
    told = [text for _, text in story(campaign_of(tmp_path, entries))]

    assert any(f"to {words} for" in text for text in told), told


def test_word_of_what_a_peer_does_is_told_as_such(tmp_path: Path):
    entries = garrison(
        unit("first", "here"),
        unit("second", "there"),
        weights(),
        weights("of_second", of="second", among="first", peers=1),
        severities(),
        disposition("first", "red", 20),
        disposition("second", "red", 0),
        act("call", "red_leader", "move first to there by road"),
    )
    told = [text for _, text in story(campaign_of(tmp_path, entries))]

    assert "A message is read to Second: a peer obeys Red" in told


def test_an_act_that_its_author_is_not_free_to_do_is_told_as_not_done(tmp_path: Path):
    entries = [
        *places("here"),
        person("anna", "here"),
        person("boris", "here"),
        institution("council"),
        office("chair", "council", "anna"),
        view("all_of_them", "council"),
        act("takes", "boris", "arrest anna", 1),
        deed("calls", "appeal", 2, office="chair"),
        act("frees", "boris", "release anna", 3),
    ]
    told = [(at, text) for at, text in story(campaign_of(tmp_path, entries)) if "alls" in text]

    assert (120.0, "Anna does not do it, being on the way or not free: calls") == told[0]
    assert (180.0, "Calls") == told[1]


def test_what_is_broadcast_is_told_as_it_is_heard_and_not_as_an_order(tmp_path: Path) -> None:
    voice: dict[str, object] = {"id": "voice", "name": "The voice", "kind": "radio", "reach": "all"}
    entries = [
        *places("capital"),
        Entry("channels", voice | {"delay_min": 0, "service_min": 0}),
        person("chief", "capital"),
        person("clerk", "capital"),
        fact("news"),
        act("speech", "chief", "announce news by voice"),
        order("hears", "clerk", "heard(news)", "tell chief news"),
    ]

    assert (0.0, "The voice is heard: news") in story(campaign_of(tmp_path, entries))
