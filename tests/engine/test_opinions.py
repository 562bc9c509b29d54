"""Minds that average what they think of who will prevail with those to whom they listen."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from echelon.campaign.simulate import Campaign, observe
from echelon.engine.handles import handle
from echelon.engine.rules.belief import belief_in
from echelon.engine.vocabulary import Kind
from tests.minds import disposition, garrison, severities, weights
from tests.worlds import Entry, act, campaign_of, fact, minutes, person, story, unit

US_PER_HOUR = 3_600_000_000


def confidence(of: str, to: str, weight: float, **fields: object) -> Entry:
    return Entry(
        "confidences",
        {"id": f"{of}_{to}", "of": of, "to": to, "weight": weight, "every_h": 1} | fields,
    )


def hope(of: str, odds: float) -> Entry:
    """What somebody thinks of red at the start: log-odds against blue."""
    fields: dict[str, object] = {"id": f"{of}_hopes", "of": of, "side": "red"}
    return Entry("news", fields | {"likelihood_ratio": math.exp(odds)})


def talkers(folder: Path, *more: Entry, hopes: tuple[float, float] = (1.0, 0.0)) -> Campaign:
    people = [person("anna", "here"), person("boris", "here")]
    leanings = [disposition(id_, "red", 0) for id_ in ("anna", "boris")]
    talk = [confidence("anna", "boris", 0.5), confidence("boris", "anna", 0.25)]
    opinions = [hope("anna", hopes[0]), hope("boris", hopes[1])]
    entries = garrison(*people, *leanings, *talk, *opinions, weights(noise=0), severities(), *more)
    return campaign_of(folder, entries)


def log_odds(campaign: Campaign, hours: float) -> list[float]:
    """Return what each of two thinks of red after so many hours."""
    state = observe(campaign, 0, 0, until_us=int(hours * US_PER_HOUR))
    world, memory = handle(campaign.assembled.world), handle(state)
    red = campaign.assembled.assembly.sides["red"]
    found = []
    for mind in range(2):
        belief = belief_in(world, memory, mind, red)
        found.append(math.log(belief / (1 - belief)))
    return found


@pytest.mark.parametrize(("hopes", "consensus"), [((1, 0), 1 / 3), ((0, 1), 2 / 3)])
def test_two_who_listen_to_each_other_come_to_the_consensus_of_degroot(
    tmp_path: Path, hopes: tuple[float, float], consensus: float
):
    """MODELS X3; M. H. DeGroot (1974), JASA 69, 118: weights .5 .5 / .25 .75 give 1/3 and 2/3."""
    one, other = log_odds(talkers(tmp_path, hopes=hopes), 40.5)

    assert math.isclose(consensus, one, abs_tol=1e-9)
    assert math.isclose(consensus, other, abs_tol=1e-9)


def test_both_speak_before_either_thinks_it_over(tmp_path: Path):
    """The first two rounds are powers of the matrix, whoever is asked first."""
    campaign = talkers(tmp_path)

    assert [1.0, 0.0] == pytest.approx(log_odds(campaign, 0.5))
    assert [0.5, 0.25] == pytest.approx(log_odds(campaign, 1.5))
    assert [0.375, 0.3125] == pytest.approx(log_odds(campaign, 2.5))


def test_news_heard_later_adds_to_what_has_been_talked_over(tmp_path: Path):
    victory = {"id": "won", "fact": "victory", "side": "red", "likelihood_ratio": math.e}
    campaign = talkers(
        tmp_path,
        fact("victory"),
        Entry("news", victory | {"of": "anna", "from_own": 1, "half_life_h": 1e6}),
        act("say", "red_leader", "tell anna victory", 1.2),
    )

    assert [1.5, 0.25] == pytest.approx(log_odds(campaign, 1.5))
    assert [0.875, 0.5625] == pytest.approx(log_odds(campaign, 2.5))


def test_nobody_talks_with_who_is_under_arrest(tmp_path: Path):
    campaign = talkers(tmp_path, act("take", "red_leader", "arrest boris", 1.2))

    assert log_odds(campaign, 1.5) == pytest.approx(log_odds(campaign, 9.5))


def test_a_unit_goes_once_its_command_has_been_talked_round(tmp_path: Path):
    """A hope of 1 makes a belief of .73; half of it .62, which overcomes a reluctance of .2."""
    entries = [
        person("anna", "here"),
        disposition("anna", "red", 0),
        unit("guards", "here"),
        disposition("guards", "red", -0.2, "command"),
        confidence("guards", "anna", 0.5),
        hope("anna", 1),
        weights(noise=0, success=1),
        severities(),
        act("go", "red_leader", "move guards to there", 0.5),
    ]
    campaign = campaign_of(tmp_path, garrison(*entries))

    assert [60.0] == minutes(campaign, Kind.UNIT_RESOLVES)
    assert (60.0, "Guards consider what Anna thinks of the prospects of Red") in story(campaign)
