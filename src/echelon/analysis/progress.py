"""A bar that shows how far the runs are, if anybody can see it and it takes a while."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from functools import wraps
from types import TracebackType
from typing import TYPE_CHECKING, ParamSpec, Self, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

Given = ParamSpec("Given")
Found = TypeVar("Found")

PATIENCE_S = 1.0
"""What is done sooner needs no bar."""


class ProgressBar:
    """Counts the runs done; shows them on the standard error of a terminal.

    Parameters
    ----------
    runs : int
        How many are wanted.

    Attributes
    ----------
    done : int
        How many are done and, if they are stored, stored.
    """

    def __init__(self, runs: int) -> None:
        self.runs = runs
        self.done = 0
        self._lock = threading.Lock()
        self._closed = False
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._timer = threading.Timer(PATIENCE_S, self._show)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        with self._lock:
            self._closed = True
            if self._bar is not None:
                self._bar.stop()

    def __call__(self, done: int, runs: int) -> None:
        """Take note of how many runs are done."""
        self.done, self.runs = done, runs
        with self._lock:
            if self._bar is not None and self._task is not None:
                self._bar.update(self._task, completed=done, total=runs, description=self._word)

    @property
    def _word(self) -> str:
        # Before the first chunk the engine may have to be compiled, once for a machine.
        return "running" if self.done else "preparing"

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
        )

        with self._lock:
            if self._closed:
                return
            self._bar = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self._task = self._bar.add_task(self._word, total=self.runs, completed=self.done)
            self._bar.start()


def shows_progress(work: Callable[Given, Found]) -> Callable[Given, Found]:
    """Let work that takes a `progress` show a bar unless its caller hands one over."""

    @wraps(work)
    def shown(*arguments: Given.args, **named: Given.kwargs) -> Found:
        if named.get("progress") is not None:
            return work(*arguments, **named)
        with ProgressBar(0) as bar:
            named["progress"] = bar
            return work(*arguments, **named)

    return shown
