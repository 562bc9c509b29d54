"""What acts claim: on whom they are done, and by which titles their authors may do them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import get_args

from echelon.scenario.expressions import Expression, Name, walk
from echelon.scenario.schema.authority import Institution, Office
from echelon.scenario.schema.conduct import PLAIN_KINDS, Act
from echelon.scenario.schema.parts import PARTS, Parts
from echelon.scenario.schema.targets import ALL_OF

EXPRESSIONS = frozenset(get_args(Expression))

EVERYTHING = "all"
"""The competence for every matter."""


@dataclass(frozen=True)
class Post:
    """A person's hold on an office: as its holder (rank 0), or as the next to act in it."""

    office: str
    person: str
    rank: int
    is_first: bool = False


@dataclass(frozen=True)
class Title:
    """What an act may be done by: an institution's own right, or an office that somebody holds.

    Parameters
    ----------
    institution : str
        The institution that must stand.
    post : Post or None
        The office that must be held; None in the institution's own right.
    through : str or None
        Id of the transfer to which the title is owed.
    is_founding : bool
        Whether it is the right of a root to convene itself.
    """

    institution: str
    post: Post | None = None
    through: str | None = None
    is_founding: bool = False


def has_law(parts: Parts) -> bool:
    """Return whether the scenario says anything of who may command."""
    return bool(parts.institutions or parts.offices or parts.views)


def is_legal(parts: Parts, act: Act) -> bool:
    """Return whether an act claims a right to be done."""
    return act.kind not in PLAIN_KINDS and has_law(parts)


def may_decline(act: Act) -> bool:
    """Return whether whom an act appoints may decline: on a condition, or by his dispositions."""
    is_appointment = act.kind == "appoint" and act.to is not None
    return act.declines is not None or (is_appointment and act.severity is not None)


def views_of(parts: Parts) -> dict[str, tuple[str, ...]]:
    """Return the roots of every view: those declared, and one for each side that names none."""
    if not has_law(parts):
        return {}
    views = {id_: view.roots for id_, view in parts.views.items()}
    for id_, side in parts.sides.items():
        if side.view is None:
            own = (one for one, it in parts.institutions.items() if it.side == id_)
            views[id_] = tuple(own)
    return dict(sorted(views.items()))


def spoken_of(parts: Parts) -> set[str]:
    """Return the names that conditions ask about, actions pass on, and entries hear of."""
    found: set[str] = {time.fact for time in parts.times.values()}
    for part in PARTS:
        for entry in parts[part].values():
            stated = vars(entry)
            for value in stated.values():
                if type(value) in EXPRESSIONS:
                    found.update(node.name for node in walk(value) if isinstance(node, Name))
            for action in stated.get("do") or ():
                found.add(str(action.arguments.get("fact")))
            found |= {str(stated.get(key)) for key in ("fact", "heard")}
            for key in ("stirred_by", "calmed_by", "prompted_by"):
                found.update(stated.get(key, ()))
    return found


def turned_on_by_law(parts: Parts) -> set[str]:
    """Return the facts and acts on which the standing of some act or office turns."""
    conditions = [office.vacant_when for office in parts.offices.values()]
    for act in parts.acts.values():
        conditions += [act.requires, act.until]
    return {
        node.name
        for condition in conditions
        if condition is not None
        for node in walk(condition)
        if isinstance(node, Name) and (node.name in parts.facts or node.name in parts.acts)
    }


def matter_of(act: Act) -> str:
    """Return the matter for which one must be competent to do an act."""
    return act.matter or ("order" if act.kind == "countermand" else act.kind)


def named(parts: Parts, targets: Iterable[str]) -> list[str]:
    """Return ids, with every class replaced by the institutions that belong to it."""
    found: dict[str, None] = {}
    for target in targets:
        if target.startswith(ALL_OF):
            found |= dict.fromkeys(members_of(parts, target.removeprefix(ALL_OF)))
        else:
            found[target] = None
    return list(found)


def members_of(parts: Parts, word: str) -> list[str]:
    """Return the institutions of a class."""
    return [id_ for id_, one in parts.institutions.items() if one.class_ == word]


def targets_of(parts: Parts, act: Act) -> list[str]:
    """Return on whom or what an act is done; an order without a target, on the units it moves."""
    if act.target or act.kind not in ("order", "countermand"):
        return named(parts, act.target)
    return [str(action.arguments["unit"]) for action in act.do if "unit" in action.arguments]


def handed_over(parts: Parts, act: Act) -> list[tuple[str, str]]:
    """Return from what to what a transfer passes authority, each of a class to its counterpart."""
    found = []
    for target in named(parts, act.target):
        to = act.to
        if to is None and target in parts.institutions:
            to = parts.institutions[target].counterpart
        if to is not None:
            found.append((target, to))
    return found


def laid_down(parts: Parts, act: Act) -> list[Post]:
    """Return what its author lays down by resigning: his hold on the offices named, or on all."""
    person = act.in_name_of or act.by
    offices = act.target or ((act.office,) if act.office else tuple(parts.offices))
    known = [office for office in offices if office in parts.offices]
    return [it for office in known for it in posts_of(parts, office) if it.person == person]


def posts_of(parts: Parts, office: str) -> list[Post]:
    """Return everybody who may come to hold an office or act in it, by rank."""
    entry = parts.offices[office]
    holders = {entry.holder: True} if entry.holder is not None else {}
    for act in parts.acts.values():
        if act.kind == "appoint" and act.to is not None and office in act.target:
            holders.setdefault(act.to, False)
    posts = [Post(office, person, 0, is_first) for person, is_first in sorted(holders.items())]
    others = [*([entry.deputy] if entry.deputy else []), *entry.succession]
    return posts + [Post(office, person, rank + 1) for rank, person in enumerate(others)]


def titles_of(parts: Parts, act: Act) -> list[Title]:
    """Return every title by which an act may be valid, in some view and at some time."""
    targets, person = targets_of(parts, act), act.in_name_of or act.by
    found: list[Title] = []
    if act.kind == "resign":  # for which nobody needs a competence
        return [Title(parts.offices[it.office].of, it) for it in laid_down(parts, act)]
    if act.institution is not None:
        if act.kind == "convene" and act.institution in targets:
            found.append(Title(act.institution, is_founding=True))
        found += _titles_of_holder(parts, act.institution, act, targets, None)
        return found
    for office in [act.office] if act.office else parts.offices:
        for post in posts_of(parts, office):
            if post.person == person:
                found += _titles_of_holder(parts, office, act, targets, post)
    return found


def commands_of(parts: Parts, person: str) -> Iterator[tuple[Title, list[str] | None]]:
    """Yield the titles by which somebody gives orders, each with the actors that it covers.

    None in place of the actors is everybody.
    """
    for office, entry in parts.offices.items():
        if entry.of not in parts.institutions:  # a name that is told of where it stands
            continue
        for post in posts_of(parts, office):
            if post.person == person and is_competent(parts, office, "order"):
                over = entry.over or parts.institutions[entry.of].over
                actors = [*parts.persons, *parts.units]
                covered = [actor for actor in actors if covers(parts, over, [actor])]
                yield Title(entry.of, post), covered if over else None


def covers(parts: Parts, over: tuple[str, ...], targets: Iterable[str]) -> bool:
    """Return whether a mandate extends to all targets, each by itself or by what it is under."""
    if not over:
        return True
    bounds = set(named(parts, over))
    return all(bounds.intersection(_above(parts, target)) for target in targets)


def _titles_of_holder(
    parts: Parts, holder: str, act: Act, targets: list[str], post: Post | None
) -> Iterator[Title]:
    """Yield the titles of one institution or office: its own, and those handed to it."""
    institution = _institution_of(parts, holder)
    if _may(parts, holder, act, targets):
        yield Title(institution, post)
    for id_, transfer in parts.acts.items():
        if transfer.kind == "transfer":
            for source, receiver in handed_over(parts, transfer):
                if receiver == holder and _may(parts, source, act, targets):
                    yield Title(institution, post, through=id_)


def _may(parts: Parts, holder: str, act: Act, targets: list[str]) -> bool:
    """Return whether a matter and its targets are within what an institution or office may do."""
    entry = _entry(parts, holder)
    over = entry.over
    if isinstance(entry, Office) and not over:
        over = parts.institutions[entry.of].over
    if not covers(parts, over, targets):
        return False
    institution = _institution_of(parts, holder)
    if act.kind == "annul" and all(institution in _above(parts, target) for target in targets):
        return True  # one's own acts, and those of what derives from one, can be taken back
    return is_competent(parts, holder, matter_of(act))


def is_competent(parts: Parts, holder: str, matter: str) -> bool:
    """Return whether an institution or office may decide a matter, within its bounds."""
    entry = _entry(parts, holder)
    competences = entry.competences
    if isinstance(entry, Office) and not competences:
        competences = parts.institutions[entry.of].competences
    return matter in competences or EVERYTHING in competences


def _above(parts: Parts, target: str) -> set[str]:
    """Return a target and all that it is under: institutions, sides, superiors."""
    found: set[str] = set()
    waiting: list[str | None] = [target]
    while waiting:
        id_ = waiting.pop()
        if id_ is None or id_ in found:
            continue
        found.add(id_)
        if id_ in parts.institutions:
            waiting.append(parts.institutions[id_].derives_from)
        elif id_ in parts.offices:
            waiting.append(parts.offices[id_].of)
        elif id_ in parts.persons:
            waiting += [parts.persons[id_].side, parts.persons[id_].superior]
        elif id_ in parts.units:
            unit = parts.units[id_]
            waiting += [unit.side, unit.superior, unit.commander]
        elif id_ in parts.acts:
            act = parts.acts[id_]
            waiting += [act.institution, act.office]
    return found


def _entry(parts: Parts, holder: str) -> Institution | Office:
    return parts.offices[holder] if holder in parts.offices else parts.institutions[holder]


def _institution_of(parts: Parts, holder: str) -> str:
    return parts.offices[holder].of if holder in parts.offices else holder
