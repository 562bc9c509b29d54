"""Names as subjects: whether they are many, their article, and the verb that goes with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from echelon.campaign.grammar import articled, clause, collective, conjugated, many, single, thing
from worlds import Entry, act, campaign_of, person, places, road, story

MANY = (
    "Railwaymen of the Warsaw line",
    "1st Don Cossacks",
    "Don horse batteries",
    "Girls of the city exchange",
    "Two companies of the 424th Chud Regiment",
    "171st, 176th and 180th Reserve Regiments",
    "Garrison and railwaymen of Bologoye",
    "Committee and garrison",
    "Infantrymen held at Pskov",
    "The people",
)
ONE = (
    "Garrison of Pskov",
    "Armoured train",
    "3rd Cavalry Corps",
    "Council of People's Commissars",
    "Company of the Women's Battalion",
    "Infantry of the two trains",
    "Field and Siege Artillery Regiment",
    "Second Congress",
    "Provisional Government",
    "XII (1st Saxon) Army Corps",
)


@pytest.mark.parametrize(("names", "is_plural"), [(MANY, True), (ONE, False)])
def test_the_head_of_a_name_tells_whether_it_is_of_many(
    names: tuple[str, ...], is_plural: bool
) -> None:
    assert [] == [name for name in names if collective(name).is_plural is not is_plural]


@pytest.mark.parametrize(
    "name",
    [
        "Colonel Rivas",
        "Charles de Gaulle",
        "Algiers",
        "Pulkovo Heights",
        "Colonel Türkmen",
        "Bremen",
    ],
)
def test_a_person_or_a_place_whose_name_ends_in_an_s_or_in_men_is_one(name: str) -> None:
    assert f"{name} falls" == clause(single(name), "fall")


@pytest.mark.parametrize(
    "name",
    [
        "The ministers",
        "Railwaymen of the Finland line",
        "Soviet and railwaymen of Dno",
        "Moscow workmen",
        "Guardsmen",
    ],
)
def test_persons_who_are_many_are_told_by_an_article_a_conjunction_or_men(name: str) -> None:
    assert single(name).is_plural


def test_a_wire_that_is_named_after_a_place_is_one() -> None:
    assert "Radio Algiers is heard" == clause(thing("Radio Algiers"), "are heard")
    assert "Radios tuned to Paris are heard" == clause(thing("Radios tuned to Paris"), "are heard")


def test_an_article_is_small_inside_a_sentence() -> None:
    assert "the Reds and the White Guard meet" == clause(
        many(["The Reds", "The White Guard"]), "meet"
    )


@pytest.mark.parametrize(
    ("verb", "singular"),
    [
        ("are", "is"),
        ("have", "has"),
        ("do", "does"),
        ("go", "goes"),
        ("carry", "carries"),
        ("obey", "obeys"),
        ("reach", "reaches"),
        ("pass", "passes"),
        ("cannot", "cannot"),
    ],
)
def test_a_verb_takes_the_number_of_its_subject(verb: str, singular: str) -> None:
    assert singular == conjugated(collective("The garrison"), verb)
    assert verb == conjugated(collective("The Reds"), verb)


def test_the_chronicle_tells_of_many_in_the_plural_and_of_one_in_the_singular(
    tmp_path: Path,
) -> None:
    def named(id_: str, name: str) -> Entry:
        return Entry(
            "units",
            {"id": id_, "name": name, "side": "red", "place": "here", "men": 100, "obedience": 0},
        )

    campaign = campaign_of(
        tmp_path,
        [
            *places("here", "there"),
            road("here", "there"),
            person("leader", "here"),
            named("rifles", "The Latvian Rifles"),
            named("garrison", "The garrison"),
            act("go", "leader", "move rifles to there; move garrison to there", 1),
        ],
    )
    told = [text for _, text in story(campaign)]

    assert "The Latvian Rifles do not obey Leader: move the Latvian Rifles to There" in told
    assert "The garrison does not obey Leader: move the garrison to There" in told


def test_the_ranks_of_what_is_somebodys_have_no_second_article() -> None:
    """They were once the ranks of the Tejero's guards."""
    assert ["Tejero's guards", "the ministers’ guard", "the Guards of O'Neill's men"] == [
        articled(name)
        for name in ("Tejero's guards", "The ministers’ guard", "Guards of O'Neill's men")
    ]


@pytest.mark.parametrize("name", ["the leaflets", "The leaflets"])
def test_a_small_article_tells_as_much_as_a_capital_one(name: str) -> None:
    assert "the leaflets are heard" == clause(thing(name), "are heard")
    assert "the leaflets are heard" == clause(single(name), "are heard")
