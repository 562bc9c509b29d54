"""The deeds that orders and acts consist of, as columns of their rows."""

from __future__ import annotations

from echelon.campaign.assembly import MODES, Assembly
from echelon.campaign.builder import NONE
from echelon.engine.vocabulary import Mode, Quantity, Target, Verb
from echelon.scenario.actions import Action


def columns_of(assembly: Assembly, action: Action, author: str) -> dict[str, int]:
    """Return what one deed puts into the columns of its row."""
    given = action.arguments
    columns: dict[str, int] = {"verb": Verb[action.verb.upper()], "author": assembly.actor(author)}
    side, claimed = given.get("side"), given.get("author")
    if isinstance(side, str):
        columns["side"] = assembly.side(side)
    if isinstance(claimed, str):
        columns["claimed"] = assembly.actor(claimed)
    match action.verb:
        case "move" | "infiltrate" | "halt" | "resume" | "detrain" | "force":
            columns["unit"] = assembly.units[str(given["unit"])]
            columns["actor"] = assembly.actor(str(given["unit"]))
        case "bombard":
            columns["unit"] = assembly.units[str(given["unit"])]
            columns["actor"] = assembly.actor(str(given["unit"]))
            columns["row"] = assembly.units[str(given["target"])]
        case "arrest" | "isolate" | "release":
            columns["person"] = assembly.actor(str(given["person"]))
            if "unit" in given:
                columns["unit"] = assembly.units[str(given["unit"])]
                columns["actor"] = assembly.actor(str(given["unit"]))
        case "telephone":
            columns["fact"] = assembly.facts[str(given["fact"])]
            called = assembly.lists.add(assembly.actor(id_) for id_ in given["called"])
            columns["first_called"], columns["last_called"] = called
        case "offer" | "accept" | "refuse" | "break":
            columns["row"] = assembly.agreements[str(given["agreement"])]
        case "strike" | "work":
            columns["actor"] = assembly.actor(str(given["staff"]))
        case "tell" | "announce" | "ask" | "confirm" | "deny":
            columns["fact"] = assembly.facts[str(given["fact"])]
        case "adopt":
            columns["row"] = assembly.view(str(given["view"]), None)
        case "issue":
            columns["row"] = assembly.acts[str(given["act"])]
    match action.verb:
        case "infiltrate":
            start = assembly.place(assembly.document.parts.units[str(given["unit"])].place)
            columns |= _way(assembly, action, start, (Mode.ROAD,))
        case "move":
            start = assembly.place(assembly.document.parts.units[str(given["unit"])].place)
            columns |= _way(assembly, action, start, (Mode.RAIL, Mode.ROAD, Mode.WATER, Mode.AIR))
        case "go":
            start = _home(assembly, author)
            columns |= _way(assembly, action, start, (Mode.ROAD, Mode.RAIL, Mode.WATER, Mode.AIR))
            companion = given.get("companion")
            if companion in assembly.units:
                columns["unit"] = assembly.units[str(companion)]
            elif isinstance(companion, str):
                columns["actor"] = assembly.actor(companion)
        case "tell" | "ask" | "confirm" | "deny":
            columns["actor"] = assembly.actor(str(given["actor"]))
            if action.verb == "ask":  # who is asked must keep what he knows of it
                asked = assembly.mind(str(given["actor"]))
                assembly.slots.slot(asked, Quantity.HEARD, columns["fact"])
        case "announce":
            columns |= _channel_ends(assembly, str(given["channel"]))
            columns["channel"] = assembly.channels[str(given["channel"])]
        case "close" | "open" | "cut" | "repair" | "seize":
            columns |= _target(assembly, str(given["target"]))
    return columns


def _home(assembly: Assembly, id_: str) -> int:
    parts = assembly.document.parts
    actor = parts.persons.get(id_) or parts.units.get(id_) or parts.staffs.get(id_)
    if actor is None:
        actor = parts.persons[parts.bodies[id_].chair]
    return assembly.place(actor.place)


def _way(
    assembly: Assembly, action: Action, start: int, preferred: tuple[Mode, ...]
) -> dict[str, int]:
    """Return the goal of a journey and the goals it leads through, by the means of movement.

    Without `by`, the first of the preferred means by which the whole way can be gone is taken.
    """
    place = assembly.places[str(action.arguments["place"])]
    via = [assembly.places[id_] for id_ in action.arguments.get("via", ())]
    means = action.arguments.get("means")
    if isinstance(means, str):
        mode = MODES[means]
    else:
        reachable = assembly.reachable_by(start)
        possible = [mode for mode in preferred if {place, *via} <= reachable[mode]]
        mode = possible[0] if possible else preferred[0]
    first, last = assembly.lists.add(assembly.goal(each, mode) for each in via)
    goal = assembly.goal(place, mode)
    return {"place": place, "goal": goal, "mode": mode, "first_via": first, "last_via": last}


def _channel_ends(assembly: Assembly, id_: str) -> dict[str, int]:
    channel = assembly.document.parts.channels[id_]
    ends = [assembly.place(end) for end in (channel.from_, channel.to)]
    stations = [NONE if end == NONE else assembly.station(end) for end in ends]
    return {
        "actor": stations[0],
        "other_actor": stations[1],
        "place": ends[0],
        "other_place": ends[1],
    }


def _target(assembly: Assembly, id_: str) -> dict[str, int]:
    """Return what is closed, opened, cut or repaired, and who there is to be told."""
    if id_ in assembly.places:
        place = assembly.places[id_]
        station = assembly.station(place)
        return {"target": Target.PLACE, "row": place, "actor": station, "place": place}
    if id_ in assembly.links:
        link = assembly.document.parts.links[id_]
        return {
            "target": Target.LINK,
            "row": assembly.links[id_],
            "place": assembly.places[link.from_],
            "other_place": assembly.places[link.to],
            "actor": assembly.station(assembly.places[link.from_]),
            "other_actor": assembly.station(assembly.places[link.to]),
        }
    ends = _channel_ends(assembly, id_)
    return {"target": Target.CHANNEL, "row": assembly.channels[id_], **ends}
