"""The kinds of single value a field may hold: how each is read, refused and described.

A leaf is put in a field's annotation; pydantic calls its reader with the plain value from the file,
and the reference page and the JSON Schema ask it for its name and form.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from echelon.scenario.actions import Action
from echelon.scenario.expressions import Draw, Expression
from echelon.scenario.schema import readers
from echelon.scenario.schema.levels import LEVELS, read_level
from echelon.scenario.schema.targets import read_targets
from echelon.scenario.schema.views import read_view

ID_PATTERN = r"[a-z][a-z0-9_]*"

LEAST_ABOVE_ZERO = 1e-6
"""What a run takes for a value above 0 that a distribution without ends puts at 0 or below."""

Reader = Callable[[Any, readers.Reading], Any]


@dataclass(frozen=True)
class Leaf:
    """One kind of value.

    Parameters
    ----------
    name : str
        What the reference page calls it.
    read : callable
        ``read(value, info)`` returns the typed value or raises `PydanticCustomError`, whose type is
        the fault's code and whose context may hold ``start``, ``end``, ``label`` and ``help``.
    form : mapping
        The JSON Schema of what may be written.
    refers : tuple of str
        Parts in which the id must be declared; empty if the value is no reference.
    is_drawn : bool
        Whether the value is drawn once a run, if it is a distribution.
    is_typed : bool
        Whether the reader takes numbers and truths as such, not as they are spelt.
    low, high : float
        Bounds to which a run holds what it draws; infinite where there is none.
    """

    name: str
    read: Reader
    form: Mapping[str, Any] = field(default_factory=dict)
    refers: tuple[str, ...] = ()
    is_drawn: bool = False
    is_typed: bool = False
    low: float = -math.inf
    high: float = math.inf

    def __hash__(self) -> int:
        return hash((self.name, self.refers))

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return dict(self.form)


TEXT_FORM = {"type": "string"}
QUANTITY_FORM = {"anyOf": [{"type": "number"}, {"type": "string"}]}
MOMENT_FORM = {"type": "string"}
WINDOWS_FORM = {
    "anyOf": [
        {"type": "string"},
        {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"from": MOMENT_FORM, "to": MOMENT_FORM},
                "additionalProperties": False,
            },
        },
    ]
}
ID_FORM = {"type": "string", "pattern": f"^{ID_PATTERN}$"}


def reference(noun: str, *parts: str) -> Leaf:
    """Make the leaf of an id declared in one of `parts`; `noun` names it on the reference page."""
    return Leaf(f"id of a {noun}", readers.read_id, ID_FORM, parts)


def references(noun: str, *parts: str) -> Leaf:
    """Make the leaf of a set of ids, kept sorted so that the order of writing cannot matter."""
    form = {"anyOf": [TEXT_FORM, {"type": "array", "items": ID_FORM}]}
    return Leaf(f"ids of {noun}", readers.read_ids, form, parts)


def all_or(noun: str, *parts: str) -> Leaf:
    """Make the leaf of a set of ids for which `all` may be written."""
    form = {"anyOf": [TEXT_FORM, {"type": "array", "items": ID_FORM}]}
    return Leaf(f"`all` or ids of {noun}", readers.read_reach, form, parts)


def one_of(*words: str) -> Leaf:
    """Make the leaf of a closed list of words."""
    return Leaf(
        " or ".join(f"`{word}`" for word in words),
        readers.word_reader(words),
        {"enum": list(words)},
    )


def quantity(
    name: str, low: float = -math.inf, high: float = math.inf, *, varies: bool = False
) -> Leaf:
    """Make the leaf of a number, distribution or expression whose values stay in [low, high].

    Where it `varies`, one factor may be drawn anew at every use.
    """
    read = readers.quantity_reader(low, high, varies=varies)
    return Leaf(name, read, QUANTITY_FORM, is_drawn=True, is_typed=True, low=low, high=high)


def level_or_number() -> Leaf:
    """Make the leaf of a disposition: log-odds in the notation, or one of seven words."""
    name = "quantity or " + ", ".join(f"`{word}`" for word in LEVELS)
    return Leaf(name, read_level, QUANTITY_FORM, is_drawn=True, is_typed=True)


def positive(name: str, *, varies: bool = False) -> Leaf:
    """Make the leaf of a number, distribution or expression whose values are above 0."""
    read = readers.quantity_reader(above=0.0, varies=varies)
    low = LEAST_ABOVE_ZERO
    return Leaf(name, read, QUANTITY_FORM, is_drawn=True, is_typed=True, low=low)


def whole(low: int, high: int) -> Leaf:
    """Make the leaf of a whole number in [low, high]."""
    form = {"type": "integer", "minimum": low, "maximum": high}
    return Leaf("whole number", readers.whole_reader(low, high), form, is_typed=True)


def number(low: float, high: float | None = None) -> Leaf:
    """Make the leaf of a plain number in [low, high], never a distribution."""
    form = {"type": "number", "minimum": low}
    if high is not None:
        form["maximum"] = high
    return Leaf("number", readers.number_reader(low, high), form, is_typed=True)


ID = Leaf("id", readers.read_id, ID_FORM)
TEXT = Leaf("text", readers.read_text, TEXT_FORM)
WORDS = Leaf(
    "words",
    readers.read_words,
    {"anyOf": [TEXT_FORM, {"type": "array", "items": TEXT_FORM}]},
)
TRUTH = Leaf("`true` or `false`", readers.read_truth, {"type": "boolean"}, is_typed=True)
WINDOWS = Leaf("times", readers.read_windows, WINDOWS_FORM)
MOMENT = Leaf("moment", readers.read_moment, MOMENT_FORM)
MOMENT_QUANTITY = Leaf(
    "moment or range of moments", readers.read_moment_quantity, MOMENT_FORM, is_drawn=True
)
MOMENT_OR_NUMBER = Leaf(
    "moment or number", readers.read_moment_or_number, QUANTITY_FORM, is_typed=True
)
CONDITION = Leaf("condition", readers.read_condition, TEXT_FORM)
ACTIONS = Leaf(
    "actions",
    readers.read_actions,
    {"anyOf": [TEXT_FORM, {"type": "array", "items": TEXT_FORM}]},
)
CITATION = Leaf("citation", readers.read_text, TEXT_FORM)
GRADE = one_of("A", "B", "C", "D")
POSITIVE = positive("quantity above 0")
VARYING_POSITIVE = positive("quantity above 0, may vary", varies=True)
ANY_QUANTITY = quantity("quantity")
NOT_NEGATIVE = quantity("quantity, 0 or more", low=0.0)
MOST_TOGETHER = 10_000_000.0
"""Men, horses, guns or wagons of one unit or place, so that an army of all of them can be added."""
STRENGTH = quantity("quantity in 0..10 million", low=0.0, high=MOST_TOGETHER)
VARYING = quantity("quantity, 0 or more, may vary", low=0.0, varies=True)
PROBABILITY = quantity("quantity in 0..1", low=0.0, high=1.0)

Text = Annotated[str, TEXT]
Words = Annotated[tuple[str, ...], WORDS]
Truth = Annotated[bool, TRUTH]
Windows = Annotated[tuple[readers.Window, ...], WINDOWS]
Moment = Annotated[int, MOMENT]
MomentQuantity = Annotated[Expression, MOMENT_QUANTITY]
MomentOrNumber = Annotated[Expression, MOMENT_OR_NUMBER]
Condition = Annotated[Expression, CONDITION]
Actions = Annotated[tuple[Action, ...], ACTIONS]
Citation = Annotated[str, CITATION]
Grade = Annotated[str, GRADE]
Positive = Annotated[Expression, POSITIVE]
Quantity = Annotated[Expression, ANY_QUANTITY]
NotNegative = Annotated[Expression, NOT_NEGATIVE]
Strength = Annotated[Expression, STRENGTH]
Varying = Annotated[Expression, VARYING]
VaryingPositive = Annotated[Expression, VARYING_POSITIVE]
Probability = Annotated[Expression, PROBABILITY]

ACTORS = ("persons", "units", "staffs", "bodies")
"""Parts whose entries can be told something and act on it."""

Id = Annotated[str, ID]
SideId = Annotated[str, reference("side", "sides")]
PlaceId = Annotated[str, reference("place", "places")]
PersonId = Annotated[str, reference("person", "persons")]
ActorId = Annotated[str, reference("person, unit, staff or body", *ACTORS)]
ActorIds = Annotated[tuple[str, ...], references("persons, units, staffs or bodies", *ACTORS)]
UserIds = Annotated[
    tuple[str, ...],
    references("sides, persons, units, staffs, bodies or offices", "sides", *ACTORS, "offices"),
]
UnitId = Annotated[str, reference("unit", "units")]
StaffId = Annotated[str, reference("staff", "staffs")]
PersonIds = Annotated[tuple[str, ...], references("persons", "persons")]
FactId = Annotated[str, reference("fact or act", "facts", "acts")]
FactIds = Annotated[tuple[str, ...], references("facts or acts", "facts", "acts")]
GroupId = Annotated[str, reference("group", "groups")]
ActId = Annotated[str, reference("act", "acts")]
ViewId = Annotated[str, reference("view or side", "views", "sides")]
DrawnViewId = Annotated[
    str | Draw,
    Leaf(
        "id of a view or side, or a `choice` between them",
        read_view,
        TEXT_FORM,
        ("views", "sides"),
        is_drawn=True,
    ),
]
InstitutionId = Annotated[str, reference("institution", "institutions")]
InstitutionIds = Annotated[tuple[str, ...], references("institutions", "institutions")]
OfficeId = Annotated[str, reference("office", "offices")]
AuthorityId = Annotated[
    str, reference("person, institution or office", "persons", "institutions", "offices")
]
PersonsInOrder = Annotated[
    tuple[str, ...],
    Leaf(
        "ids of persons, in order",
        readers.read_ids_in_order,
        {"anyOf": [TEXT_FORM, {"type": "array", "items": ID_FORM}]},
        ("persons",),
    ),
]
Targets = Annotated[
    tuple[str, ...],
    Leaf(
        "ids, or `all CLASS`",
        read_targets,
        {"anyOf": [TEXT_FORM, {"type": "array", "items": TEXT_FORM}]},
        ("institutions", "offices", "persons", "acts", "units", "sides"),
    ),
]
Word = Annotated[str, Leaf("word", readers.read_id, ID_FORM)]
WordSet = Annotated[
    tuple[str, ...],
    Leaf(
        "words",
        readers.read_ids,
        {"anyOf": [TEXT_FORM, {"type": "array", "items": ID_FORM}]},
    ),
]
InputIds = Annotated[tuple[str, ...], references("inputs", "inputs")]
MeasuredId = Annotated[str, reference("time or quantity", "times", "quantities")]
PlaceIds = Annotated[tuple[str, ...], all_or("places", "places")]
SideIds = Annotated[tuple[str, ...], all_or("sides", "sides")]
HourOfDay = Annotated[float, number(0, 24)]
