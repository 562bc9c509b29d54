"""Opening a file of a scenario without following it out of the folder or waiting for it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from echelon.errors import Fault, Spot
from echelon.scenario.decoding import decode
from echelon.scenario.limits import MOST_BYTES
from echelon.scenario.source_text import SourceText


def open_text(
    path: Path, within: Path | None, most_bytes: int = MOST_BYTES
) -> tuple[SourceText, tuple[Fault, ...]]:
    """Read a file as text, whatever stands at its path.

    Parameters
    ----------
    path : Path
        As the user gave it, with the name of the file.
    within : Path or None
        The folder that the file must lie in once every symbolic link is followed; None
        if the user named the file itself.
    most_bytes : int
        Longest file to accept.

    Returns
    -------
    SourceText
        The text; empty if there is a fault.
    tuple of Fault
        Empty, or the one reason why the file cannot be read.
    """
    name = str(path)
    if within is not None and not lies_within(path, within):
        message = f"`{path.name}` is a link to a place outside the scenario's folder"
        spot = Spot.whole(name)
        fault = Fault("outside-folder", message, spot, help="copy the file into the folder")
        return SourceText(name, ""), (fault,)
    try:
        data = _read(path, most_bytes + 1)
    except (OSError, ValueError) as error:
        return SourceText(name, ""), (_unreadable(path, error),)
    if len(data) > most_bytes:
        message = f"the file is longer than {MOST_BYTES // 10**6} MB"
        if most_bytes < MOST_BYTES:
            message = "the files of the scenario are too long taken together"
        return SourceText(name, ""), (Fault("too-large", message, Spot.whole(name)),)
    return decode(name, data)


def lies_within(path: Path, folder: Path) -> bool:
    """Tell whether a path stays in a folder once every symbolic link is followed.

    Parameters
    ----------
    path, folder : Path
        Of a file and of a folder; neither need exist.

    Returns
    -------
    bool
        False also if the links go round in a circle.
    """
    try:
        real = Path(os.path.realpath(path))
        return real.is_relative_to(os.path.realpath(folder))
    except (OSError, ValueError):
        return False


class _NotOrdinaryError(OSError):
    """What stands at the path is not an ordinary file."""


def _read(path: Path, most_bytes: int) -> bytes:
    _require_ordinary(path.stat())
    # A pipe put there since then must not keep us waiting for its other end.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    with os.fdopen(descriptor, "rb") as file:
        _require_ordinary(os.fstat(descriptor))
        return file.read(most_bytes)


def _require_ordinary(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        kinds = {stat.S_IFDIR: "a folder", stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket"}
        raise _NotOrdinaryError(kinds.get(stat.S_IFMT(status.st_mode), "a device"))


def _unreadable(path: Path, error: OSError | ValueError) -> Fault:
    spot = Spot.whole(str(path))
    if isinstance(error, _NotOrdinaryError):
        return Fault("not-a-file", f"`{path.name}` is {error}, not a file", spot)
    if isinstance(error, FileNotFoundError):
        return Fault("missing-file", f"there is no file `{path.name}`", spot)
    reason = getattr(error, "strerror", None) or str(error)
    return Fault("not-a-file", f"`{path.name}` cannot be read: {reason.lower()}", spot)
