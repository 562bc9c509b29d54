"""The two ways into the language: load a scenario to run it, or check everything in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from echelon.errors import Fault, ScenarioError, Spot, in_order
from echelon.scenario.build import overlays_of
from echelon.scenario.document import Document, assemble
from echelon.scenario.folder import Folder, read_folder
from echelon.scenario.limits import MOST_FAULTS_IN_ALL
from echelon.scenario.memo import Memo
from echelon.scenario.provenance import Tally
from echelon.scenario.schema.parts import PARTS

MOST_OVERLAID = 50_000
"""Entries of all variants of a scenario together that are checked; a large crisis has 20 000."""


@dataclass(frozen=True)
class Check:
    """What `check_document` finds.

    Parameters
    ----------
    faults : tuple of Fault
        Errors and warnings in the order of the files, those of every what-if and account too.
    document : Document or None
        The base scenario; None if anything forbids running it.
    """

    name: str
    faults: tuple[Fault, ...]
    document: Document | None

    @property
    def errors(self) -> tuple[Fault, ...]:
        """The faults that are more than warnings."""
        return tuple(fault for fault in self.faults if not fault.warning)

    @property
    def warnings(self) -> tuple[Fault, ...]:
        """The faults that do not keep the scenario from running."""
        return tuple(fault for fault in self.faults if fault.warning)

    @property
    def tally(self) -> Tally | None:
        """How many values are supplied, inherited and default; None without a document."""
        return self.document.tally if self.document else None

    @property
    def counts(self) -> dict[str, int]:
        """How many entries each part has; empty without a document."""
        if self.document is None:
            return {}
        return {part: len(self.document.parts[part]) for part in self.document.parts}


def load_document(path: Path | str) -> Document:
    """Read a scenario that is to be run.

    Parameters
    ----------
    path : Path or str
        Its folder, or one file that holds all of it.

    Returns
    -------
    Document
        The base scenario; its what-ifs and accounts are read when they are laid over it.

    Raises
    ------
    ScenarioError
        With every fault of the base scenario at once.
    """
    folder = read_folder(path, [*PARTS])
    document, faults = assemble(folder)
    if document is None:
        raise ScenarioError(faults, _name(folder))
    return document


def check_document(path: Path | str) -> Check:
    """Find everything that is wrong with a scenario, its what-ifs and its accounts.

    Parameters
    ----------
    path : Path or str
        Its folder, or one file that holds all of it.

    Returns
    -------
    Check
        Each cause is told once: a fault of the base is not told again for every what-if.
    """
    folder = read_folder(path, [*PARTS])
    memo = Memo()
    document, faults = assemble(folder, memo=memo)
    found = dict.fromkeys(faults)
    overlays = list(overlays_of(folder))
    size = sum(len(entries.items) for entries in folder.parts.values()) + len(overlays)
    most = max(MOST_OVERLAID // (size + 1), 1)
    for noun, keyword, id_, file in overlays[:most]:
        if len(found) >= MOST_FAULTS_IN_ALL:
            break
        _, overlaid = assemble(folder, memo=memo, **{keyword: id_})
        told = {(fault.code, fault.message, fault.spot) for fault in found}
        for fault in overlaid:
            if (fault.code, fault.message, fault.spot) not in told:
                found.setdefault(_told_of(fault, noun, id_, file))
    if len(overlays) > most:
        message = f"of so large a scenario, only {most} what-ifs and accounts can be checked"
        found.setdefault(Fault("too-large", message, Spot.whole(folder.name)))
    return Check(_name(folder), in_order(found), document)


def _told_of(fault: Fault, noun: str, id_: str, file: str) -> Fault:
    """Say in which overlay a fault arises that stands in a file of the base scenario."""
    if fault.spot is not None and fault.spot.file == file:
        return fault
    return replace(fault, notes=(*fault.notes, f"with {noun} `{id_}` laid over the scenario"))


def _name(folder: Folder) -> str:
    path = Path(folder.name)
    return path.stem if path.suffix in (".yaml", ".yml") else path.name or folder.name
