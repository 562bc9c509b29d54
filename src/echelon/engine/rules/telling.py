"""Telling what was weighed in a choice, term by term, in runs that are observed."""

from __future__ import annotations

from echelon.engine._jit import kernel
from echelon.engine.leanings import Term
from echelon.engine.rules.choice import line_of, severity_of
from echelon.engine.rules.terms import NO_LETTER, term
from echelon.engine.state import State
from echelon.engine.trace import jot
from echelon.engine.vocabulary import NOBODY, Kind
from echelon.engine.world import World


@kernel
def tell_terms(
    world: World,
    state: State,
    mind: int,
    line: int,
    author: int,
    action: int,
    form: float,
    severity: int,
) -> None:
    """Record every term of the log-odds of one alternative, as parts of the latest happening.

    Writes: trace.
    """
    for which in range(Term.LUCK + 1):
        value = term(world, state, mind, line, author, action, form, severity, which)
        jot(state, Kind.TERM_WEIGHED, line, which, action, value)


@kernel
def tell_alternatives(
    world: World, state: State, mind: int, author: int, action: int, severity: int
) -> None:
    """Record every term of every order live for a mind, and of what `author` asks beside them.

    If `author` is NOBODY, nothing is asked. Writes: trace.
    """
    if not state.clock.tracing[0] or mind == NOBODY:
        return
    lines, asked = state.lines, int(NOBODY)
    if author != NOBODY:
        asked = line_of(world, mind, author)
    for line in range(world.minds.first_line[mind], world.minds.last_line[mind]):
        live = lines.action[line]
        if line == asked:
            tell_terms(world, state, mind, line, author, action, NO_LETTER, severity)
        elif live != NOBODY:
            by, form = lines.author[line], lines.form[line]
            tell_terms(world, state, mind, line, by, live, form, severity_of(world, live))
