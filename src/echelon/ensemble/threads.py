"""Chunks simulated by several threads of this process.

The compiled runs release the interpreter's lock, so threads share one compiled
scenario and still use every core.
"""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Generator, Sequence

from echelon.ensemble.chunks import Arrays, Chunk, SimulateRange, simulate_chunk

PATIENCE_S = 2.0
"""How long to wait for threads that have been told to stop.

They look twice a second, except while the engine is being compiled, which cannot be
interrupted; such a thread finishes by itself, or ends with the process.
"""

_Delivery = tuple[Chunk, Arrays] | BaseException | None


def available_jobs() -> int:
    """Number of processor cores this process may use."""
    return len(os.sched_getaffinity(0))


def simulate_in_threads(
    simulate: SimulateRange, chunks: Sequence[Chunk], jobs: int
) -> Generator[tuple[Chunk, Arrays], None, None]:
    """Simulate chunks with `jobs` threads and hand them over as they are done.

    The calling thread only waits, so that it can be interrupted at any moment;
    closing the iterator (an exception does so too) stops the threads and waits
    for them, though not for ever.

    Parameters
    ----------
    simulate : SimulateRange
        Called from several threads at once.
    chunks : sequence of Chunk
        Pulled by the threads in this order.
    jobs : int
        Number of threads, at least one.

    Yields
    ------
    (Chunk, mapping of str to ndarray)
        Finished chunks, in the order in which they were finished.

    Raises
    ------
    BaseException
        Whatever `simulate` raised in a thread; the other threads are stopped.
    """
    waiting: queue.SimpleQueue[Chunk] = queue.SimpleQueue()
    for chunk in chunks:
        waiting.put(chunk)
    delivered: queue.SimpleQueue[_Delivery] = queue.SimpleQueue()
    stop = threading.Event()
    threads = [
        threading.Thread(
            target=_work,
            args=(simulate, waiting, delivered, stop),
            name=f"echelon-{number}",
            daemon=True,
        )
        for number in range(min(jobs, len(chunks)))
    ]
    try:
        for thread in threads:
            thread.start()
        for _ in chunks:
            delivery = delivered.get()
            if isinstance(delivery, BaseException):
                raise delivery
            if delivery is not None:
                yield delivery
    finally:
        stop.set()
        for thread in threads:
            if thread.ident is not None:
                thread.join(PATIENCE_S)


def _work(
    simulate: SimulateRange,
    waiting: queue.SimpleQueue[Chunk],
    delivered: queue.SimpleQueue[_Delivery],
    stop: threading.Event,
) -> None:
    while not stop.is_set():
        try:
            chunk = waiting.get_nowait()
        except queue.Empty:
            return
        try:
            arrays = simulate_chunk(simulate, chunk, stop.is_set)
        except BaseException as error:
            # It belongs to whoever waits for the chunk, not to this thread.
            delivered.put(error)
            return
        delivered.put(None if arrays is None else (chunk, arrays))
