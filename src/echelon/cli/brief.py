"""`echelon brief`: what one actor knew at one moment of a run, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from echelon.analysis.wording import moment_text, wrapped, years_text
from echelon.cli.chronicle import heading
from echelon.cli.options import (
    account_option,
    json_option,
    load_overlaid,
    run_option,
    scenario_argument,
    seed_option,
    what_if_option,
)
from echelon.cli.output import print_json, print_page
from echelon.units import MICROSECONDS_PER_HOUR, MICROSECONDS_PER_MINUTE

if TYPE_CHECKING:
    from echelon.api import Scenario
    from echelon.campaign import Brief, Known, OwnOrder, Standing


@click.command()
@scenario_argument
@click.argument("actor", metavar="ACTOR")
@run_option
@seed_option
@click.option(
    "--at",
    "at",
    required=True,
    metavar="TIME",
    help="The moment, such as '1917-11-08 06:00'; OS or NS may follow.",
)
@what_if_option
@account_option
@json_option
def brief(
    scenario: str,
    actor: str,
    run_index: int,
    seed: int,
    at: str,
    what_if: str | None,
    account: str | None,
    as_json: bool,
) -> None:
    """Tell what one actor knew at a moment of a run.

    ACTOR is the id of a person, unit, staff or body. What it has not been told is
    not printed: neither what is true nor what is under way to it.
    """
    loaded = load_overlaid(scenario, what_if, account)
    told = loaded.brief(actor, run_index, at, seed=seed)
    if as_json:
        print_json(as_plain(loaded, run_index, seed, told))
        return
    print_page("\n".join([*heading(loaded, run_index, seed), *page(loaded, told)]))


def page(loaded: Scenario, told: Brief) -> Iterator[str]:
    """Yield the lines of a brief below its heading."""
    document = loaded.document
    calendar, settings = document.calendar, document.settings
    length_us = settings.end_us - settings.start_us

    def moment(us: int | None) -> str:
        return "" if us is None else moment_text(calendar, us, length_us)

    def item(us: int | None, text: str) -> list[str]:
        start = f"  {moment(us):>11}  "
        return wrapped(text, indent=start, hanging=" " * 15)

    yield from wrapped(f"{told.name}, {calendar.format_moment(told.time_us)}, {_whereabouts(told)}")
    yield f"dates of {years_text(calendar, length_us)}"
    timed = [known for known in told.knows if not known.from_the_start]
    if timed:
        yield "\nKnows, as of the time at the left"
    for known in timed:
        age = age_text(told.time_us - known.since_us)
        yield from item(known.since_us, f"{known.text} ({known.source}, {age})")
    yield from _listed("Has known from the start", from_the_start(told.knows))
    yield from _joined("Has not heard", told.not_heard)
    yield from _joined("Does not know", told.not_known)
    yield from verdicts(told)
    if told.letters:
        yield "\nWas handed"
    for letter in told.letters:
        yield from item(letter.read_us, f"{letter.source or 'unsigned'}: {letter.text}")
    if told.orders:
        yield "\nOwn standing orders"
    for order in sorted(told.orders, key=_in_time):
        if order.since_us is not None:
            yield from item(order.since_us, f"{order.standing}: {order.text}")
    waiting = [order.text for order in told.orders if order.since_us is None]
    if waiting:
        yield from wrapped(f"waiting: {_in_one(waiting)}", indent="  ", hanging="    ")


def from_the_start(knows: Sequence[Known]) -> Iterator[str]:
    """Yield what has been known from the start; where nobody is, in one sentence for many."""
    absent: dict[str, list[str]] = {}
    for known in knows:
        if known.from_the_start and known.absent is not None:
            who, where = known.absent
            places = absent.setdefault(who, [])
            places += [where] if where not in places else []
        elif known.from_the_start:
            yield known.text
    by_places: dict[tuple[str, ...], list[str]] = {}
    for who, places in absent.items():
        by_places.setdefault(tuple(sorted(places)), []).append(who)
    for abode, names in by_places.items():
        yield f"Not at {_or(abode)}: {', '.join(names)}"


def _or(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _in_one(texts: Iterable[str]) -> str:
    """Put texts behind one another, each once."""
    return "; ".join(dict.fromkeys(texts))


def _listed(title: str, texts: Iterable[str]) -> Iterator[str]:
    lines = [line for text in texts for line in wrapped(text, indent="  - ", hanging="    ")]
    yield from [f"\n{title}", *lines] if lines else ()


def _joined(title: str, texts: Sequence[str]) -> Iterator[str]:
    if texts:
        yield f"\n{title}"
        yield from wrapped(_in_one(texts), indent="  ")


def verdicts(told: Brief) -> Iterator[str]:
    """Yield what the actor makes, in its own view, of the acts and offices that it knows of."""
    if told.authority is None:
        return
    heard = [act for act in told.authority.acts if act.standing != "unheard"]
    held = [
        f"{office.name}: {', '.join(map(_in_office, office.holders))}"
        for office in told.authority.offices
        if office.holders
    ]
    by_standing: dict[str, list[str]] = {}
    for act in heard:
        by_standing.setdefault(act.standing, []).append(act.name)
    judged = [
        f"{'for forged' if standing == 'forged' else standing}: {_in_one(names)}"
        for standing, names in by_standing.items()
    ]
    yield from _listed("Makes of the acts heard of", judged)
    yield from _listed("Holds to be in office", held)


def _in_office(one: Standing) -> str:
    """Return a name, in doubt if the actor cannot say whether its bearer holds the office."""
    return f"{one.name} (undecided)" if one.standing == "undecided" else one.name


def _in_time(order: OwnOrder) -> tuple[bool, int]:
    return order.since_us is None, order.since_us or 0


def _whereabouts(told: Brief) -> str:
    if told.place is not None:
        return f"at {told.place}"
    return "under way" if told.bound_for is None else f"under way to {told.bound_for}"


def age_text(age_us: int) -> str:
    """Write an age in minutes, or hours and minutes, or days and hours.

    Examples
    --------
    >>> [age_text(minutes * 60_000_000) for minutes in (0, 59, 61, 1500)]
    ['just now', '59 min old', '1 h 1 min old', '1 d 1 h old']
    """
    minutes = age_us // MICROSECONDS_PER_MINUTE
    hours, days = minutes // 60, minutes // (24 * 60)
    if not minutes:
        return "just now"
    if days:
        return f"{days} d {hours % 24} h old"
    return f"{hours} h {minutes % 60} min old" if hours else f"{minutes} min old"


def as_plain(loaded: Scenario, run_index: int, seed: int, told: Brief) -> dict[str, Any]:
    """Give a brief as plain values; times are New Style local time, as ISO 8601 writes them."""
    iso = loaded.document.calendar.format_iso
    return {
        "scenario": loaded.name,
        "scenario_hash": loaded.hash,
        "seed": seed,
        "run": run_index,
        "actor": told.actor,
        "name": told.name,
        "time": iso(told.time_us),
        "place": told.place,
        "bound_for": told.bound_for,
        "knows": [
            {
                "text": known.text,
                "since": iso(known.since_us),
                "learnt": iso(known.learnt_us),
                "age_h": round((told.time_us - known.since_us) / MICROSECONDS_PER_HOUR, 3),
                "source": known.source,
            }
            for known in told.knows
        ],
        "not_heard": list(told.not_heard),
        "not_known": list(told.not_known),
        "letters": [
            {
                "text": letter.text,
                "sent": iso(letter.sent_us),
                "read": iso(letter.read_us),
                "source": letter.source,
            }
            for letter in told.letters
        ],
        "authority": None
        if told.authority is None
        else {
            "view": told.authority.id,
            "acts": {it.id: it.standing for it in told.authority.acts},
            "institutions": {it.id: it.standing for it in told.authority.institutions},
            "offices": {
                office.id: {it.id: it.standing for it in office.holders}
                for office in told.authority.offices
            },
        },
        "orders": [
            {
                "id": order.id,
                "text": order.text,
                "standing": order.standing,
                "since": None if order.since_us is None else iso(order.since_us),
            }
            for order in told.orders
        ],
    }
