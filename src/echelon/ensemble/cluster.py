"""Chunks simulated by the workers of a Dask cluster, who may come, go and die."""

from __future__ import annotations

import asyncio
import logging
import pickle
import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias

from echelon.ensemble.chunks import Arrays, Chunk, SimulateRange, Work, simulate_chunk
from echelon.errors import EchelonError, MisuseError, UnfinishedError
from echelon.version import VERSION

MOST_TRIES = 20
"""How often one chunk may be lost, with the worker that had it, before giving up."""

CHUNKS_IN_FLIGHT = 256
"""Chunks known to the scheduler at once, so that a long ensemble does not fill its memory."""

CONNECT_S = 10
"""How long to wait for the scheduler to answer."""

logger = logging.getLogger(__name__)


Parcel: TypeAlias = tuple[str, bytes]
"""Work as it travels, pickled once: the version that sends it, and the pickled `Work`."""


def simulate_on_cluster(
    work: Work, chunks: Sequence[Chunk], address: str, version: str
) -> Generator[tuple[Chunk, Arrays], None, None]:
    """Simulate chunks on a cluster and hand them over as they are done.

    A chunk whose worker dies is sent to another. Without any worker it waits for
    one to come. Closing the iterator (an exception does so too) takes back what
    was sent.

    Parameters
    ----------
    work : Work
        What to simulate; travels to the scheduler once.
    chunks : sequence of Chunk
        Any runs.
    address : str
        Of the Dask scheduler, such as ``tcp://10.0.0.5:8786``.
    version : str
        Of this echelon; workers with another one refuse.

    Yields
    ------
    (Chunk, mapping of str to ndarray)
        Finished chunks, in the order in which they were finished.

    Raises
    ------
    MisuseError
        If Dask is not installed or the address cannot be one.
    UnfinishedError
        If no scheduler answers, it goes away, or one chunk is lost `MOST_TRIES`
        times.
    """
    if not chunks:
        return
    parcel = (version, pickle.dumps(work))
    tries: dict[Chunk, int] = {}
    with _connected(address) as client:
        if not client.nthreads():
            logger.warning("no worker has come to %s yet; waiting for one", address)
        errands = _Errands(client, parcel)
        waiting = list(reversed(chunks))
        while waiting or errands.sent:
            while waiting and len(errands.sent) < CHUNKS_IN_FLIGHT:
                errands.send(waiting.pop())
            chunk, arrays = errands.next_back()
            if arrays is not None:
                yield chunk, arrays
                continue
            tries[chunk] = tries.get(chunk, 0) + 1
            if client.status != "running":
                raise UnfinishedError(f"the Dask scheduler at {address} has gone away")
            if tries[chunk] == MOST_TRIES:
                raise UnfinishedError(
                    f"runs {chunk.first} to {chunk.end - 1} were lost {MOST_TRIES} times "
                    "with the workers that had them"
                )
            waiting.append(chunk)


class _Errands:
    """Chunks that are out on the cluster, each with the parcel that tells how."""

    def __init__(self, client: Any, parcel: Parcel) -> None:
        import distributed

        as_completed: Any = distributed.as_completed
        self.sent: dict[str, Chunk] = {}
        self._client = client
        self._parcel = parcel
        self._parcel_there: Any = None
        self._back = as_completed([], loop=client.loop)

    def send(self, chunk: Chunk) -> None:
        """Send one chunk to whichever worker is free."""
        if self._parcel_there is None or self._parcel_there.status in (
            "lost",
            "error",
            "cancelled",
        ):
            # Submitted, not scattered: the scheduler can make it again when every
            # worker that had a copy is dead.
            self._parcel_there = self._client.submit(_unchanged, self._parcel, pure=False)
        future = self._client.submit(
            _errand, self._parcel_there, chunk.first, chunk.count, pure=False
        )
        self.sent[future.key] = chunk
        self._back.add(future)

    def next_back(self) -> tuple[Chunk, Arrays | None]:
        """Wait for a chunk; None instead of its arrays if it was lost on the way."""
        future = next(self._back)
        return self.sent.pop(future.key), _arrays_or_none(future)


def _errand(parcel: Parcel, first: int, count: int) -> Arrays:
    from echelon.ensemble.cluster import simulate_parcel

    return simulate_parcel(parcel, first, count)


def _unchanged(parcel: Parcel) -> Parcel:
    return parcel


# What is of no module travels as code, not as a name: so the scheduler, which only
# passes the errands on, needs no echelon.
_errand.__module__ = _unchanged.__module__ = "__main__"


def simulate_parcel(parcel: Parcel, first: int, count: int) -> Arrays:
    """Simulate one chunk in a worker, compiling the scenario at its first.

    Parameters
    ----------
    parcel : (str, bytes)
        The work and the version that sent it.
    first, count : int
        The runs.

    Raises
    ------
    MisuseError
        If the worker has another version of echelon.
    """
    version, content = parcel
    if version != VERSION:
        raise MisuseError(
            f"a worker has echelon {VERSION}, not {version}; install the same everywhere"
        )
    arrays = simulate_chunk(_opened(content), Chunk(first, count), _never_interrupted)
    if arrays is None:
        raise UnfinishedError("a worker was interrupted")
    return dict(arrays)


_opening = threading.Lock()
_last_opened: list[tuple[bytes, SimulateRange]] = []


def _opened(content: bytes) -> SimulateRange:
    # A worker may run several chunks at once: one of its threads compiles for all.
    with _opening:
        if not _last_opened or _last_opened[0][0] != content:
            work: Work = pickle.loads(content)
            _last_opened[:] = [(content, work.prepared())]
        return _last_opened[0][1]


def _never_interrupted() -> bool:
    return False


def _arrays_or_none(future: Any) -> Arrays | None:
    """Return what a future brought, or None if it was lost with its worker."""
    from concurrent.futures import CancelledError

    from distributed import KilledWorker
    from distributed.client import FutureCancelledError

    try:
        arrays: Arrays = future.result()
    except (KilledWorker, FutureCancelledError, CancelledError, asyncio.CancelledError):
        return None
    except (EchelonError, MemoryError):
        raise
    except (OSError, TimeoutError):
        return None
    except Exception as error:
        raise UnfinishedError(f"a worker failed: {type(error).__name__}: {error}") from error
    finally:
        future.release()
    return arrays


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    try:
        import distributed
    except ImportError as error:
        raise MisuseError("`--cluster` needs Dask: `pip install 'echelon[cluster]'`") from error
    make_client: Any = distributed.Client
    with _quiet_logs():
        try:
            client = make_client(address, timeout=CONNECT_S, set_as_default=False)
        except (OSError, TimeoutError) as error:
            raise UnfinishedError(f"no Dask scheduler answers at {address}") from error
        except (ValueError, TypeError, KeyError) as error:
            raise MisuseError(f"`{address}` is not the address of a Dask scheduler") from error
        try:
            yield client
        finally:
            client.close(timeout=CONNECT_S)


@contextmanager
def _quiet_logs() -> Iterator[None]:
    """Keep Dask's own account of lost workers and connections off the terminal."""
    known = logging.root.manager.loggerDict
    loggers = [logging.getLogger(name) for name in known if name.startswith("distributed")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
