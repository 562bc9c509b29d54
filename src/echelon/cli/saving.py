"""How a command writes the file that its user has named."""

from __future__ import annotations

from pathlib import Path


def save_text(path: Path, text: str) -> None:
    """Write a file whole or not at all; a pipe or a device is written to where it stands.

    Parameters
    ----------
    path : Path
        The file; replaced if there is one, and if it is a link, what it leads to.
    text : str
        All of it, written as UTF-8.

    Raises
    ------
    UnfinishedError
        If it cannot be written; names the file and the reason.
    """
    from echelon.ensemble.files import write_whole

    if path.exists() and not path.is_file():
        path.write_bytes(text.encode())
        return
    write_whole(path.resolve() if path.is_symlink() else path, text.encode())
