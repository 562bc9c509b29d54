"""How what is wrong is raised, and the exit status that goes with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from echelon.errors.faults import Fault, in_order
from echelon.errors.rendering import render_errors


class EchelonError(Exception):
    """Something echelon reports in words and not by a traceback.

    ``exit_status`` is what the command line returns for it.
    """

    exit_status = 3


class ScenarioError(EchelonError):
    """The scenario, or the data with it, is wrong.

    Parameters
    ----------
    faults : iterable of Fault
        Everything found, warnings included, of which the message says how many there are.
    what : str
        The name of the scenario, for the closing line.
    """

    exit_status = 1

    def __init__(self, faults: Iterable[Fault], what: str = "the scenario") -> None:
        self.faults = in_order(faults)
        self.what = what
        super().__init__(self.faults, what)

    def __str__(self) -> str:
        return render_errors(self.faults, self.what)


class MisuseError(EchelonError):
    """A command or a function was asked for something it cannot mean."""

    exit_status = 2


class UnfinishedError(EchelonError):
    """The work could not be finished: a limit was reached, or the disk is full."""

    exit_status = 3


class Interruption(KeyboardInterrupt):
    """The user stopped long work (Ctrl-C) of which a part is done.

    Whoever does not know of it meets a `KeyboardInterrupt` like any other.

    Parameters
    ----------
    found : object
        What was done by then, in the form in which all of it would have been returned; None if
        that is nothing.
    """

    def __init__(self, found: Any = None) -> None:
        self.found = found
        super().__init__("interrupted")
