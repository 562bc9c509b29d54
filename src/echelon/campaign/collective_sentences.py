"""What staffs and bodies do and what befalls persons, as sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from echelon.campaign.builder import NONE
from echelon.campaign.grammar import clause, not_done, put_off
from echelon.campaign.names import Names
from echelon.engine.vocabulary import Kind

if TYPE_CHECKING:
    from echelon.campaign.sentences import Happening, Teller


def _letter(names: Names, letter: int) -> str:
    return f"to {names.actor(int(names.letters.receiver[letter]))}: {names.message(letter)}"


def _refused_train(names: Names, it: Happening) -> str:
    staff, place = names.staff(it.detail), names.place(it.extra)
    works = clause(staff, "do not work")
    return clause(names.echelon(it.who), f"are not let go at {place}: {works} for it")


def _delayed_train(names: Names, it: Happening) -> str:
    staff, place = names.staff(it.detail), names.place(it.extra)
    return clause(names.echelon(it.who), f"are delayed at {place} by {staff}, {it.number:.1f} h")


def _uncoupled(names: Names, it: Happening) -> str:
    staff, place = names.staff(it.detail), names.place(it.extra)
    return clause(staff, f"uncouple the engine of {names.echelon(it.who)} at {place}")


def _misrouted(names: Names, it: Happening) -> str:
    place, wrong = names.place(it.detail), names.place(it.extra)
    return clause(names.echelon(it.who), f"are sent the wrong way at {place}, toward {wrong}")


def _call_refused(names: Names, it: Happening) -> str:
    author = names.actor(it.extra)
    return clause(names.staff(it.who), f"do not obey {author}: {names.deed(it.detail)}")


def _taken(word: str) -> Teller:
    """Return what tells that somebody is arrested or isolated, and by whom."""

    def tell(names: Names, it: Happening) -> str:
        by = f" by {names.actor(it.detail)}" if it.detail != NONE else ""
        return clause(names.actor(it.who), f"are {word} at {names.place(it.extra)}{by}")

    return tell


def _kept(names: Names, it: Happening) -> str:
    return f"A message is kept for later at {names.place(it.extra)} {_letter(names, it.who)}"


def _to_deputy(names: Names, it: Happening) -> str:
    return clause(names.actor(it.extra), f"take what is meant for {names.actor(it.detail)}")


def _away(names: Names, it: Happening) -> str:
    return clause(names.actor(it.who), f"slip away at {names.place(it.detail)}")


PERSONS: Mapping[Kind, Teller] = {
    Kind.PERSON_ARRESTED: _taken("arrested"),
    Kind.PERSON_ISOLATED: _taken("isolated"),
    Kind.PERSON_RELEASED: (
        lambda names, it: clause(names.actor(it.who), f"are released at {names.place(it.detail)}")
    ),
    Kind.PERSON_IS_AWAY: _away,
    Kind.PERSON_FALLS_SILENT: lambda names, it: clause(names.actor(it.who), "fall silent"),
    Kind.PERSON_SPEAKS_AGAIN: lambda names, it: f"Messages reach {names.actor(it.who)} again",
    Kind.PERSON_BUSY: (
        lambda names, it: put_off(
            names.actor(it.detail), "being held, busy or out of touch", names.order(it.who)
        )
    ),
    Kind.LETTER_KEPT: _kept,
    Kind.LETTER_TO_DEPUTY: _to_deputy,
    Kind.CALL_ANSWERED: (
        lambda names, it: clause(
            names.actor(it.who), f"answer the call of {names.actor(it.detail)}"
        )
    ),
    Kind.CALL_IN_VAIN: (
        lambda names, it: clause(names.actor(it.who), f"do not answer {names.actor(it.detail)}")
    ),
}


def _voted(word: str) -> Teller:
    """Return what tells of a vote, by votes for and against."""

    def tell(names: Names, it: Happening) -> str:
        votes = f"{it.extra} to {it.number:.0f}"
        return clause(names.body(it.who), f"{word}, {votes}: {names.order(it.detail)}")

    return tell


BODIES: Mapping[Kind, Teller] = {
    Kind.BODY_LACKS_QUORUM: (
        lambda names, it: clause(
            names.body(it.who), f"are no quorum with {it.extra}: {names.order(it.detail)}"
        )
    ),
    Kind.BODY_SITS: (
        lambda names, it: clause(
            names.body(it.who), f"take up, {it.extra} present: {names.order(it.detail)}"
        )
    ),
    Kind.BODY_RESOLVES: _voted("resolve"),
    Kind.BODY_REJECTS: _voted("reject"),
    Kind.BODY_IS_VETOED: _voted("are stopped by a veto"),
}


def _bargain(form: str) -> Teller:
    """Return what tells how an agreement fares, from what the one does: other, offers, terms."""

    def tell(names: Names, it: Happening) -> str:
        other, terms = names.actor(it.extra), names.agreement(it.who)
        offers = clause(other, "offer")
        return clause(names.actor(it.detail), form.format(other=other, offers=offers, terms=terms))

    return tell


AGREEMENTS: Mapping[Kind, Teller] = {
    Kind.OFFER_MADE: _bargain("offer {other}: {terms}"),
    Kind.OFFER_MEDIATED: _bargain("carry to {other} the offer: {terms}"),
    Kind.OFFER_ACCEPTED: _bargain("accept what {offers}: {terms}"),
    Kind.OFFER_REFUSED: _bargain("refuse what {offers}: {terms}"),
    Kind.DEADLINE_PASSES: (
        lambda names, it: f"The time for an answer has passed: {names.agreement(it.who)}"
    ),
    Kind.AGREEMENT_BROKEN: _bargain("break the agreement: {terms}"),
    Kind.AGREEMENT_RUNS_OUT: (
        lambda names, it: f"The agreement has run out: {names.agreement(it.who)}"
    ),
    Kind.CONDUCT_IS_SAFE: (
        lambda names, it: not_done(
            names.actor(it.detail), "for a safe conduct forbids it", names.deed(it.who)
        )
    ),
}

COLLECTIVES: Mapping[Kind, Teller] = {
    Kind.STAFF_SERVES: (
        lambda names, it: clause(names.staff(it.who), f"work for {names.side(it.detail)}")
    ),
    Kind.STAFF_DECLINES: (
        lambda names, it: clause(names.staff(it.who), f"do not work for {names.side(it.detail)}")
    ),
    **PERSONS,
    **BODIES,
    **AGREEMENTS,
    Kind.RAIL_IS_LIFTED: (
        lambda names, it: clause(names.staff(it.detail), f"lift a rail of {names.link(it.who)}")
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
    Kind.STRIKE_BEGINS: lambda names, it: clause(names.staff(it.who), "begin to strike"),
    Kind.STRIKE_ENDS: lambda names, it: clause(names.staff(it.who), "end their strike"),
    Kind.STRIKE_REFUSED: _call_refused,
    Kind.WORK_STOPS: (
        lambda names, it: f"So many of {names.staff(it.who)} are on strike that nothing is worked"
    ),
    Kind.WORK_RESUMES: (
        lambda names, it: f"So many of {names.staff(it.who)} are back that there is work again"
    ),
}
