"""What the parts of an assembly share: the document, the rows of everything, the tables so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from echelon.campaign.builder import NONE, Entities, Lists, index_of
from echelon.campaign.library import library_of
from echelon.campaign.programs import Programs, draws_in, with_named_draws
from echelon.campaign.slots import SlotRegister
from echelon.engine.vocabulary import Mode
from echelon.scenario.distributions import Distribution
from echelon.scenario.document import Document, QuantityField
from echelon.scenario.expressions import Binary, Call, Draw, Expression, Name, Number, walk
from echelon.scenario.law import (
    is_legal,
    may_decline,
    posts_of,
    spoken_of,
    turned_on_by_law,
    views_of,
)
from echelon.scenario.notation import split_each
from echelon.scenario.schema.readers import support

MODES = {"rail": Mode.RAIL, "road": Mode.ROAD, "water": Mode.WATER, "air": Mode.AIR}


@dataclass
class Assembly:
    """A scenario on its way to becoming a World."""

    document: Document
    entities: Entities = field(default_factory=Entities)
    lists: Lists = field(default_factory=Lists)
    programs: Programs = field(default_factory=Programs)
    slots: SlotRegister = field(default_factory=SlotRegister)
    goals: dict[tuple[int, Mode], int] = field(default_factory=dict)
    field_slots: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        parts = self.document.parts
        self.sides: Mapping[str, int] = index_of(parts.sides)
        self.places: Mapping[str, int] = index_of(parts.places)
        self.links: Mapping[str, int] = index_of(parts.links)
        self.channels: Mapping[str, int] = index_of(parts.channels)
        self.units: Mapping[str, int] = index_of(parts.units)
        self.institutions: Mapping[str, int] = index_of(parts.institutions)
        self._number_acts()
        persons, units, places = len(parts.persons), len(parts.units), len(parts.places)
        self.stations = range(persons + units, persons + units + places)
        self.ranks = range(self.stations.stop, self.stations.stop + units)
        self.staffs: Mapping[str, int] = index_of(parts.staffs)
        committees = {id_: self.ranks.stop + row for id_, row in self.staffs.items()}
        actors = index_of([*parts.persons, *parts.units])
        self.agreements: Mapping[str, int] = index_of(parts.agreements)
        self.bodies: Mapping[str, int] = index_of(parts.bodies)
        first_body = self.ranks.stop + len(self.staffs)
        councils = {id_: first_body + row for id_, row in self.bodies.items()}
        self.actors: Mapping[str, int] = {**actors, **committees, **councils}
        self._number_values()

    def _number_acts(self) -> None:
        """Give acts that claim a right, and facts that these turn on, their rows as tidings.

        An act is a fact too if it claims a right, or if anybody tells of it or asks about it.
        """
        parts = self.document.parts
        self.legal_acts = [id_ for id_, act in parts.acts.items() if is_legal(parts, act)]
        refusals = [f"{id_}/declined" for id_ in self.legal_acts if may_decline(parts.acts[id_])]
        turned_on = sorted(turned_on_by_law(parts) - set(self.legal_acts))
        spoken = spoken_of(parts).union(turned_on, self.legal_acts)
        told = [id_ for id_ in parts.acts if id_ in spoken]
        self.facts: Mapping[str, int] = index_of([*parts.facts, *told, *refusals])
        self.acts: Mapping[str, int] = index_of(parts.acts)
        self.tidings: Mapping[str, int] = index_of([*self.legal_acts, *refusals, *turned_on])
        self.conditional_acts = [id_ for id_, act in parts.acts.items() if act.when is not None]
        self.orders: Mapping[str, int] = index_of([*parts.orders, *self.conditional_acts])
        in_names = [id_ for id_ in self.legal_acts if parts.acts[id_].in_name_of is not None]
        self.doubts: Mapping[str, int] = index_of(in_names)
        self.holdings = [
            (office, post.person, post.rank)
            for office in parts.offices
            for post in posts_of(parts, office)
        ]
        self.views: Mapping[str, tuple[str, ...]] = views_of(parts)

    def view(self, id_: str | None, side: str | None) -> int:
        """Return the row of the view in which somebody of a side judges, NONE without any."""
        chosen = id_
        if chosen is not None and chosen in self.document.parts.sides:
            chosen = self.document.parts.sides[chosen].view or chosen
        if chosen is None and side is not None:
            chosen = self.document.parts.sides[side].view or side
        return index_of(self.views).get(chosen or "", NONE)

    def judging(self, part: str, id_: str, side: str | None) -> dict[str, int]:
        """Return the columns of an actor that say in which view it judges, or from which it draws.

        Parameters
        ----------
        part, id_ : str
            The entry that may state a view.
        side : str or None
            The side whose view it has otherwise.
        """
        stated = getattr(self.document.parts[part][id_], "view", None)
        if not isinstance(stated, Draw):
            return {"in_view": self.view(stated, side), "drawn_view": NONE, "first_view": 0}
        rows = [self.view(label, None) for label in stated.distribution.labels]
        first, _ = self.lists.add(rows)
        return {
            "in_view": rows[0],
            "drawn_view": self.value(part, id_, "view"),
            "first_view": first,
        }

    def sides_of_institution(self, id_: str) -> set[int]:
        """Return the sides of all who may hold an office of an institution or act in its right."""
        parts = self.document.parts
        people = {act.by for act in parts.acts.values() if act.institution == id_}
        people |= {person for office, person, _ in self.holdings if parts.offices[office].of == id_}
        return {self.side(parts.persons[person].side) for person in people}

    def holding(self, person: str, office: str) -> list[int]:
        """Return the rows in which a person may hold an office."""
        found = enumerate(self.holdings)
        return [row for row, (held, holder, _) in found if held == office and holder == person]

    def _number_values(self) -> None:
        """Give every number of the scenario its slot: inputs first, then the fields that use them.

        An input that is one draw shares its slot with the draw. Computed inputs come after those
        that they depend on.
        """
        programs, fields, computed = self.programs, dict[str, Expression](), list[str]()
        factors: dict[str, Distribution] = {}
        for quantity in (*self.document.quantities(), *library_of(self.document)):
            names: list[str] = []
            expression, factor = split_each(quantity.expression)
            if factor is not None:
                factors[quantity.name] = factor
            named = with_named_draws(expression, quantity.name, names)
            fields[quantity.name] = held_within(quantity, expression, named)
            draws = draws_in(expression) if names else []
            for name, draw in zip(names, draws, strict=True):
                programs.slot_of_input[name] = programs.input(name, draw.distribution)
        for id_ in self.document.parts.inputs:
            name = f"inputs.{id_}.value"
            if fields[name] == Name(name):
                programs.slot_of_input[id_] = programs.slot_of_input[name]
            else:
                programs.slot_of_input[id_] = programs.input(f"{name}=", None)
                computed.append(id_)
        for id_ in in_order_of_need({id_: fields[f"inputs.{id_}.value"] for id_ in computed}):
            programs.formula(programs.slot_of_input[id_], fields[f"inputs.{id_}.value"])
        self._take_from_units(fields)
        for name, expression in fields.items():
            if name in factors:
                self.field_slots[name] = programs.drawn_at_each_use(expression, factors[name])
            elif not name.startswith("inputs."):
                self.field_slots[name] = programs.quantity(expression)

    def _take_from_units(self, fields: dict[str, Expression]) -> None:
        """Let units have as many fewer men as others have that are taken from them.

        What is taken is the strength that the other states, those included that are taken from it
        in turn. Each unit has whole men, so the sum may differ by what is lost in rounding.
        """
        left: dict[str, Expression] = {}
        for id_, unit in self.document.parts.units.items():
            if unit.taken_from is not None:
                stated = f"units.{id_}.men"
                self.programs.slot_of_input[f"{stated}="] = self.programs.quantity(fields[stated])
                fields[stated] = Name(f"{stated}=")
        for id_, unit in self.document.parts.units.items():
            if unit.taken_from is not None:
                whole = f"units.{unit.taken_from}.men"
                taken = Name(f"units.{id_}.men=")
                left[whole] = Binary("-", left.get(whole, fields[whole]), taken)
        fields |= {name: Call("max", (men, Number(0.0))) for name, men in left.items()}

    def value(self, part: str, id_: str, key: str) -> int:
        """Return the slot of a field's number, NONE if the field is empty."""
        return self.field_slots.get(f"{part}.{id_}.{key}", NONE)

    def entity(self, name: str) -> int:
        """Return the entity row of a name."""
        return self.entities.add(name)

    def side(self, id_: str | None) -> int:
        """Return the row of a side, NONE for none."""
        return NONE if id_ is None else self.sides[id_]

    def place(self, id_: str | None) -> int:
        """Return the row of a place, NONE for none."""
        return NONE if id_ is None else self.places[id_]

    def actor(self, id_: str | None) -> int:
        """Return the row of a person, a unit's command or a staff as an actor, NONE for none."""
        return NONE if id_ is None else self.actors[id_]

    def mind(self, id_: str) -> int:
        """Return the actor whose knowledge somebody acts on: for a body, that of its chair."""
        body = self.document.parts.bodies.get(id_)
        return self.actors[body.chair if body else id_]

    def staff(self, id_: str | None) -> int:
        """Return the row of a staff, NONE for none."""
        return NONE if id_ is None else self.staffs[id_]

    def station(self, place: int) -> int:
        """Return the actor who works the station of a place."""
        return self.stations[place]

    @cached_property
    def orders_of(self) -> Mapping[int, list[int]]:
        """Rows of the standing orders of each actor."""
        found: dict[int, list[int]] = defaultdict(list)
        parts = self.document.parts
        for id_, row in self.orders.items():
            author = parts.orders[id_].by if id_ in parts.orders else parts.acts[id_].by
            found[self.actor(author)].append(row)
        return found

    @cached_property
    def acts_of(self) -> Mapping[int, list[int]]:
        """Rows of the dated acts of each actor."""
        found: dict[int, list[int]] = defaultdict(list)
        for row, act in enumerate(self.document.parts.acts.values()):
            found[self.actor(act.by)].append(row)
        return found

    @cached_property
    def moved(self) -> frozenset[str]:
        """Units that some act or standing order tells to move."""
        parts = self.document.parts
        done = [act.do for act in parts.acts.values()]
        done += [order.do for order in parts.orders.values()]
        return frozenset(
            str(action.arguments["unit"])
            for actions in done
            for action in actions
            if action.verb in ("move", "infiltrate")
        )

    @cached_property
    def funnels(self) -> Mapping[str, int]:
        """Rows of the sides that have units which some deed moves."""
        units = self.document.parts.units
        return index_of(sorted({units[id_].side for id_ in self.moved}))

    @cached_property
    def regions(self) -> Mapping[tuple[Mode, int], set[int]]:
        """By means and place: the places, itself among them, that ways of that kind join to it."""
        found: dict[tuple[Mode, int], set[int]] = {}
        for link in self.document.parts.links.values():
            mode, ends = MODES[link.kind], (self.places[link.from_], self.places[link.to])
            small, large = sorted((found.get((mode, end), {end}) for end in ends), key=len)
            large |= small
            for place in (*small, *ends):
                found[mode, place] = large
        return found

    def reachable_by(self, start: int) -> dict[Mode, set[int]]:
        """Return the places that can be reached from `start` by each means of movement alone.

        The start is one of them if any way of that kind leads there: nobody comes back to it by
        rail where there is no railway.
        """
        return {mode: self.regions.get((mode, start), set()) for mode in Mode}

    def goal(self, place: int, mode: Mode) -> int:
        """Return the goal of going to a place by a means of movement."""
        return self.goals.setdefault((place, mode), len(self.goals))


def held_within(quantity: QuantityField, expression: Expression, named: Expression) -> Expression:
    """Return an expression that cannot leave the bounds of its field.

    A distribution without ends and arithmetic on inputs may; what `check` has found to stay within
    is left as it is.
    """
    least, greatest = support(expression)
    if least < quantity.low:
        named = Call("max", (named, Number(quantity.low)))
    if greatest > quantity.high:
        named = Call("min", (named, Number(quantity.high)))
    return named


def in_order_of_need(expressions: Mapping[str, Expression]) -> list[str]:
    """Return the names in an order in which each comes after those that its expression uses."""
    order: list[str] = []
    open_names: set[str] = set()

    def visit(name: str) -> None:
        if name in order or name not in expressions or name in open_names:
            return
        open_names.add(name)
        for node in walk(expressions[name]):
            if isinstance(node, Name):
                visit(node.name)
        order.append(name)

    for name in expressions:
        visit(name)
    return order
