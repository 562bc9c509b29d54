"""Pools: companies without a name offer themselves, are held back, and cross in small groups."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from echelon.campaign.simulate import simulate
from echelon.scenario.expressions import format_expression
from echelon.scenario.load import load_document
from minds import disposition, severities, weights
from worlds import (
    Entry,
    act,
    campaign_of,
    fact,
    order,
    person,
    places,
    quantity,
    road,
    scenario_text,
    story,
    unit,
    wire,
)

DAWN = "time >= 1900-01-01 05:00"
SOONER = {"offers_after_min": 60, "accepted_after_min": 30, "willing": 1, "noticed": 0}


def a_front(*more: Entry) -> list[Entry]:
    return [
        *places("front", "town"),
        road("front", "town"),
        wire("front", "town"),
        person("envoy", "town"),
        unit("regiment", "front", side="blue", men=3000),
        *more,
    ]


def pool(**fields: object) -> Entry:
    named: dict[str, object] = {"id": "volunteers", "name": "the volunteers", "of": "regiment"}
    named |= {"side": "red", "companies": 3, "men": 90, "groups": 2, "response_min": 0}
    named |= {"offers_when": DAWN, "to": "envoy", "crosses_to": "town"}
    return Entry("pools", named | {"march_km_h": 4, "march_h_per_day": 24} | SOONER | fields)


THROUGH = quantity("through", "men(volunteers; town)")


def texts(folder: Path, *entries: Entry, run: int = 0) -> list[str]:
    return [text for _, text in story(campaign_of(folder, a_front(*entries)), run=run)]


def test_a_company_offers_itself_is_accepted_and_comes_in_small_groups(tmp_path: Path):
    told = texts(tmp_path, pool())

    assert "2nd company of the volunteers offers itself" in told
    assert "Envoy hears: 3rd company of the volunteers offers itself" in told
    assert "1st company of the volunteers, group 2 comes to Town" in told
    assert "1st company of the volunteers stands assembled at Town" in told


def test_a_pool_is_the_same_as_its_companies_written_out(tmp_path: Path):
    by_hand = []
    for number, name in ((1, "1st"), (2, "2nd")):
        id_ = f"volunteers_{number}"
        called = f"{name} company of the volunteers"
        by_hand += [
            unit(id_, "front", name=called, men="60..120", echelons=2, loading_h=1, unloading_h=1),
            fact(f"{id_}_offers", label=f"{called} offers itself"),
            fact(f"{id_}_accepted", label=f"{called} is asked to come"),
            order(
                f"{id_}_offers_itself",
                id_,
                f"men({id_}; front) > 0 and ({DAWN})",
                f"tell envoy {id_}_offers",
                label=f"{called} offers itself",
                delay_min="60..90..200",
                obedience=0.5,
            ),
            order(
                f"{id_}_is_accepted",
                "envoy",
                f"heard({id_}_offers)",
                f"tell {id_} {id_}_accepted",
                label=f"{called} is asked to come",
                delay_min=30,
            ),
            order(
                f"{id_}_sets_out",
                id_,
                f"heard({id_}_accepted)",
                f"infiltrate {id_} to town",
                label=f"{called} sets out in small groups",
            ),
        ]
    short = pool(
        companies=2,
        men="60..120",
        of=None,
        place="front",
        offers_after_min="60..90..200",
        willing=0.5,
        loading_h=1,
        unloading_h=1,
    )
    total = quantity("through", "men(volunteers_1; town) + men(volunteers_2; town)")
    expected = campaign_of(tmp_path, a_front(*by_hand, total))
    found = campaign_of(tmp_path, a_front(short, THROUGH))

    for run in range(4):
        assert story(expected, run=run) == story(found, run=run)


def test_those_beyond_the_drawn_number_have_no_men_and_do_nothing(tmp_path: Path):
    told = texts(tmp_path, pool(present=2))

    assert [] == [text for text in told if "3rd company" in text]
    assert [] != [text for text in told if text.startswith("2nd company")]
    campaign = campaign_of(tmp_path, a_front(pool(present="choice(0=0.5; 2=0.5)"), THROUGH))
    assert {0.0, 180.0} == set(simulate(campaign, 0, 0, 20).columns["quantity_through"])


@pytest.mark.parametrize(("noticed_after_min", "through"), [(10, 0.0), (2000, 270.0)])
def test_a_company_is_held_back_only_while_it_is_there(
    tmp_path: Path, noticed_after_min: float, through: float
):
    kept = pool(noticed=1, noticed_after_min=noticed_after_min)
    campaign = campaign_of(tmp_path, a_front(kept, THROUGH))

    assert [through] == list(simulate(campaign, 0, 0, 1).columns["quantity_through"])
    is_told = [text for _, text in story(campaign) if "hold 1st company" in text]
    assert (through == 0.0) == (is_told != [])


def test_those_around_hold_back_only_when_they_know_why(tmp_path: Path):
    kept = pool(noticed=1, noticed_after_min=10, held_back_when="heard(why)")
    ignorant = campaign_of(tmp_path, a_front(kept, fact("why", known_to="envoy"), THROUGH))
    knowing = campaign_of(tmp_path, a_front(kept, fact("why", known_to="regiment"), THROUGH))

    assert [270.0] == list(simulate(ignorant, 0, 0, 1).columns["quantity_through"])
    assert [0.0] == list(simulate(knowing, 0, 0, 1).columns["quantity_through"])


def test_men_of_companies_are_among_those_of_the_unit_around_them_and_leave_it_with_them(
    tmp_path: Path,
):
    left = quantity("left", "men(regiment; front)")
    everybody = quantity(
        "all", "men(regiment; front) + men(volunteers; front) + men(volunteers; town)"
    )
    whole = campaign_of(tmp_path, a_front(pool(), left, everybody, THROUGH))
    without = campaign_of(tmp_path, a_front(pool(taken_from_unit=False), left, everybody))
    columns = simulate(whole, 0, 0, 1).columns

    assert (2730.0, 270.0, 3000.0) == tuple(
        columns[f"quantity_{each}"][0] for each in ("left", "through", "all")
    )
    assert [3270.0] == list(simulate(without, 0, 0, 1).columns["quantity_all"])


def test_of_companies_that_are_not_there_nobody_is_taken_from_the_unit_around_them(tmp_path: Path):
    left = quantity("left", "men(regiment; front)")
    few = pool(present="choice(0=0.5; 2=0.5)", men="60..120")
    columns = simulate(campaign_of(tmp_path, a_front(few, left, THROUGH)), 0, 0, 20).columns

    assert {True, False} == set(columns["quantity_left"] == 3000.0)
    assert np.all(np.abs(3000.0 - columns["quantity_left"] - columns["quantity_through"]) <= 1.5)


def test_a_unit_that_is_taken_from_another_leaves_it_as_many_fewer_and_never_fewer_than_none(
    tmp_path: Path,
):
    entries = [
        *places("camp"),
        unit("division", "camp", men="9000..12000"),
        unit("regiment", "camp", men=3000, taken_from="division"),
        unit("battalion", "camp", men=700, taken_from="regiment"),
        unit("pair", "camp", men=2),
        unit("three", "camp", men=3, taken_from="pair"),
    ]
    strengths = [
        quantity(f"of_{id_}", f"men({id_}; camp)")
        for id_ in ("division", "regiment", "battalion", "pair")
    ]
    columns = simulate(campaign_of(tmp_path, [*entries, *strengths]), 0, 0, 20).columns
    division = columns["quantity_of_division"]

    assert 6000.0 <= division.min() < division.max() <= 9000.0
    assert {2300.0} == set(columns["quantity_of_regiment"])
    assert {700.0} == set(columns["quantity_of_battalion"])
    assert {0.0} == set(columns["quantity_of_pair"])


def test_an_order_that_waits_for_a_pool_is_one_for_each_company(tmp_path: Path):
    sent = order(
        "sent on", "envoy", "arrived(volunteers; town)", "move volunteers to front", delay_min=5
    )
    told = texts(tmp_path, pool(offers_after_min="60..600"), sent)
    document = load_document(tmp_path / "small.yaml")

    assert {"sent_on_1", "sent_on_2", "sent_on_3"} <= set(document.parts.orders)
    assert "sent_on" not in document.parts.orders
    begun = [text for text in told if "begins to carry out: move" in text]
    assert 3 == len(begun) == len(set(begun))


def test_a_disposition_of_a_pool_is_one_of_every_company(tmp_path: Path):
    told = texts(
        tmp_path,
        pool(),
        disposition("volunteers", "red", -5),
        weights(noise=0),
        severities(),
        act("calls", "envoy", "move volunteers to town", 1),
    )

    refusing = [text for text in told if "resolves to stand aside" in text]
    assert {"1st", "2nd", "3rd"} == {text.split(" company")[0][-3:] for text in refusing}


def test_a_question_about_a_pool_is_about_some_company_or_all_together(tmp_path: Path):
    path = tmp_path / "small.yaml"
    came = fact("came", "arrived(volunteers; town) and men(volunteers; front) < 10")
    path.write_text(scenario_text(a_front(pool(companies=2), came)), encoding="utf-8")
    when = load_document(path).parts.facts["came"].when

    assert when is not None
    assert (
        "(arrived(volunteers_1; town) or arrived(volunteers_2; town)) and "
        "men(volunteers_1; front) + men(volunteers_2; front) < 10"
    ) == format_expression(when)


def test_what_a_company_has_comes_from_its_pool_and_from_the_unit_around_it(tmp_path: Path):
    path = tmp_path / "small.yaml"
    cavalry = unit("regiment", "front", side="blue", arm="cavalry")
    entries = [each for each in a_front(pool()) if each.fields["id"] != "regiment"]
    path.write_text(scenario_text([*entries, cavalry]), encoding="utf-8")
    company = load_document(path).parts.units["volunteers_3"]

    assert ("cavalry", "front", "red", 2) == (
        company.arm,
        company.place,
        company.side,
        company.echelons,
    )


@settings(max_examples=10, deadline=None)
@given(
    companies=st.integers(1, 6),
    present=st.integers(0, 6),
    groups=st.integers(1, 4),
    noticed=st.sampled_from([0, 0.5, 1]),
)
def test_no_more_come_than_there_are_and_none_is_lost_on_the_way(
    companies: int, present: int, groups: int, noticed: float
):
    there = min(companies, present)
    entry = pool(
        companies=companies,
        present=there,
        groups=groups,
        noticed=noticed,
        noticed_after_min="10..300",
    )
    with TemporaryDirectory() as folder:
        everybody = quantity("all", "men(volunteers; town) + men(volunteers; front)")
        campaign = campaign_of(Path(folder), a_front(entry, everybody, THROUGH))
        columns = simulate(campaign, 0, 0, 3).columns

    assert [90.0 * there] * 3 == list(columns["quantity_all"])
    assert np.all(columns["quantity_through"] % 90 == 0)
