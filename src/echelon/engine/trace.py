"""The trace: every happening numbered, each with the happening that caused it.

Numbers are given whether or not a trace is kept, so that observing a run never changes it.
"""

from __future__ import annotations

from echelon.engine._jit import kernel
from echelon.engine.state import State
from echelon.engine.vocabulary import Kind, Status


@kernel
def happen(
    state: State, kind: Kind, who: int, detail: int, extra: int, number: float, because: int
) -> int:
    """Number a happening, record it if the run is observed, and return its number.

    Writes: clock.serial, clock.n_trace, clock.status, trace.
    """
    clock = state.clock
    serial = clock.serial[0]
    clock.serial[0] = serial + 1
    if clock.tracing[0]:
        row = clock.n_trace[0]
        if row >= len(state.trace):
            clock.status[0] = Status.TRACE_FULL
            return serial
        trace = state.trace
        trace.serial[row] = serial
        trace.because[row] = because
        trace.time_us[row] = clock.now_us[0]
        trace.kind[row] = kind
        trace.who[row] = who
        trace.detail[row] = detail
        trace.extra[row] = extra
        trace.number[row] = number
        clock.n_trace[0] = row + 1
    return serial


@kernel
def note(state: State, kind: Kind, who: int, detail: int, extra: int) -> None:
    """Record something that happens as part of what is happening now, as its consequence.

    Writes: as `happen`.
    """
    happen(state, kind, who, detail, extra, 0.0, state.clock.because[0])
