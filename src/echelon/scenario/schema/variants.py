"""Other versions of a scenario: what-ifs, rival accounts, and groups that spare repetition."""

from __future__ import annotations

from typing import Annotated, Any

from echelon.scenario.schema import readers
from echelon.scenario.schema.entry import Declared, stated
from echelon.scenario.schema.leaves import (
    Condition,
    GroupId,
    Leaf,
    Moment,
    Text,
    Truth,
    number,
    one_of,
)

Changes = Annotated[
    Any,
    Leaf("mapping of `part.id.field` to value", readers.leave_as_written, {"type": "object"}),
]
Additions = Annotated[
    Any, Leaf("mapping of part to entries", readers.leave_as_written, {"type": "object"})
]
Drops = Annotated[
    Any,
    Leaf(
        "list of `part.id`",
        readers.leave_as_written,
        {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
    ),
]
Fields = Annotated[
    Any, Leaf("mapping of field to value", readers.leave_as_written, {"type": "object"})
]

Restatement = Annotated[
    Any,
    Leaf(
        "value of the field",
        readers.leave_as_written,
        {"anyOf": [{"type": "number"}, {"type": "string"}, {"type": "boolean"}]},
        is_typed=True,
    ),
]


GROUPED_PARTS = (
    "inputs",
    "correlations",
    "sides",
    "oppositions",
    "places",
    "links",
    "channels",
    "persons",
    "pools",
    "units",
    "staffs",
    "bodies",
    "views",
    "institutions",
    "offices",
    "facts",
    "orders",
    "acts",
    "dispositions",
    "weights",
    "severities",
    "news",
    "influences",
    "confidences",
    "thresholds",
    "scruples",
    "pledges",
    "agreements",
    "outcomes",
    "times",
    "quantities",
    "record",
)
"""Parts whose entries may inherit."""


class Overlay(Declared):
    """Changes laid over the base scenario."""

    change: Changes | None = stated("values to replace, by `part.id.field`", default=None)
    add: Additions | None = stated("entries to add, by part", default=None)
    drop: Drops | None = stated("entries to leave out, by `part.id`", default=None)


class WhatIf(Overlay):
    """A restrained counterfactual: one decision that could have gone otherwise."""

    label: Text = stated("the change in words")
    who: Text | None = stated("who could have decided otherwise", default=None)
    decided: Moment | None = stated("when that was decided", default=None)
    evidence: Text | None = stated("why the other decision was possible", default=None)
    antecedent: Condition | None = stated(
        "condition on what is truly so at the end of a base run that came to the same by itself",
        default=None,
        default_text="that no standing order it drops or changes was carried out",
    )


class Account(Overlay):
    """A rival version of what happened, where the sources disagree in kind."""

    label: Text = stated("the version in words")
    weight: Annotated[float, number(0)] = stated(
        "weight of this account among the accounts", default=1
    )


class Default(Declared):
    """A default of the language in whose place this scenario puts another."""

    of: Text = stated(
        "what is restated: `PART.FIELD`, such as `news.half_life_h`, or one of the seven words for "
        "a disposition"
    )
    value: Restatement = stated("what entries have that do not state it; inputs may be named")


class Group(Declared):
    """Fields that several entries of one part share."""

    part: Annotated[str, one_of(*GROUPED_PARTS)] = stated("part whose entries may name this group")
    fields: Fields = stated("the fields and their values")
    group: GroupId | None = stated("group from which this group itself inherits", default=None)
    all_: Truth = stated(
        "whether all inherit from it: every entry and every other group of the part that names no "
        "group; at most one of a part",
        default=False,
        alias="all",
    )
