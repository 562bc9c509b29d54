"""What staffs do, as sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from echelon.campaign.names import Names
from echelon.engine.vocabulary import Kind

if TYPE_CHECKING:
    from echelon.campaign.sentences import Happening, Teller


def _letter(names: Names, letter: int) -> str:
    return f"to {names.actor(int(names.letters.receiver[letter]))}: {names.message(letter)}"


def _refused_train(names: Names, it: Happening) -> str:
    staff, place = names.staff(it.detail), names.place(it.extra)
    return f"{names.echelon(it.who)} is not let go at {place}: {staff} do not work for it"


def _delayed_train(names: Names, it: Happening) -> str:
    staff, place = names.staff(it.detail), names.place(it.extra)
    return f"{names.echelon(it.who)} is delayed at {place} by {staff}, {it.number:.1f} h"


def _uncoupled(names: Names, it: Happening) -> str:
    staff, place = names.staff(it.detail), names.place(it.extra)
    return f"{staff} uncouple the engine of {names.echelon(it.who)} at {place}"


def _misrouted(names: Names, it: Happening) -> str:
    place, wrong = names.place(it.detail), names.place(it.extra)
    return f"{names.echelon(it.who)} is sent the wrong way at {place}, toward {wrong}"


def _call_refused(names: Names, it: Happening) -> str:
    author = names.actor(it.extra)
    return f"{names.staff(it.who)} do not follow {author}: {names.deed(it.detail)}"


COLLECTIVES: Mapping[Kind, Teller] = {
    Kind.STAFF_SERVES: (
        lambda names, it: f"{names.staff(it.who)} work for {names.side(it.detail)}"
    ),
    Kind.STAFF_DECLINES: (
        lambda names, it: f"{names.staff(it.who)} do not work for {names.side(it.detail)}"
    ),
    Kind.RAIL_IS_LIFTED: (
        lambda names, it: f"{names.staff(it.detail)} lift a rail of {names.link(it.who)}"
    ),
    Kind.TRAIN_REFUSED: _refused_train,
    Kind.TRAIN_DELAYED: _delayed_train,
    Kind.TRAIN_MISROUTED: _misrouted,
    Kind.TRAIN_UNCOUPLED: _uncoupled,
    Kind.TELEGRAM_REFUSED: (
        lambda names, it: (
            f"At {names.place(it.detail)} the operators do not take a message "
            f"{_letter(names, it.who)}"
        )
    ),
    Kind.STRIKE_BEGINS: lambda names, it: f"{names.staff(it.who)} begin to strike",
    Kind.STRIKE_ENDS: lambda names, it: f"{names.staff(it.who)} end their strike",
    Kind.STRIKE_REFUSED: _call_refused,
    Kind.WORK_STOPS: (
        lambda names, it: f"So many of {names.staff(it.who)} are on strike that nothing is worked"
    ),
    Kind.WORK_RESUMES: (
        lambda names, it: f"So many of {names.staff(it.who)} are back that there is work again"
    ),
}
