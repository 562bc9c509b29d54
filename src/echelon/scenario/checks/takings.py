"""Whether a place of which it is asked who holds it can be taken by anybody who comes there."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator

from echelon.errors import Fault
from echelon.scenario.checks.texts import actions_of
from echelon.scenario.checks.unused import words_of
from echelon.scenario.draft import Declaration, Draft
from echelon.scenario.expressions import Call, Name, walk
from echelon.scenario.schema.catalogue import keys_of
from echelon.scenario.schema.encounters import Opposition
from echelon.scenario.schema.ground import Place
from echelon.scenario.schema.leaves import CONDITION
from echelon.scenario.schema.people import Unit
from echelon.scenario.schema.readers import support

OVERLAYS = ("what_ifs", "accounts")
READ = ("places", "units", "oppositions", "orders", "acts", "agreements", "bodies")


def check_takings(draft: Draft) -> Iterator[Fault]:
    """Warn of a question whether a side holds a place that nobody who comes there could take.

    All units that start there or are told to go there are counted, whosesoever they are, since men
    may go over. Where anybody may `seize` the place, a pool may come, or a what-if or account
    names it, it is let pass.
    """
    if draft.is_overlaid or draft.declarations["pools"] or not draft.is_whole(*READ, "groups"):
        return
    holders = {place.id: place.holder for _, place in draft.sound("places", Place)}
    men, seized = _men_by_place(draft), _seized(draft)
    told = set()
    overlays = [entry for part in OVERLAYS for entry in draft.trees.get(part, [])]
    elsewhere = {word for entry in overlays for word in words_of(entry)}
    for declaration, key, call in _asked(draft):
        side, place = (it.name for it in call.arguments if isinstance(it, Name))
        needed = _needed(draft, side)
        if place in seized | elsewhere or holders.get(place, side) == side or (side, place) in told:
            continue
        if not 0 < men[place] < needed:
            continue
        told.add((side, place))
        few = f"{men[place]:.0f} men come there at most, and it takes {needed:.0f}"
        is_foe = math.isfinite(needed)
        yield draft.fault(
            "never-taken",
            f"no units that come to `{place}` can take it for `{side}`",
            declaration,
            key,
            label=few if is_foe else f"`{side}` opposes nobody, and takes nothing by being there",
            help=f"{'state fewer `take_men` of' if is_foe else 'state'} the opposition, "
            "or let somebody `seize` the place",
            warning=True,
        )


def _asked(draft: Draft) -> Iterator[tuple[Declaration, str, Call]]:
    """Yield each question whether a side holds a place, and where it stands."""
    for declaration in draft.every():
        known = keys_of(declaration.part.model)
        for key, value in declaration.values.items():
            if known[key].leaf is not CONDITION:
                continue
            for node in walk(value):
                if isinstance(node, Call) and node.name == "controls":
                    names = [it for it in node.arguments if isinstance(it, Name)]
                    if len(names) == len(node.arguments) == 2:
                        yield declaration, key, node


def _men_by_place(draft: Draft) -> dict[str, float]:
    """Return how many men at most are at each place at first, or are ever told to go there."""
    comers: dict[str, set[str]] = defaultdict(set)
    most: dict[str, float] = {}
    for _, unit in draft.sound("units", Unit):
        comers[unit.place].add(unit.id)
        most[unit.id] = support(unit.men)[1]
    for action in actions_of(draft):
        if action.verb in ("move", "infiltrate"):
            comers[str(action.arguments["place"])].add(str(action.arguments["unit"]))
    men = {place: sum(most.get(id_, math.inf) for id_ in ids) for place, ids in comers.items()}
    return defaultdict(float, men)


def _seized(draft: Draft) -> set[str]:
    return {str(it.arguments["target"]) for it in actions_of(draft) if it.verb == "seize"}


def _needed(draft: Draft, side: str) -> float:
    """Return the fewest men with whom a side may take any place; infinite if it opposes nobody."""
    return min(
        (
            max(1.0, support(it.take_men)[0])
            for _, it in draft.sound("oppositions", Opposition)
            if side in (it.one, it.other)
        ),
        default=math.inf,
    )
