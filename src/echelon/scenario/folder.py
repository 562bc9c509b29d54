"""A scenario's folder into trees: which file is which part, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from echelon.errors import Fault, Spot
from echelon.scenario.csv_reader import read_csv
from echelon.scenario.limits import (
    MOST_BYTES,
    MOST_BYTES_IN_ALL,
    MOST_FAULTS_IN_ALL,
    MOST_VALUES,
)
from echelon.scenario.listing import BIBLIOGRAPHY, MAIN_FILE, OVERLAYS, Listing, list_folder
from echelon.scenario.opening import open_text
from echelon.scenario.parts import as_entries, as_entry
from echelon.scenario.reading import at_most
from echelon.scenario.source_text import SourceText
from echelon.scenario.tree import Mapping, Node, Scalar, Sequence, Span, kind_of
from echelon.scenario.yaml_reader import read_yaml

LANGUAGE_VERSION = 1
"""What `echelon:` must say in `scenario.yaml`."""


@dataclass(frozen=True)
class Folder:
    """Everything a scenario's files say, before any of it is fitted to the schema.

    Parameters
    ----------
    name : str
        The path as the user gave it.
    settings : Mapping or None
        What `scenario.yaml` holds beside parts, `echelon` included; None if it cannot
        be read. Whether the keys are known is for the schema to say.
    parts : dict of str to Sequence
        Name of each part that is given -> its entries, each a `Mapping`; all but what
        the faults speak of have an `id`.
    overlays : dict of str to dict of str to Mapping
        `what_ifs` -> id of the file -> its fields, beginning with `id`.
    bibliography : SourceText or None
        The text of `sources.bib`.
    faults : tuple of Fault
        In the order in which they were found.
    sources : dict of str to SourceText
        Every file that was read, by the name that spans carry.
    unread : frozenset of str
        Parts that are given but could not be read in full, so that a name missing from
        them is no fault of its own; `sources.bib` and `scenario.yaml` stand here too.
    changes : tuple of Mapping
        Overlays that were not read from a file; they lie over the account and the what-if.
    """

    name: str
    settings: Mapping | None
    parts: dict[str, Sequence]
    overlays: dict[str, dict[str, Mapping]]
    bibliography: SourceText | None
    faults: tuple[Fault, ...]
    sources: dict[str, SourceText]
    unread: frozenset[str]
    changes: tuple[Mapping, ...] = ()

    def spot(self, where: Node | Span, offset: int = 0, length: int | None = None) -> Spot:
        """Point at a node of any of the files, or at a part of the text of a scalar.

        Parameters
        ----------
        where : Node or Span
            What to point at.
        offset, length : int
            Characters into the scalar's text, and how many of them.

        Returns
        -------
        Spot
            With the line as it is written.
        """
        span = where if isinstance(where, Span) else where.span
        source = self.sources.get(span.file)
        return source.spot(where, offset, length) if source else Spot.whole(span.file)


def read_folder(path: Path | str, part_names: Collection[str]) -> Folder:
    """Read the files of a scenario, whatever they hold.

    Nothing raises and nothing hangs: what cannot be read becomes a fault. Files lie in
    the folder itself (links out of it are refused) and are named after their part;
    `.yaml` and `.csv` files of other names are faults, files of other kinds are left
    alone. A path to a file is taken as the whole scenario, with a bibliography of the
    same name and ending `.bib` beside it; a path to a `scenario.yaml` means its folder.

    Parameters
    ----------
    path : Path or str
        Of a folder, or of one YAML file.
    part_names : collection of str
        The parts of the language.

    Returns
    -------
    Folder
        The trees and all faults.
    """
    reader = _FolderReader(frozenset(part_names))
    reader.read(_listing(Path(path), part_names))
    return reader.folder(str(path))


def _listing(path: Path, part_names: Collection[str]) -> Listing:
    try:
        return list_folder(path, part_names)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = f"the scenario cannot be read: {reason.lower()}"
        fault = Fault("not-a-file", message, Spot.whole(str(path)))
        return Listing(None, faults=[fault], unread={MAIN_FILE})


class _FolderReader:
    def __init__(self, part_names: frozenset[str]) -> None:
        self.faults: list[Fault] = []
        self.unread: set[str] = set()
        self._part_names = part_names
        self._settings: Mapping | None = None
        self._parts: dict[str, Sequence] = {}
        self._overlays: dict[str, Mapping] = {}
        self._bibliography: SourceText | None = None
        self._sources: dict[str, SourceText] = {}
        self._bytes_left = MOST_BYTES_IN_ALL
        self._values_left = MOST_VALUES

    def folder(self, name: str) -> Folder:
        return Folder(
            name,
            self._settings,
            self._parts,
            {OVERLAYS: self._overlays},
            self._bibliography,
            at_most(MOST_FAULTS_IN_ALL, self.faults),
            self._sources,
            frozenset(self.unread),
        )

    def read(self, listing: Listing) -> None:
        self.faults += listing.faults
        self.unread |= listing.unread
        if listing.main is not None:
            self._read_main(listing.main, listing.folder)
        for name, path in listing.parts:
            self._read_part(name, path, listing.folder)
        for name, path in listing.overlays:
            self._read_overlay(name, path, listing.folder)
        if MAIN_FILE in self.unread:
            # Any part may stand in it; those that have a file of their own do not.
            self.unread |= self._part_names - self._parts.keys()
        if listing.bibliography is not None:
            self._bibliography = self._open(BIBLIOGRAPHY, listing.bibliography, listing.folder)

    def _open(self, name: str, path: Path, within: Path | None) -> SourceText | None:
        too_much = min(self._bytes_left, self._values_left) < 0
        if too_much or len(self.faults) > MOST_FAULTS_IN_ALL:
            self.unread.add(name)
            return None
        source, faults = open_text(path, within, min(MOST_BYTES, self._bytes_left))
        self._sources[source.name] = source
        self.faults += faults
        if faults:
            self.unread.add(name)
            if self._bytes_left < MOST_BYTES and faults[0].code == "too-large":
                self._bytes_left = -1
            return None
        self._bytes_left -= len(source.text.encode())
        return source

    def _read(self, name: str, path: Path, within: Path | None) -> tuple[Node, SourceText] | None:
        source = self._open(name, path, within)
        if source is None:
            return None
        read = read_csv if path.suffix == ".csv" else read_yaml
        reading = read(source, self._values_left)
        self.faults += reading.faults
        self._values_left -= reading.values
        if reading.root is None:
            self.unread.add(name)
            return None
        return reading.root, source

    def _read_main(self, path: Path, within: Path | None) -> None:
        read = self._read(MAIN_FILE, path, within)
        if read is None:
            return
        root, source = read
        if isinstance(root, Scalar) and root.value is None:
            root = Mapping((), root.span)
        if not isinstance(root, Mapping):
            message = f"`{path.name}` holds {kind_of(root)} and not keys with values"
            self.faults.append(Fault("wrong-type", message, source.spot(root)))
            self.unread.add(MAIN_FILE)
            return
        self._check_version(root, source)
        rest = []
        for key, node in root.entries:
            if key.raw in self._part_names:
                self._enter(key.raw, node, source)
            else:
                rest.append((key, node))
        self._settings = Mapping(tuple(rest), root.span)

    def _check_version(self, root: Mapping, source: SourceText) -> None:
        version = root.get("echelon")
        help = f"begin the file with `echelon: {LANGUAGE_VERSION}`"
        if version is None:
            spot = source.spot(Span(source.name, 1, 1, 1, 1))
            message = "the version of the language is not stated"
            self.faults.append(Fault("wrong-version", message, spot, help=help))
        elif not isinstance(version, Scalar) or version.raw != str(LANGUAGE_VERSION):
            message = "the scenario is written in a version of the language that is not known"
            label = f"only version {LANGUAGE_VERSION} is"
            self.faults.append(
                Fault("wrong-version", message, source.spot(version), label, help=help)
            )

    def _read_part(self, name: str, path: Path, within: Path | None) -> None:
        read = self._read(name, path, within)
        if read is None:
            return
        root, source = read
        if name in self._parts:
            inline = self._parts[name].span
            message = f"part `{name}` is given twice"
            notes = (f"it is given in {inline.file}:{inline.line}",)
            self.faults.append(Fault("duplicate-part", message, Spot.whole(str(path)), "", notes))
        else:
            self._enter(name, root, source)

    def _enter(self, name: str, node: Node, source: SourceText) -> None:
        entries, faults = as_entries(name, node, source)
        self._parts[name] = entries
        self.faults += faults
        if faults:
            self.unread.add(name)

    def _read_overlay(self, name: str, path: Path, within: Path | None) -> None:
        read = self._read(OVERLAYS, path, within)
        if read is None:
            return
        root, source = read
        key = Scalar(name, name, Span(source.name, 1, 1, 1, 1))
        entry, fault = as_entry(OVERLAYS, key, root, source)
        if fault is not None:
            self.faults.append(fault)
        if entry is not None:
            self._overlays[name] = entry
        else:
            self.unread.add(OVERLAYS)
