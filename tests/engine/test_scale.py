"""What an event costs does not grow with the number of units: nothing looks through them all."""

from __future__ import annotations

import sys
from collections import Counter
from types import FrameType
from typing import Any

import numpy as np
import pytest

from benchmarks.scale import theatre_of
from echelon.engine._jit import IS_PLAIN
from echelon.engine.run import go_on
from echelon.engine.vocabulary import NEVER
from worlds import opened

AGENDA = ("take_next", "_sift_up", "comes_first")
"""Kernels whose steps grow with the logarithm of what is on the agenda."""


def steps_of_an_event(units: int, events: int) -> tuple[float, float]:
    """Return how many lines of kernels an event takes, those of the agenda apart."""
    lines: Counter[str] = Counter()

    def count(frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            lines[frame.f_code.co_name] += 1
        return count

    def enter(frame: FrameType, _: str, __: Any) -> Any:
        return count if "echelon/engine" in frame.f_code.co_filename else None

    with np.errstate(over="ignore"):
        run = opened(theatre_of(units))
        before = int(run.state.clock.real_events[0])
        outer = sys.gettrace()
        sys.settrace(enter)
        go_on(run.world, run.memory, NEVER, events)
        sys.settrace(outer)
    done = int(run.state.clock.real_events[0]) - before
    agenda = sum(lines[name] for name in AGENDA)
    return (lines.total() - agenda) / done, agenda / done


@pytest.mark.skipif(not IS_PLAIN, reason="compiled kernels have no lines")
def test_an_event_takes_as_many_steps_among_many_units_as_among_few():
    few, few_on_agenda = steps_of_an_event(10, 200)
    many, many_on_agenda = steps_of_an_event(200, 400)

    assert 100 < few < 400
    assert many < 1.4 * few  # looking through two hundred units would take two hundred more
    assert many_on_agenda < few_on_agenda + 30 * np.log2(200 / 10)
