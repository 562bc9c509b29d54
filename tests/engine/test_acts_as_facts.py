"""An act is a fact of the same id wherever a fact may be named."""

from __future__ import annotations

from pathlib import Path

from echelon.scenario.load import load_document
from echelon.scenario.watched import watched_places
from minds import disposition, garrison, resolved, severities, weights
from worlds import Entry, act, campaign_of, unit

APPEAL = act("appeal", "red_leader", "tell first appeal", kind="appeal")


def moved_by(*more: Entry) -> list[Entry]:
    """Return a unit that obeys only if something moves it by two log-odds or more."""
    return garrison(
        unit("first", "here"),
        weights(success=2, noise=0),
        severities(),
        disposition("first", "red", -1),
        act("call", "red_leader", "move first to there by road", 1.0),
        APPEAL,
        *more,
    )


def test_an_influence_works_on_hearing_of_an_act(tmp_path: Path):
    step = Entry(
        "influences",
        {"id": "stirred", "kind": "appeal", "on": "first", "toward": "red"}
        | {"heard": "appeal", "step": 2, "by_wire": 1},
    )

    (tmp_path / "without").mkdir()
    (tmp_path / "with").mkdir()

    assert not resolved(campaign_of(tmp_path / "without", moved_by()))
    assert resolved(campaign_of(tmp_path / "with", moved_by(step)))


def test_news_and_times_may_be_of_an_act(tmp_path: Path):
    news = Entry(
        "news", {"id": "good_news", "fact": "appeal", "side": "red", "likelihood_ratio": 1000}
    )
    time = Entry("times", {"id": "appealed", "label": "appealed", "fact": "appeal"})
    campaign = campaign_of(tmp_path, moved_by(news, time))

    assert resolved(campaign)
    assert () == watched_places(campaign.document)
    assert campaign.document == load_document(campaign.document.path)
