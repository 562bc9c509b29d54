"""Whether anybody may command those who weigh by what right they are ordered about."""

from __future__ import annotations

from collections.abc import Iterator

from echelon.errors import Fault
from echelon.scenario.draft import Declaration, Draft
from echelon.scenario.expressions import Draw
from echelon.scenario.law import commands_of, has_law, is_legal, targets_of, titles_of, views_of
from echelon.scenario.schema.authority import Institution
from echelon.scenario.schema.parts import Parts
from echelon.scenario.schema.people import Unit

READ = (
    "institutions",
    "offices",
    "views",
    "sides",
    "persons",
    "units",
    "acts",
    "orders",
    "dispositions",
)

FOUNDING = ("convene", "transfer")

Command = tuple[str, list[str] | None]
"""An institution by which orders are given, and whom they may be given to; None is everybody."""


def check_somebody_commands(draft: Draft) -> Iterator[Fault]:
    """Warn of units with dispositions that are ordered about, and to whom nobody's order is valid.

    One warning for all that judge in the same views, at the first of them.
    """
    if not draft.is_whole(*READ):
        return
    parts = draft.parts()
    if not has_law(parts) or not parts.dispositions:
        return
    recognised = {view: _recognised(parts, roots) for view, roots in views_of(parts).items()}
    try:
        commands, moved = _commands(parts), _ordered_about(parts)
    except KeyError:  # a name that does not exist, which is told where it stands
        return
    found: dict[tuple[str, ...], list[Declaration]] = {}
    for declaration, unit in draft.sound("units", Unit):
        if declaration.id not in moved or not _judges(parts, declaration.id, unit):
            continue
        views = _views_of_unit(parts, unit)
        standing = set().union(*(recognised.get(view, set()) for view in views))
        if not any(
            institution in standing and (covered is None or declaration.id in covered)
            for institution, covered in commands
        ):
            found.setdefault(views, []).append(declaration)
    for views, declarations in found.items():
        first, more = declarations[0], len(declarations) - 1
        whom = f"{first.called}{f' and {more} more' if more else ''}"
        seen = " or ".join(f"`{view}`" for view in views)
        yield draft.fault(
            "nobody-commands",
            f"nobody may ever command {whom} in the view of {seen}",
            first,
            "id",
            label="every order to it is without right in its own eyes",
            help="give `order` to the `competences` of an office of an institution that is a root "
            "of that view or derives from one, and have its `over`, if any, reach the unit",
            warning=True,
        )


def _recognised(parts: Parts, roots: tuple[str, ...]) -> set[str]:
    """Return the institutions that might come to stand in a view with these roots."""
    founded = {
        target for act in parts.acts.values() if act.kind in FOUNDING for target in _founded(act)
    }
    bodies: dict[str, Institution] = dict(parts.institutions)
    found = {id_ for id_ in roots if id_ in bodies and (bodies[id_].stands or id_ in founded)}
    found |= {id_ for id_ in founded if id_ in bodies and bodies[id_].derives_from is None}
    while True:
        more = {
            id_
            for id_, one in bodies.items()
            if one.derives_from in found and (one.stands or id_ in founded)
        }
        if more <= found:
            return found
        found |= more


def _founded(act: object) -> list[str]:
    return [*getattr(act, "target", ()), *filter(None, [getattr(act, "to", None)])]


def _commands(parts: Parts) -> list[Command]:
    """Return by which institutions orders are given to whom: by persons, and by acts."""
    found: list[Command] = []
    for person in parts.persons:
        found += [(title.institution, covered) for title, covered in commands_of(parts, person)]
    for act in parts.acts.values():
        if act.kind == "order" and is_legal(parts, act):
            found += [
                (title.institution, targets_of(parts, act)) for title in titles_of(parts, act)
            ]
    return found


def _ordered_about(parts: Parts) -> set[str]:
    """Return the units that orders or acts do something to."""
    return {
        str(action.arguments["unit"])
        for deeds in (
            *(order.do for order in parts.orders.values()),
            *(act.do for act in parts.acts.values()),
        )
        for action in deeds
        if "unit" in action.arguments
    }


def _judges(parts: Parts, id_: str, unit: Unit) -> bool:
    """Return whether a unit has dispositions, of its own or of a group of its."""
    groups: set[str] = {id_, unit.side}
    waiting = [unit.group]
    while waiting:
        group = waiting.pop()
        if group is not None and group not in groups:
            groups.add(group)
            waiting.append(getattr(parts.groups.get(group), "group", None))
    return any(disposition.of in groups for disposition in parts.dispositions.values())


def _views_of_unit(parts: Parts, unit: Unit) -> tuple[str, ...]:
    """Return the views in one of which a unit judges."""
    stated = unit.view
    if isinstance(stated, Draw):
        named: tuple[str, ...] = tuple(str(each) for each in stated.distribution.labels or ())
    else:
        named = (stated or unit.side,)
    return tuple(parts.sides[each].view or each if each in parts.sides else each for each in named)
