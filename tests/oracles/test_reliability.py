"""Letters get through a net of wires that may be cut exactly when a way is left: MODELS B7."""

from __future__ import annotations

import math

import networkx
import pytest

from echelon.campaign.simulate import Campaign, observe, simulate
from echelon.engine.vocabulary import Kind
from worlds import Entry, act, campaign_of, fact, order, outcome, person, places, wire

BRIDGE = [("s", "a"), ("s", "b"), ("a", "b"), ("a", "t"), ("b", "t")]


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    """Return five wires, each cut with probability 0.1, and a letter from `s` to `t`."""
    entries: list[Entry] = [
        *places("s", "a", "b", "t"),
        person("sender", "s"),
        person("reader", "t"),
    ]
    for one, other in BRIDGE:
        id_ = f"{one}_{other}_wire"
        entries.append(wire(one, other, cut_repair_h=10_000))
        entries.append(person(f"cutter_{one}_{other}", one))
        moment = "time >= 1900-01-01 00:10"
        entries.append(
            order(
                f"cut_{one}_{other}", f"cutter_{one}_{other}", moment, f"cut {id_}", obedience=0.1
            )
        )
    entries += [fact("news"), act("send", "sender", "tell reader news", 1.0)]
    entries += [outcome("through", "heard(news, reader)"), outcome("lost")]
    return campaign_of(tmp_path_factory.mktemp("bridge"), entries)


def test_a_letter_gets_through_exactly_when_a_way_is_left(campaign: Campaign) -> None:
    outcomes = simulate(campaign, seed=0, first=0, count=400).columns["outcome"]
    for run in [*range(40), *(run for run in range(400) if outcomes[run] == 1)]:
        state = observe(campaign, 0, run)
        rows = state.trace[: int(state.clock.n_trace[0])]
        cut = {int(row.who) for row in rows if row.kind == Kind.CHANNEL_CUT}
        net = networkx.Graph()
        net.add_nodes_from("sabt")
        net.add_edges_from(wire for n, wire in enumerate(sorted(BRIDGE)) if n not in cut)
        assert networkx.has_path(net, "s", "t") == (outcomes[run] == 0)


def test_a_bridge_of_wires_holds_with_the_textbook_probability(campaign: Campaign) -> None:
    outcomes = simulate(campaign, seed=1, first=0, count=4000).columns["outcome"]
    expected = 0.97848

    error = math.sqrt(expected * (1 - expected) / 4000)
    assert abs((outcomes == 0).mean() - expected) < 4 * error
