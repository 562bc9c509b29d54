"""What can be wrong with a scenario, and where it stands in the user's files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Spot:
    """One stretch of one line of one file, as a person would point at it.

    Parameters
    ----------
    file : str
        The path as the user gave it, such as ``two_cabinets/links.yaml``.
    line : int
        Counted from 1; 0 means the file as a whole.
    column, end_column : int
        In characters, counted from 1; the end is exclusive.
    text : str
        The line as it is written in the file; empty if there is none to show.
    """

    file: str
    line: int
    column: int
    end_column: int
    text: str = ""

    @classmethod
    def whole(cls, file: str) -> Spot:
        """Point at a file (or folder) as a whole, not at a line of it."""
        return cls(file, 0, 0, 0)


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a scenario: one cause, one fault.

    Parameters
    ----------
    code : str
        A stable word from ``CODES``, such as ``unknown-key``.
    message : str
        What is wrong, in lower case, with names in backticks and no full stop.
    spot : Spot or None
        Where; None if no file can be named.
    label : str
        What the underlined stretch is, beside the carets.
    notes : tuple of str
        Circumstances.
    help : str
        How to mend it; only this says so.
    warning : bool
        True if the scenario can be run nevertheless.
    """

    code: str
    message: str
    spot: Spot | None
    label: str = ""
    notes: tuple[str, ...] = ()
    help: str = ""
    warning: bool = False

    def as_json(self) -> dict[str, object]:
        """Give the fault as plain values, for editors and other machines."""
        spot = self.spot
        return {
            "code": self.code,
            "severity": "warning" if self.warning else "error",
            "message": self.message,
            "file": spot.file if spot else None,
            "line": spot.line if spot else None,
            "column": spot.column if spot else None,
            "end_column": spot.end_column if spot else None,
            "text": spot.text if spot else None,
            "label": self.label,
            "notes": list(self.notes),
            "help": self.help,
        }


def in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Sort faults by file, line and column, and tell each of them once.

    Parameters
    ----------
    faults : iterable of Fault
        In the order in which they were found, which settles ties.

    Returns
    -------
    tuple of Fault
        Those without a place come first.
    """
    return tuple(sorted(dict.fromkeys(faults), key=_place))


def _place(fault: Fault) -> tuple[str, int, int]:
    spot = fault.spot
    return (spot.file, spot.line, spot.column) if spot else ("", 0, 0)
