"""The scenarios that come with echelon, and how a name or a path leads to one."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from echelon.errors import MisuseError, nearest
from echelon.scenario.listing import MAIN_FILE


def bundled_names() -> tuple[str, ...]:
    """Return the names of the bundled scenarios, sorted."""
    return tuple(sorted(folder.name for folder in _root().iterdir() if _is_scenario(folder)))


def bundled_path(name: str) -> Path:
    """Return the folder of a bundled scenario.

    Raises
    ------
    MisuseError
        If there is none of this name; names the nearest.
    """
    names = bundled_names()
    if name not in names:
        close = nearest(name, names)
        hint = f"did you mean `{close}`?" if close else f"bundled are {', '.join(names)}"
        raise MisuseError(f"there is no scenario `{name}`; {hint}")
    return _root() / name


def resolve(name_or_path: str | Path) -> Path:
    """Find the scenario that somebody means.

    A folder or file of one's own comes before a bundled scenario of the same name, so that an
    edited copy is never passed over; a folder without a `scenario.yaml` does not.

    Parameters
    ----------
    name_or_path : str or Path
        Name of a bundled scenario, or path of a folder or file.

    Returns
    -------
    Path
        As given, or the folder of the bundled scenario.

    Raises
    ------
    MisuseError
        If there is neither; names the nearest bundled scenario.
    """
    path = Path(name_or_path)
    name = str(name_or_path)
    if not name:
        raise MisuseError("no scenario is named")
    try:
        exists = path.exists() or path.is_symlink()
        is_own = exists and (not path.is_dir() or _is_scenario(path))
    except (OSError, ValueError) as error:
        raise MisuseError(f"`{name[:100]}` cannot be the path of a scenario") from error
    if is_own or (exists and name not in bundled_names()):
        return path
    return bundled_path(name)


def _root() -> Path:
    return Path(str(files("echelon") / "scenarios"))


def _is_scenario(folder: Path) -> bool:
    return (folder / MAIN_FILE).is_file()
