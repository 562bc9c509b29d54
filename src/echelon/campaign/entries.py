"""Kernels that are called here by themselves, each as an entry of its own.

A kernel is made for other kernels. Called from Python it would be compiled in every process with
all that lies beneath it, for seconds, and the types of its arguments found out at every call; the
machine code of an entry is kept. A word of the vocabulary is handed over as its number.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from echelon.engine import agenda
from echelon.engine._jit import entry
from echelon.engine.orders import conditions
from echelon.engine.rules import mandates, verdict


def _by_itself(kernel: Callable[..., Any]) -> Callable[..., Any]:
    return entry(getattr(kernel, "py_func", kernel))  # in plain mode it is a function already


settle = _by_itself(verdict.settle)
standing_of = _by_itself(verdict.standing_of)
verdict_on = _by_itself(verdict.verdict_on)
recall = _by_itself(verdict.recall)
holds = _by_itself(mandates.holds)
stands = _by_itself(mandates.stands)
is_before = _by_itself(mandates.is_before)
is_entitled = _by_itself(mandates.is_entitled)
is_in_force = _by_itself(mandates.is_in_force)
look_at_everything = _by_itself(conditions.look_at_everything)
schedule = _by_itself(agenda.schedule)
