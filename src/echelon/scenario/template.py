"""The small scenarios that `echelon new` writes, one for each kind of crisis."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from uuid import uuid4

from echelon.errors import MisuseError, UnfinishedError, nearest

PLAIN = "march"
"""The template that is meant if none is named."""

TEMPLATES: Mapping[str, str] = {
    "march": "troops go by rail, and an order that forbids it goes by wire",
    "coup": "a capital is seized, and generals choose by telephone whom to obey",
    "siege": "a garrison hungers between terms, an assault and a column that may relieve it",
}
"""Every template, and its crisis in a line."""


def files_of(template: str) -> dict[str, str]:
    """Return the files of a template, by their path in the folder.

    Parameters
    ----------
    template : str
        A key of `TEMPLATES`.

    Raises
    ------
    MisuseError
        If there is none of this name; names the nearest.
    """
    if template not in TEMPLATES:
        close = nearest(template, TEMPLATES)
        hint = f"did you mean `{close}`?" if close else f"there are {', '.join(TEMPLATES)}"
        raise MisuseError(f"there is no template `{template}`; {hint}")
    root = Path(str(files("echelon") / "templates" / template))
    paths = sorted(path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in paths}


def write_template(folder: Path, template: str = PLAIN) -> None:
    """Write a new scenario that runs.

    Parameters
    ----------
    folder : Path
        Where; it must not exist yet, or be empty. It appears with all its files or not at all.
    template : str
        A key of `TEMPLATES`.

    Raises
    ------
    MisuseError
        If something is there already, the folder cannot have that name, or there is no such
        template.
    UnfinishedError
        If it cannot be written; names the folder and the reason.
    """
    texts = files_of(template)
    try:
        if folder.is_symlink() or (folder.exists() and not _is_empty(folder)):
            raise MisuseError(f"`{folder}` is there already and is not an empty folder")
        folder.parent.mkdir(parents=True, exist_ok=True)
        half_done = folder.parent / f".{folder.name}-{uuid4().hex}"
        try:
            _write_files(half_done, texts)
            half_done.replace(folder)
        finally:
            shutil.rmtree(half_done, ignore_errors=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UnfinishedError(f"cannot write `{folder}`: {reason}") from error
    except ValueError as error:
        raise MisuseError(f"`{folder}` cannot be the name of a folder: {error}") from error


def _write_files(folder: Path, texts: Mapping[str, str]) -> None:
    folder.mkdir()
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _is_empty(folder: Path) -> bool:
    return folder.is_dir() and not any(folder.iterdir())
