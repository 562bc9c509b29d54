"""Whether a scenario that can be read makes sense: one kind of fault a module, one table."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from echelon.errors import Fault
from echelon.scenario.draft import Draft

Check = Callable[[Draft], Iterator[Fault]]
"""A check yields the faults that it finds; it never raises, whatever the draft lacks."""

CHECKS: tuple[Check, ...] = ()


def run_checks(draft: Draft) -> list[Fault]:
    """Run every check and return what they find.

    Parameters
    ----------
    draft : Draft
        The scenario as far as it could be read.
    """
    return [fault for check in CHECKS for fault in check(draft)]
