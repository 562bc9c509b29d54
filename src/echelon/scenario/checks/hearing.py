"""Whether whoever waits for something can ever come to know it."""

from __future__ import annotations

from collections.abc import Iterator

from echelon.errors import Fault
from echelon.scenario import tree
from echelon.scenario.checks.unused import words_of
from echelon.scenario.draft import Declaration, Draft
from echelon.scenario.expressions import Call, Expression, Name, Not, children
from echelon.scenario.hearsay import LAWFUL, Hearsay
from echelon.scenario.predicates import PREDICATES
from echelon.scenario.schema.conduct import Act, Order
from echelon.scenario.schema.parts import Parts

READ = (
    "places", "links", "channels", "persons", "units", "staffs", "bodies", "facts", "orders",
    "acts", "agreements",
)  # fmt: skip
OVERLAYS = ("what_ifs", "accounts")


def check_hearing(draft: Draft) -> Iterator[Fault]:
    """Warn of orders and acts that wait for what their author can never come to know.

    A what-if or an account may tell him, so that what its text names is let pass.
    """
    if draft.is_overlaid or not draft.is_whole(*READ, "groups") or draft.sources.is_full:
        return
    overlays = [entry for part in OVERLAYS for entry in draft.trees.get(part, [])]
    elsewhere = {word for entry in overlays for word in words_of(entry)}
    parts = draft.parts()
    try:
        yield from _unheard(draft, parts, Hearsay(parts), elsewhere)
    except KeyError:  # a name that does not exist, which is told where it stands
        return


def _unheard(draft: Draft, parts: Parts, hearsay: Hearsay, elsewhere: set[str]) -> Iterator[Fault]:
    waiting: list[tuple[Declaration, Order | Act]] = [
        *draft.sound("orders", Order),
        *draft.sound("acts", Act),
    ]
    told = set()  # the companies of a pool all wait for it
    for declaration, entry in waiting:
        for call in _wanted(entry.when):
            names = tuple(it.name for it in call.arguments if isinstance(it, Name))
            asked = PREDICATES.get(call.name)
            is_whole = asked is not None and len(names) == len(asked.arguments)
            if not is_whole or len(names) != len(call.arguments):
                continue  # which is told where it stands
            if elsewhere & {*names, entry.by}:
                continue
            cause = (declaration.written.node.span, call.start, call.name)
            if cause not in told and not hearsay.may_know(entry.by, call.name, names):
                told.add(cause)
                yield _told_by_nobody(draft, parts, declaration, entry, call, names)


def _wanted(condition: Expression | None) -> Iterator[Call]:
    """Yield the questions of a condition that want an answer: not those that want none."""
    waiting = [condition] if condition is not None else []
    while waiting:
        node = waiting.pop()
        if isinstance(node, Not):
            inner = node.operand
            # `not heard(x)` is true of whoever has not heard; of other questions, it is not.
            if isinstance(inner, Call) and inner.name in ("heard", *LAWFUL):
                continue
        if isinstance(node, Call):
            yield node
        else:
            waiting.extend(children(node))


def _told_by_nobody(
    draft: Draft,
    parts: Parts,
    declaration: Declaration,
    entry: Order | Act,
    call: Call,
    names: tuple[str, ...],
) -> Fault:
    about = names[0]
    if call.name in ("heard", "time_of", *LAWFUL):
        what, where = f"`{about}`", parts.facts[about].at if about in parts.facts else None
        here = f"; it can be seen at `{where}` alone" if where else ""
        help = f"add `{entry.by}` to its `reported_to`, or let somebody `tell` him{here}"
    elif call.name == "received":
        what = f"`received({about})`"
        help = "only those whom an order is for learn that it has come: name a fact for what "
        help += "is seen or done then, `reported_to` him, and wait for `heard`"
    else:
        what = f"`{call.name}({'; '.join(names)})`"
        help = "it is known to who is there, and of a unit to its commander and superiors: "
        help += "name a fact for it that is `reported_to` him, and wait for `heard`"
    written = declaration.written.fields["when"].node
    is_plain = isinstance(written, tree.Scalar) and call.end > call.start
    return draft.fault(
        "never-known",
        f"{declaration.called} waits for what `{entry.by}` can never know: {what}",
        declaration,
        "when",
        start=call.start if is_plain else 0,
        end=call.end if is_plain else None,
        label="nobody tells him",
        help=help,
        warning=True,
    )
