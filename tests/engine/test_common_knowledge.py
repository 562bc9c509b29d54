"""Who knows that others know, and who acts only on what all of them know together."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import networkx
import pytest

from echelon.campaign.simulate import Campaign
from echelon.engine.vocabulary import Kind
from tests.worlds import (
    Entry,
    act,
    campaign_of,
    fact,
    happenings,
    minutes,
    order,
    outcome,
    person,
    places,
    story,
    wire,
)

SQUARE = [("anna", "boris"), ("boris", "clara"), ("clara", "dmitri"), ("dmitri", "anna")]
KITE = [("anna", "boris"), ("boris", "clara"), ("clara", "anna"), ("clara", "dmitri")]
QUIET: dict[str, object] = {"kind": "radio", "delay_min": 0, "service_min": 0}


def friends(folder: Path, edges: list[tuple[str, str]], *, knowing: bool = True) -> Campaign:
    """Four persons who rise once they and two others will, and speak to all friends at a time.

    Each tells every circle of friends that he is ready. He rises if two others have told him so
    and, if `knowing`, each of the three knows of each of the others that he knows it.
    """
    graph = networkx.Graph(edges)
    people = sorted(graph)
    circles = [sorted(clique) for clique in networkx.find_cliques(graph)]
    entries: list[Entry] = []
    for id_ in people:
        entries += [*places(f"home_{id_}"), person(id_, f"home_{id_}"), fact(f"{id_}_ready")]
        ways = []
        for one, other in combinations([it for it in people if it != id_], 2):
            ready = {id_, one, other}
            heard = [f"heard({it}_ready)" for it in (one, other)]
            mutual = [
                f"knows({it}; {about}_ready)" for it in (one, other) for about in ready - {it}
            ]
            ways.append(" and ".join(heard + (mutual if knowing else [])))
        entries += [fact(f"{id_}_rises")]
        entries += [order(f"{id_}_acts", id_, " or ".join(ways), f"tell {id_} {id_}_rises")]
    for number, circle in enumerate(circles):
        reach = [f"home_{id_}" for id_ in circle]
        entries.append(Entry("channels", {"id": f"circle_{number}", "reach": reach} | QUIET))
        entries += [
            act(f"{id_} speaks {number}", id_, f"announce {id_}_ready by circle_{number}", 1)
            for id_ in circle
        ]
    return campaign_of(folder, entries)


def risen(campaign: Campaign) -> set[str]:
    facts = list(campaign.document.parts.facts)
    happened = {facts[it.who] for it in happenings(campaign, Kind.FACT_HAPPENS)}
    return {id_.removesuffix("_rises") for id_ in happened if id_.endswith("_rises")}


@pytest.mark.parametrize(
    ("edges", "expected"), [(SQUARE, set()), (KITE, {"anna", "boris", "clara"})]
)
def test_three_rise_in_a_kite_and_none_in_a_square(
    tmp_path: Path, edges: list[tuple[str, str]], expected: set[str]
):
    """MODELS X1; M. S.-Y. Chwe (2000), Review of Economic Studies 67, 1-16: threshold 3.

    In both everybody of the three has two friends who are ready; only in the kite do these know it
    of each other.
    """
    assert expected == risen(friends(tmp_path, edges))


def test_all_of_a_square_would_rise_if_it_were_enough_to_know_who_is_ready(tmp_path: Path):
    assert {"anna", "boris", "clara", "dmitri"} == risen(friends(tmp_path, SQUARE, knowing=False))


def told(folder: Path, medium: str, when: str) -> Campaign:
    return campaign_of(
        folder,
        [
            *places("one", "two"),
            wire("one", "two", kind=medium, delay_min=10),
            person("anna", "one"),
            person("boris", "two"),
            fact("news"),
            fact("seen"),
            act("tell", "anna", "tell boris news", 1),
            order("acts", when.split(":")[0], when.split(":")[1], "tell boris seen"),
            outcome("seen", "happened(seen)"),
            outcome("not_seen"),
        ],
    )


@pytest.mark.parametrize(
    ("medium", "when", "expected"),
    [
        ("telegraph", "boris: knows(anna; news)", [70.0]),
        ("telegraph", "anna: knows(boris; news)", []),
        ("telephone", "anna: knows(boris; news)", [70.0]),
    ],
)
def test_who_is_told_knows_it_of_the_teller_who_knows_it_of_him_only_by_telephone(
    tmp_path: Path, medium: str, when: str, expected: list[float]
):
    assert expected == minutes(told(tmp_path, medium, when), Kind.ORDER_RIPENS)


def test_what_happens_before_all_who_are_there_each_knows_of_the_others(tmp_path: Path):
    entries = [
        *places("square", "away"),
        person("anna", "square"),
        person("boris", "square"),
        person("clara", "away"),
        fact("shot", "time >= 1900-01-01 01:00", at="square"),
        fact("seen"),
        order("one", "anna", "knows(boris; shot)", "tell boris seen"),
        order("other", "anna", "knows(clara; shot)", "tell boris seen"),
    ]
    campaign = campaign_of(tmp_path, entries)

    assert [60.0] == minutes(campaign, Kind.ORDER_RIPENS)
    assert (60.0, "Anna learns: Boris has heard: shot") in story(campaign)
