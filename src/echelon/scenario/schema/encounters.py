"""Sides that oppose each other, and what may come of it where they meet."""

from __future__ import annotations

from typing import Annotated

from echelon.scenario.expressions import Expression
from echelon.scenario.schema.entry import Entry, stated
from echelon.scenario.schema.leaves import (
    NotNegative,
    Positive,
    Probability,
    SideId,
    Truth,
    Varying,
    one_of,
    quantity,
)

Share = Annotated[Expression, quantity("quantity in 0.01..1", low=0.01, high=1.0)]


class Opposition(Entry):
    """Two sides whose units, where they meet, do not simply pass each other."""

    one: SideId = stated("one of the two sides")
    other: SideId = stated("the side that it opposes; the opposition is mutual")
    parley_per_h: NotNegative = stated(
        "how often the two talk while they are at one place", unit="1/h", default="0.2..0.5..2"
    )
    fraternisation_per_h: NotNegative = stated(
        "how often their men mix", unit="1/h", default="0..0.1..0.5"
    )
    mediation_per_h: NotNegative = stated(
        "how often somebody comes between them", unit="1/h", default="0"
    )
    provocation_per_h: NotNegative = stated(
        "how often a shot falls or an order to attack is given",
        unit="1/h",
        default="0.02..0.1..0.5",
    )
    one_concedes_per_h: NotNegative = stated(
        "how often the first side gives up a stand-off", unit="1/h", default="0"
    )
    other_concedes_per_h: NotNegative = stated(
        "how often the other side gives up a stand-off", unit="1/h", default="0"
    )
    law: Annotated[str, one_of("square", "linear", "ambush", "going_over")] = stated(
        "how losses depend on numbers: a structural variant", default="square"
    )
    element_men: Positive = stated("men who fall together", unit="men", default="25")
    one_effect_per_h: NotNegative = stated(
        "elements of the other that one element of the first side puts out of action",
        unit="1/h",
        default="0.003..0.006..0.01",
    )
    other_effect_per_h: NotNegative = stated(
        "elements of the first side that one element of the other puts out of action",
        unit="1/h",
        default="0.003..0.006..0.01",
    )
    reluctance: Probability = stated(
        "share of their effect that they have, fighting their own countrymen",
        default="0.05..0.15..0.3",
    )
    break_off_per_h: NotNegative = stated(
        "how often a side that has lost nobody breaks off a fight",
        unit="1/h",
        default="0.02..0.1..0.3",
    )
    break_off_by_losses_per_h: NotNegative = stated(
        "how much oftener it does per share of its men lost", unit="1/h", default="0.5..2..8"
    )
    prisoners_per_man: NotNegative = stated(
        "prisoners that one man can lead away", unit="men", default="1..3..5"
    )
    hold_men: NotNegative = stated(
        "men without whom a side no longer holds a place", unit="men", default="0"
    )
    take_men: Positive = stated(
        "men who can take a place if nobody opposes them", unit="men", default="50"
    )
    search: Annotated[str, one_of("random", "inverse_cube", "definite")] = stated(
        "how sure it is that small groups are found on ground that is searched", default="random"
    )
    patrols: Truth = stated(
        "whether the posts move about, as fast as whom they seek", default=False
    )
    detection_per_h: NotNegative = stated(
        "how often a man alone is found on ground that the other side holds",
        unit="1/h",
        default="0.002..0.01..0.05",
    )
    crowding: Probability = stated(
        "power of the number of men with which a group is found oftener", default="0.3..0.5..1"
    )
    sight_km: NotNegative = stated(
        "how far a post sees, where a link has `posts_per_km2`", unit="km", default="0.1..0.2..0.5"
    )
    stealth: Share = stated(
        "share of their pace that men keep who must not be seen", default="0.3..0.5..0.8"
    )
    take_h: Varying = stated("time for which they must stand there", unit="h", default="0.5..1..3")
