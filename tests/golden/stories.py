"""The small scenarios whose chronicles are kept as text beside this file."""

from __future__ import annotations

from collections.abc import Mapping

from worlds import Entry, act, fact, moment, order, person, places, rail, road, unit, wire


def a_regiment(*more: Entry, **fields: object) -> list[Entry]:
    """Return a regiment an hour's loading and two hours' running from the front."""
    return [
        *places("barracks", "junction", "front", "capital"),
        rail("barracks", "junction"),
        rail("junction", "front"),
        wire("capital", "barracks", delay_min=20),
        wire("barracks", "junction"),
        wire("junction", "front"),
        person("minister", "capital"),
        unit("regiment", "barracks", **{"loading_h": 1, "men": 600, "echelons": 2} | fields),
        act("the minister orders the regiment to the front", "minister", "move regiment to front"),
        *more,
    ]


def countermand(hours: float) -> Entry:
    return act("the minister thinks better of it", "minister", "halt regiment", hours)


def overtaken() -> list[Entry]:
    """Return a countermand on a slow wire, and its cancelling on a quick one opened since."""
    return [
        *places("barracks", "front", "capital", "exchange"),
        rail("barracks", "front"),
        wire("capital", "barracks", delay_min=300),
        wire("capital", "exchange", closed=[{"to": moment(1)}]),
        wire("exchange", "barracks"),
        wire("barracks", "front"),
        person("minister", "capital"),
        unit("regiment", "barracks", loading_h=1),
        act("the minister forbids the march", "minister", "halt regiment"),
        act("the minister orders the march", "minister", "move regiment to front", 2),
    ]


def crossing() -> list[Entry]:
    """Return two trains each way on a single line with one loop."""
    return [
        *places("west", "east", platforms=2),
        rail("west", "east", tracks=1, crossing_places=1, length_km=80, crossing_min=5),
        person("captain", "west"),
        person("colonel", "east"),
        unit("eastward", "west", echelons=2),
        unit("westward", "east", echelons=2),
        act("trains for the east", "captain", "move eastward to east"),
        act("trains for the west", "colonel", "move westward to west"),
    ]


def letters() -> list[Entry]:
    """Return news, a report and an order that want the same wire at once."""
    return [
        *places("here", "there"),
        wire("here", "there", service_min=10, delay_min=5),
        person("clerk", "here"),
        person("reader", "there"),
        unit("company", "there", commander="clerk"),
        road("here", "there", length_km=4),
        fact("first_news", at="here"),
        fact("second_news", at="here"),
        order("answer", "reader", "heard(second_news)", "tell clerk second_news"),
        act("two pieces of news", "clerk", "tell reader first_news; tell reader second_news"),
        act("and an order", "clerk", "move company to here", 1 / 60),
    ]


def cut() -> list[Entry]:
    """Return a line that is cut before a train comes to it, and mended by and by."""
    return [
        *places("start", "junction", "goal"),
        rail("start", "junction", length_km=60),
        rail("junction", "goal", length_km=60, cut_repair_h=5, news_min=90),
        person("chief", "start"),
        person("saboteur", "junction", side="blue"),
        unit("army", "start"),
        act("the saboteur tears up the rails", "saboteur", "cut junction_goal", 0.5),
        act("the chief orders the army to its goal", "chief", "move army to goal"),
    ]


def held() -> list[Entry]:
    """Return a station that lets out nobody of one side, and a train that is let go in the end."""
    return [
        *places("start", "junction", "goal"),
        rail("start", "junction", length_km=60),
        rail("junction", "goal", length_km=60),
        wire("start", "junction", delay_min=10),
        person("chief", "start"),
        person("committee", "junction", side="blue"),
        unit("army", "start", commander="chief"),
        act("the committee stops the trains", "committee", "close junction to red"),
        act("the chief orders the army to its goal", "chief", "move army to goal"),
        fact("army_is_held", "at(army, junction)", at="junction", reported_to=["chief"]),
        order("the chief protests", "chief", "heard(army_is_held)", "tell committee army_is_held"),
        order(
            "the committee yields",
            "committee",
            "heard(army_is_held)",
            "open junction to red",
            delay_min=120,
        ),
    ]


STORIES: Mapping[str, list[Entry]] = {
    "countermand_in_time": a_regiment(countermand(0.9)),
    "countermand_too_late": a_regiment(countermand(1.1)),
    "countermand_cancelled": a_regiment(
        countermand(0.9), act("the minister lets it march", "minister", "resume regiment", 4)
    ),
    "countermand_overtaken": overtaken(),
    "single_track_crossing": crossing(),
    "letters_wait_for_a_wire": letters(),
    "cut_link_is_mended": cut(),
    "station_holds_a_train": held(),
}
