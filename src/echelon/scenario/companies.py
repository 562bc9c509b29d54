"""What names a pool, put into the names of its companies.

A question about a pool is asked of its companies: of some company if it is answered by true or
false, of all together if by a number. To do something to a pool is to do it to each company. An
order that a pool gives, or that waits for something of a pool, is an order for each company.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial, reduce
from typing import Any

from echelon.scenario import tree
from echelon.scenario.actions import Action
from echelon.scenario.draft import Declaration
from echelon.scenario.expressions import (
    And,
    Binary,
    Call,
    Compare,
    Expression,
    Name,
    Negate,
    Not,
    Or,
    walk,
)
from echelon.scenario.predicates import PREDICATES
from echelon.scenario.schema.catalogue import Field, fields_of

Pools = Mapping[str, tuple[str, ...]]
"""Ids of the companies of each pool."""

_OF_ONE = ("by", "when", "votes_when")
"""Fields of an order that can be about one company only at a time."""


def spread_out(declaration: Declaration, pools: Pools) -> Iterator[Declaration]:
    """Yield an entry in the names of companies: one, or an order for each company.

    Parameters
    ----------
    declaration : Declaration
        Any entry.
    pools : mapping of str to tuple of str
        Companies by pool; an entry that names none of them is yielded as it is.
    """
    fields = {field.key: field for field in fields_of(declaration.part.model)}
    named = _named(declaration, fields, pools)
    if not named or declaration.part.name == "pools":
        yield declaration
        return
    pool = next((name for key, name in named if key in _OF_ONE), None)
    if declaration.part.name != "orders" or pool is None:
        yield _changed(declaration, fields, partial(_over_all, pools=pools))
        return
    for number, company in enumerate(pools[pool], 1):
        one: Pools = {**pools, pool: (company,)}
        copy = _changed(declaration, fields, partial(_over_all, pools=one))
        yield _called(copy, f"{declaration.id}_{number}")


def names_in(declaration: Declaration) -> frozenset[str]:
    """Return every id that the values of an entry name."""
    fields = fields_of(declaration.part.model)
    values = (_value_of(declaration, field) for field in fields if field.is_value)
    return frozenset(name for value in values for name in _names_in(value))


def _named(
    declaration: Declaration, fields: Mapping[str, Field], pools: Pools
) -> list[tuple[str, str]]:
    """Return the pools that an entry names, each with the field that names it."""
    found = []
    for key, field in fields.items():
        if field.is_value:
            value = _value_of(declaration, field)
            found += [(key, name) for name in _names_in(value) if name in pools]
    return found


def _value_of(declaration: Declaration, field: Field) -> Any:
    entry = declaration.entry
    return declaration.values.get(field.key) if entry is None else getattr(entry, field.name)


def _names_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Action):
        for argument in value.arguments.values():
            yield from (argument,) if isinstance(argument, str) else argument
    elif isinstance(value, tuple):
        for item in value:
            yield from _names_in(item)
    elif isinstance(value, Expression):
        yield from (node.name for node in walk(value) if isinstance(node, Name))


def _changed(
    declaration: Declaration, fields: Mapping[str, Field], change: Callable[[Any], Any]
) -> Declaration:
    """Return an entry with every value changed that can name a pool, but for whom it is about."""
    keys = [key for key, field in fields.items() if field.is_value and key != "of"]
    values = {
        key: change(value) if key in keys else value for key, value in declaration.values.items()
    }
    entry = declaration.entry
    if entry is not None:
        names = [fields[key].name for key in keys]
        entry = entry.model_copy(update={name: change(getattr(entry, name)) for name in names})
    return replace(declaration, values=values, entry=entry)


def _called(declaration: Declaration, id_: str) -> Declaration:
    """Return an entry under another id, where it stands."""
    written, entry = declaration.written, declaration.entry
    span = (written.id_node or written.node).span
    identity = (tree.Scalar("id", "id", span), tree.Scalar(id_, id_, span))
    others = tuple(pair for pair in written.node.entries if pair[0].raw != "id")
    node = tree.Mapping((identity, *others), written.node.span)
    if entry is not None:
        entry = entry.model_copy(update={"id": id_})
    values = declaration.values
    values = {**values, "id": id_} if "id" in values else values
    return replace(declaration, written=replace(written, node=node), values=values, entry=entry)


def _over_all(value: Any, pools: Pools) -> Any:
    """Return a value in which every pool is replaced by its companies."""
    if isinstance(value, str):
        return pools[value][0] if len(pools.get(value, ())) == 1 else value
    if isinstance(value, tuple) and all(isinstance(item, Action) for item in value):
        return tuple(each for action in value for each in _each_done(action, pools))
    if isinstance(value, tuple) and all(isinstance(item, str) for item in value):
        return tuple(each for item in value for each in pools.get(item, (item,)))
    if isinstance(value, Expression):
        return _asked(value, pools)
    return value


def _each_done(action: Action, pools: Pools) -> Iterator[Action]:
    """Yield an action for each company of the pool that it is done to."""
    for key, name in action.arguments.items():
        if isinstance(name, str) and name in pools:
            for company in pools[name]:
                yield replace(action, arguments={**action.arguments, key: company})
            return
    yield action


def _asked(expression: Expression, pools: Pools) -> Expression:
    """Return a condition in which questions about pools are asked of their companies."""
    match expression:
        case Call(name, arguments) if name in PREDICATES:
            for place, argument in enumerate(arguments):
                if isinstance(argument, Name) and argument.name in pools:
                    answers: list[Expression] = [
                        replace(
                            expression,
                            arguments=(
                                *arguments[:place],
                                replace(argument, name=company),
                                *arguments[place + 1 :],
                            ),
                        )
                        for company in pools[argument.name]
                    ]
                    result = PREDICATES[name].result
                    if result == "moment" and len(answers) > 1:
                        return expression
                    return reduce(_sum if result == "number" else _either, answers)
            return expression
        case Binary(left=left, right=right) | Compare(left=left, right=right):
            return replace(expression, left=_asked(left, pools), right=_asked(right, pools))
        case And(left=left, right=right) | Or(left=left, right=right):
            return replace(expression, left=_asked(left, pools), right=_asked(right, pools))
        case Negate(operand=operand) | Not(operand=operand):
            return replace(expression, operand=_asked(operand, pools))
        case Call(_, arguments):
            inner = tuple(_asked(argument, pools) for argument in arguments)
            return replace(expression, arguments=inner)
    return expression


def _sum(one: Expression, other: Expression) -> Expression:
    return Binary("+", one, other, start=one.start, end=one.end)


def _either(one: Expression, other: Expression) -> Expression:
    return Or(one, other, start=one.start, end=one.end)
