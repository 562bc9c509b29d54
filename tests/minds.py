"""Receivers with dispositions in small scenarios: entries that weigh nothing unless they say so."""

from __future__ import annotations

import numpy as np

from echelon.campaign.simulate import Campaign, simulate
from echelon.engine.vocabulary import Kind
from tests.worlds import Entry, minutes, person, places, road, wire

BARE = {"legality": 0, "form": 0, "success": 0, "peers": 0, "stall_band": 0, "sham": 0}
BARE |= {"crisis_share": 0, "group_share": 0, "act_alone": 1000, "arrest": 1000}
LIGHT = {"stand": 0, "move": 0, "block": 0, "disarm": 0, "arrest": 0, "fire": 0}


def disposition(of: str, toward: str, value: object, level: str = "both") -> Entry:
    id_ = f"{of}_{toward}_{level}"
    fields: dict[str, object] = {"id": id_, "of": of, "toward": toward, "value": value}
    return Entry("dispositions", fields | {"level": level})


def weights(id_: str = "default", **fields: object) -> Entry:
    return Entry("weights", {"id": id_} | BARE | fields)


def severities(id_: str = "default", **fields: object) -> Entry:
    return Entry("severities", {"id": id_} | LIGHT | fields)


def threshold(of: str, **fields: object) -> Entry:
    return Entry("thresholds", {"id": f"{of}_joins", "of": of, "side": "red"} | fields)


def garrison(*more: Entry) -> list[Entry]:
    return [
        *places("here", "there"),
        road("here", "there"),
        wire("here", "there"),
        person("red_leader", "here"),
        person("blue_leader", "here", side="blue"),
        *more,
    ]


def resolved(campaign: Campaign, run: int = 0) -> bool:
    return bool(minutes(campaign, Kind.UNIT_RESOLVES, run=run))


def followers(campaign: Campaign, runs: int, seed: int = 0) -> np.ndarray:
    return simulate(campaign, seed, 0, runs).columns["quantity_followers"]
