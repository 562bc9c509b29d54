"""The trace: every happening numbered, each with the happening that caused it.

Numbers are given whether or not a trace is kept, so that observing a run never changes it.
"""

from __future__ import annotations

from echelon.engine._jit import kernel
from echelon.engine.state import State
from echelon.engine.vocabulary import NOBODY, Kind, Status


@kernel
def happen(
    state: State, kind: Kind, who: int, detail: int, extra: int, number: float, because: int
) -> int:
    """Number a happening, record it if the run is observed, and return its number.

    Writes: clock.serial, clock.n_trace, clock.status, trace.
    """
    row = _new_row(state, who, detail, extra, number, because)
    if row != NOBODY:
        state.trace.kind[row] = kind
    return state.clock.serial[0] - 1


@kernel
def happen_as_planned(state: State, event: int) -> int:
    """Number an event of the agenda, record it if the run is observed, and return its number.

    Writes: as `happen`.
    """
    events = state.events
    row = _new_row(
        state, events.who[event], events.detail[event], NOBODY, 0.0, events.because[event]
    )
    if row != NOBODY:
        state.trace.kind[row] = events.kind[event]
    return state.clock.serial[0] - 1


@kernel
def _new_row(state: State, who: int, detail: int, extra: int, number: float, because: int) -> int:
    """Give out the next number and return a row of the trace for it; NOBODY if none is kept.

    Writes: as `happen`, except the kind.
    """
    clock = state.clock
    serial = clock.serial[0]
    clock.serial[0] = serial + 1
    if not clock.tracing[0]:
        return NOBODY
    row = clock.n_trace[0]
    if row >= len(state.trace):
        clock.status[0] = Status.TRACE_FULL
        return NOBODY
    trace = state.trace
    trace.serial[row] = serial
    trace.because[row] = because
    trace.time_us[row] = clock.now_us[0]
    trace.who[row] = who
    trace.detail[row] = detail
    trace.extra[row] = extra
    trace.number[row] = number
    clock.n_trace[0] = row + 1
    return row


@kernel
def jot(state: State, kind: Kind, who: int, detail: int, extra: int, number: float) -> None:
    """Record a particular of the latest happening, of which it is a part; runs observed alone ask.

    Writes: as `happen`, except clock.serial.
    """
    serial = state.clock.serial[0]
    happen(state, kind, who, detail, extra, number, serial - 1)
    state.clock.serial[0] = serial


@kernel
def note(state: State, kind: Kind, who: int, detail: int, extra: int) -> None:
    """Record something that happens as part of what is happening now, as its consequence.

    Writes: as `happen`.
    """
    happen(state, kind, who, detail, extra, 0.0, state.clock.because[0])
