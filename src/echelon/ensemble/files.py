"""Files that are either whole or absent, whenever the machine stops."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from echelon.errors import MisuseError, UnfinishedError

_UNFINISHED_SUFFIX = ".partial"
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that nobody ever sees a part of it.

    The content goes to another name in the same folder, reaches the disk, and
    only then takes the name's place.

    Parameters
    ----------
    path : Path
        The file; replaced if there is one.
    content : bytes
        All of it.

    Raises
    ------
    UnfinishedError
        If it cannot be written; names the file and the reason. What stood there
        before still stands.
    """
    partial = path.with_name(f".{path.name}.{os.getpid()}{_UNFINISHED_SUFFIX}")
    try:
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def remove_unfinished(folder: Path) -> None:
    """Remove what a killed process was still writing."""
    for leftover in folder.glob(f".*{_UNFINISHED_SUFFIX}"):
        with suppress(OSError):
            leftover.unlink()


def make_folder(folder: Path) -> None:
    """Make the folder and those above it unless they exist.

    Raises
    ------
    MisuseError
        If something that is not a folder has the name.
    UnfinishedError
        If it cannot be made; names the reason.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise MisuseError(f"`{folder}` is not a folder") from error
    except OSError as error:
        raise _unwritable(folder, error) from error


@contextmanager
def held_alone(folder: Path) -> Iterator[None]:
    """Keep every other echelon process from writing to the folder.

    The hold ends with the process, even a killed one.

    Raises
    ------
    MisuseError
        If another process holds the folder.
    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise MisuseError(f"another run of echelon is writing to `{folder}`") from error
        except OSError:
            # Some network disks know no locks; whole files are safe there all the same.
            pass
        yield
    finally:
        os.close(descriptor)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _unwritable(path: Path, error: OSError) -> UnfinishedError:
    if error.errno in _NO_ROOM:
        return UnfinishedError(f"there is no room left on the disk to write `{path}`")
    return UnfinishedError(f"cannot write `{path}`: {(error.strerror or str(error)).lower()}")
