"""Which file of a folder is which part of the scenario."""

from __future__ import annotations

import os
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from echelon.errors import Fault, Spot, nearest
from echelon.scenario.limits import MOST_FILES
from echelon.scenario.opening import lies_within

MAIN_FILE = "scenario.yaml"
BIBLIOGRAPHY = "sources.bib"
OVERLAYS = "what_ifs"

_READ_SUFFIXES = (".yaml", ".yml", ".csv")
_ID = re.compile(r"[a-z][a-z0-9_]*")


@dataclass
class Listing:
    """The files to read, in the order of reading.

    Parameters
    ----------
    folder : Path or None
        The folder that all files must lie in; None for a scenario in one file.
    main : Path or None
        The file with the settings.
    parts : list of (str, Path)
        Name of the part and its file; no part stands twice.
    overlays : list of (str, Path)
        Id of the what-if and its file.
    bibliography : Path or None
        The file with the works.
    faults : list of Fault
        Names that mean nothing, and what is missing.
    unread : set of str
        What is given but cannot be read, by name.
    """

    folder: Path | None
    main: Path | None = None
    parts: list[tuple[str, Path]] = field(default_factory=list)
    overlays: list[tuple[str, Path]] = field(default_factory=list)
    bibliography: Path | None = None
    faults: list[Fault] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)


def list_folder(path: Path, part_names: Collection[str]) -> Listing:
    """Find the files of a scenario by their names alone.

    Parameters
    ----------
    path : Path
        Of a folder, of the `scenario.yaml` in it, or of a file that holds a whole
        scenario.
    part_names : collection of str
        The parts of the language.

    Returns
    -------
    Listing
        Files with the endings of tables and texts whose names are not known are
        faults; all other files are left alone.

    Raises
    ------
    OSError
        If the folder cannot be listed.
    """
    if path.name == MAIN_FILE and path.is_file():
        path = path.parent
    if not path.is_dir():
        return _single_file(path)
    listing = Listing(path)
    for name in _names(path, listing):
        _place(name, listing, path, part_names)
    if listing.main is None and MAIN_FILE not in listing.unread:
        message = f"there is no `{MAIN_FILE}` in the folder"
        help = "it opens every scenario; `echelon new DIR` writes a small one to begin with"
        fault = Fault("missing-file", message, Spot.whole(str(path)), help=help)
        listing.faults.append(fault)
        listing.unread.add(MAIN_FILE)
    return listing


def _single_file(path: Path) -> Listing:
    listing = Listing(None, main=path)
    if not os.path.lexists(path):
        message = "there is neither a folder nor a file here"
        listing.faults.append(Fault("missing-file", message, Spot.whole(str(path))))
        listing.main = None
        listing.unread.add(MAIN_FILE)
    elif path.with_suffix(".bib").is_file():
        listing.bibliography = path.with_suffix(".bib")
    return listing


def _names(folder: Path, listing: Listing) -> list[str]:
    with os.scandir(folder) as entries:
        names = [entry.name for entry in islice(entries, MOST_FILES + 1)]
    if len(names) > MOST_FILES:
        message = f"the folder holds more than {MOST_FILES} files"
        listing.faults.append(Fault("too-large", message, Spot.whole(str(folder))))
        listing.unread |= {MAIN_FILE, OVERLAYS}
        return []
    # Hidden files, and those an office program leaves while a table is open, are not ours.
    return sorted(name for name in names if not name.startswith((".", "~")))


def _place(name: str, listing: Listing, folder: Path, part_names: Collection[str]) -> None:
    path = folder / name
    stem, suffix = Path(name).stem, Path(name).suffix
    if name == MAIN_FILE:
        listing.main = path
    elif name == BIBLIOGRAPHY:
        listing.bibliography = path
    elif name == OVERLAYS:
        _list_overlays(path, listing, folder)
    elif suffix in (".yaml", ".csv") and stem in part_names:
        _place_part(stem, path, listing)
    elif suffix.lower() in _READ_SUFFIXES:
        _refuse(name, path, listing, part_names)
    elif nearest(name, [OVERLAYS]) and path.is_dir():
        help = f"did you mean `{OVERLAYS}`?"
        message = f"`{name}` is not a folder of the language"
        listing.faults.append(Fault("unknown-file", message, Spot.whole(str(path)), help=help))


def _place_part(part: str, path: Path, listing: Listing) -> None:
    other = next((other for name, other in listing.parts if name == part), None)
    if other is None:
        listing.parts.append((part, path))
        return
    notes = (f"it is given in {other}",)
    message = f"part `{part}` is given twice"
    listing.faults.append(Fault("duplicate-part", message, Spot.whole(str(path)), "", notes))


def _refuse(name: str, path: Path, listing: Listing, part_names: Collection[str]) -> None:
    stem, suffix = Path(name).stem, Path(name).suffix
    part = nearest(stem, [*part_names, "scenario"])
    ending = ".csv" if suffix.lower() == ".csv" and part != "scenario" else ".yaml"
    help = f"did you mean `{part}{ending}`?" if part else "name the file after the part it holds"
    message = f"`{name}` is not the name of a part"
    listing.faults.append(Fault("unknown-file", message, Spot.whole(str(path)), help=help))


def _list_overlays(path: Path, listing: Listing, folder: Path) -> None:
    refusal = None
    if not lies_within(path, folder):
        message = f"`{OVERLAYS}` is a link to a place outside the scenario's folder"
        refusal = Fault("outside-folder", message, Spot.whole(str(path)))
    elif not path.is_dir():
        refusal = Fault("not-a-file", f"`{OVERLAYS}` is not a folder", Spot.whole(str(path)))
    if refusal is not None:
        listing.faults.append(refusal)
        listing.unread.add(OVERLAYS)
        return
    for name in _names(path, listing):
        stem, suffix = Path(name).stem, Path(name).suffix
        file = path / name
        if suffix == ".yaml" and _ID.fullmatch(stem):
            listing.overlays.append((stem, file))
        elif suffix == ".yaml":
            message = f"`{stem}` cannot be the id of a what-if"
            help = "use small Latin letters, digits and underscores, a letter first"
            listing.faults.append(Fault("bad-id", message, Spot.whole(str(file)), help=help))
        elif suffix.lower() in _READ_SUFFIXES:
            message = f"`{name}` is not the name of a what-if"
            help = "write each what-if as `ID.yaml`"
            listing.faults.append(Fault("unknown-file", message, Spot.whole(str(file)), help=help))
