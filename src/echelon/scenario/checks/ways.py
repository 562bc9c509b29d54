"""Whether those who are sent somewhere can get there, and those who are told can be reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from echelon.errors import Fault
from echelon.scenario.actions import Action, parse_actions
from echelon.scenario.checks.network import Network
from echelon.scenario.checks.texts import sentences_of
from echelon.scenario.draft import Declaration, Draft
from echelon.scenario.schema.authority import Office
from echelon.scenario.schema.bodies import Body
from echelon.scenario.schema.conduct import Act, Fact, Order
from echelon.scenario.schema.ground import Channel, Link
from echelon.scenario.schema.people import Person, Unit

RECEIVERS = {
    "move": "unit",
    "infiltrate": "unit",
    "halt": "unit",
    "resume": "unit",
    "detrain": "unit",
    "force": "unit",
    "bombard": "unit",
    "tell": "actor",
    "ask": "actor",
}
"""Verbs that need word to reach somebody, and the slot that says whom."""


@dataclass(frozen=True)
class Deed:
    """One action of an act or order, with its place in the file if the entry itself states it."""

    declaration: Declaration
    by: str
    action: Action
    path: tuple[int, ...]
    is_own: bool = True


def check_ways(draft: Draft) -> Iterator[Fault]:
    """Find destinations without a way, and receivers without a channel.

    Whoever may be sent to several places is looked for in all of them: which of them it is when
    the order comes is for the run to say.
    """
    if not draft.is_whole("places", "links", "channels", "persons", "units") or not _all_done(
        draft
    ):
        return
    every = list(_deeds(draft))
    stays = _stays(draft, every)
    deeds = [deed for deed in every if deed.is_own]
    yield from _unreachable(draft, deeds, stays)
    channels = _channels(draft)
    yield from _unheard(draft, deeds, stays, channels)
    yield from _voiceless(draft, deeds)
    yield from _far_from_the_station(draft, deeds, stays, channels)
    yield from _unreported(draft, stays, channels)
    yield from _reserved(draft, deeds, stays, channels)


def _all_done(draft: Draft) -> bool:
    """Tell whether every act and order can be read as far as who does what.

    One that cannot might bring somebody to a place from which there is a way.
    """
    return draft.unread.isdisjoint(("acts", "orders")) and all(
        declaration.entry is not None
        or ("by" in declaration.values and ("do" in declaration.values) == _has_deed(declaration))
        for part in ("acts", "orders")
        for declaration in draft.declarations[part].values()
    )


def _has_deed(declaration: Declaration) -> bool:
    return "do" in declaration.written.fields and not declaration.written.fields["do"].is_nothing


def _deeds(draft: Draft) -> Iterator[Deed]:
    """Yield what every act and order does; what comes from a group or a pool is not its own."""
    for part in ("acts", "orders"):
        for declaration in draft.declarations[part].values():
            entry = declaration.entry
            whole = entry if isinstance(entry, (Act, Order)) else None
            by = str(declaration.values["by"] if whole is None else whole.by)
            if "do" in declaration.values:
                for path, sentence in sentences_of(declaration.written.fields["do"].node):
                    for action in parse_actions(sentence):
                        yield Deed(declaration, by, action, path)
            elif whole is not None:
                for action in whole.do:
                    yield Deed(declaration, by, action, (), is_own=False)


def _stays(draft: Draft, deeds: list[Deed]) -> dict[str, set[str]]:
    """Return the places at which each person and unit may be found."""
    stays: dict[str, set[str]] = {}
    for _, unit in draft.sound("units", Unit):
        stays[unit.id] = {unit.place}
    for _, person in draft.sound("persons", Person):
        stays[person.id] = {person.place}
    for deed in deeds:
        for traveller in _travellers(deed):
            stays.setdefault(traveller, set()).add(str(deed.action.arguments["place"]))
    return stays


def _travellers(deed: Deed) -> list[str]:
    arguments = deed.action.arguments
    if deed.action.verb == "move":
        return [str(arguments["unit"])]
    if deed.action.verb == "go":
        return [deed.by, *([str(arguments["companion"])] if "companion" in arguments else [])]
    return []


def _unreachable(draft: Draft, deeds: list[Deed], stays: dict[str, set[str]]) -> Iterator[Fault]:
    ways: dict[str, list[tuple[str, str]]] = {}
    for _, link in draft.sound("links", Link):
        ways.setdefault(link.kind, []).append((link.from_, link.to))
    networks = {means: Network(pairs) for means, pairs in ways.items()}
    mixed = Network(pair for pairs in ways.values() for pair in pairs)
    for deed in deeds:
        arguments = deed.action.arguments
        for traveller in _travellers(deed)[:1]:
            means = str(arguments.get("means", ""))
            # A journey is by one means from its beginning to its end.
            chosen = [networks[it] for it in ([means] if means else networks) if it in networks]
            for slot in ("via", "place"):
                named = arguments.get(slot, ())
                places = (named,) if isinstance(named, str) else named
                for place, span in zip(places, deed.action.spans.get(slot, ()), strict=True):
                    starts = stays.get(traveller, set()) - {place} or {place}
                    if not _is_known(draft, place) or any(
                        network.joins(start, place) for start in starts for network in chosen
                    ):
                        continue
                    joined = any(mixed.joins(start, place) for start in starts)
                    yield _no_way(draft, deed, traveller, place, means, span, joined=joined)


def _is_known(draft: Draft, place: str) -> bool:
    return place in draft.declarations["places"]


def _no_way(
    draft: Draft,
    deed: Deed,
    traveller: str,
    place: str,
    means: str,
    span: tuple[int, int],
    *,
    joined: bool,
) -> Fault:
    """Tell of a destination without a way; `joined` if there is one by several means in turn."""
    stages = "order each stage by itself, the next on being there"
    how = (
        f"leave out `by {means}`, or {stages}" if means else f"a journey is by one means: {stages}"
    )
    by = f" by {means}" if means else " all the way by one means" if joined else ""
    return draft.fault(
        "unreachable",
        f"{deed.declaration.called} sends `{traveller}` to `{place}`, where no links lead{by}",
        deed.declaration,
        "do",
        path=deed.path,
        start=span[0],
        end=span[1],
        label="no way leads here",
        help=how if joined else "",
    )


def _channels(draft: Draft, closed: frozenset[str] = frozenset()) -> Network:
    """Return which places can exchange messages, relays included, but for channels `closed`.

    A broadcast carries what is announced, and no message to anybody.
    """
    return Network(
        (channel.from_, channel.to)
        for _, channel in draft.sound("channels", Channel)
        if channel.id not in closed and channel.from_ and channel.to
    )


def _unheard(
    draft: Draft, deeds: list[Deed], stays: dict[str, set[str]], channels: Network
) -> Iterator[Fault]:
    for deed in deeds:
        slot = RECEIVERS.get(deed.action.verb)
        if slot is None:
            continue
        receiver = str(deed.action.arguments[slot])
        starts, ends = stays.get(deed.by, set()), stays.get(receiver, set())
        if receiver == deed.by or not starts or not ends or _connected(channels, starts, ends):
            continue
        span = deed.action.spans[slot][0]
        yield draft.fault(
            "no-channel",
            f"word of {deed.declaration.called} cannot reach `{receiver}`",
            deed.declaration,
            "do",
            path=deed.path,
            start=span[0],
            end=span[1],
            label=f"no channel leads here from `{deed.by}`",
            notes=(
                f"`{deed.by}` can be at {_listed(starts)}",
                f"`{receiver}` can be at {_listed(ends)}",
            ),
        )


def _voiceless(draft: Draft, deeds: list[Deed]) -> Iterator[Fault]:
    wires = {channel.id for _, channel in draft.sound("channels", Channel) if not channel.reach}
    for deed in deeds:
        if deed.action.verb != "announce" or deed.action.arguments["channel"] not in wires:
            continue
        name, span = deed.action.arguments["channel"], deed.action.spans["channel"][0]
        yield draft.fault(
            "no-channel",
            f"{deed.declaration.called} announces over `{name}`, which is a wire",
            deed.declaration,
            "do",
            path=deed.path,
            start=span[0],
            end=span[1],
            label="nobody but its two ends would hear",
            help="name a channel with `reach`, or `tell` somebody",
        )


def _far_from_the_station(
    draft: Draft, deeds: list[Deed], stays: dict[str, set[str]], channels: Network
) -> Iterator[Fault]:
    """Find broadcasts whose text no wire brings from its author to the station."""
    sound = [channel for _, channel in draft.sound("channels", Channel)]
    stations = {it.id: it.from_ for it in sound if it.reach and it.from_}
    for deed in deeds:
        station = stations.get(str(deed.action.arguments.get("channel", "")))
        starts = stays.get(deed.by, set())
        if deed.action.verb != "announce" or station is None or not starts:
            continue
        if _connected(channels, starts, {station}):
            continue
        name, span = deed.action.arguments["channel"], deed.action.spans["channel"][0]
        yield draft.fault(
            "no-channel",
            f"what {deed.declaration.called} announces cannot reach the station of `{name}`",
            deed.declaration,
            "do",
            path=deed.path,
            start=span[0],
            end=span[1],
            label=f"no wire leads from `{deed.by}` to `{station}`",
            notes=(f"`{deed.by}` can be at {_listed(starts)}",),
            help="add a channel with two ends between them, or send the author to the station",
        )


def _unreported(draft: Draft, stays: dict[str, set[str]], channels: Network) -> Iterator[Fault]:
    for declaration, fact in draft.sound("facts", Fact):
        if "reported_to" not in declaration.values:
            continue
        if fact.at is None:
            yield draft.fault(
                "missing-key",
                f"{declaration.called} is reported to somebody, and from nowhere",
                declaration,
                "reported_to",
                label="news of it starts nowhere",
                help="write `at`, the place where it happens",
            )
            continue
        for receiver in fact.reported_to:
            ends = stays.get(receiver, set())
            if ends and not _connected(channels, {fact.at}, ends):
                yield draft.fault(
                    "no-channel",
                    f"word of {declaration.called} cannot reach `{receiver}`",
                    declaration,
                    "reported_to",
                    path=draft.path_to(declaration, "reported_to", receiver),
                    label=f"no channel leads here from `{fact.at}`",
                    notes=(f"`{receiver}` can be at {_listed(ends)}",),
                )


def _reserved(
    draft: Draft, deeds: list[Deed], stays: dict[str, set[str]], channels: Network
) -> Iterator[Fault]:
    """Warn of receivers whom the author of a deed can reach only by wires kept for others."""
    users = {it.id: frozenset(it.users) for _, it in draft.sound("channels", Channel) if it.users}
    if draft.is_overlaid or not users or not draft.is_whole("bodies", "offices", "groups"):
        return
    named = _named(draft)
    networks: dict[frozenset[str], Network] = {}
    for deed in deeds:
        slot = RECEIVERS.get(deed.action.verb)
        if slot is None:
            continue
        receiver = str(deed.action.arguments[slot])
        starts, ends = stays.get(deed.by, set()), stays.get(receiver, set())
        names = named.get(deed.by, set())
        closed = frozenset(id_ for id_, allowed in users.items() if not allowed & names)
        if receiver == deed.by or not _connected(channels, starts, ends):
            continue
        if closed not in networks:
            networks[closed] = _channels(draft, closed)
        if _connected(networks[closed], starts, ends):
            continue
        span = deed.action.spans[slot][0]
        yield draft.fault(
            "reserved-channel",
            f"word of {deed.declaration.called} cannot reach `{receiver}` but by a wire that is "
            "kept for others",
            deed.declaration,
            "do",
            path=deed.path,
            start=span[0],
            end=span[1],
            label=f"no channel that leads here is open to `{deed.by}`",
            help=f"add `{deed.by}` to the `users` of a channel, or let another `tell` him",
            warning=True,
        )


def _named(draft: Draft) -> dict[str, set[str]]:
    """Return by what names each person and unit may be among the users of a channel."""
    named = {unit.id: {unit.id, unit.side} for _, unit in draft.sound("units", Unit)}
    named |= {it.id: {it.id, it.side} for _, it in draft.sound("persons", Person)}
    for _, office in draft.sound("offices", Office):
        named.setdefault(office.holder or "", set()).add(office.id)
    for _, body in draft.sound("bodies", Body):
        for member in (body.chair, *body.members):
            named.setdefault(member, set()).add(body.id)
    return named


def _connected(channels: Network, starts: set[str], ends: set[str]) -> bool:
    return any(channels.joins(start, end) for start in starts for end in ends)


def _listed(places: set[str]) -> str:
    return ", ".join(f"`{place}`" for place in sorted(places))
