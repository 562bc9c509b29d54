"""A checked scenario: typed entries, where each value comes from, and its hash.

What stands above the language (`campaign`, the commands) reads a scenario only through `Document`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from echelon.errors import Fault, MisuseError, ScenarioError, in_order, or_else
from echelon.scenario.build import build_draft
from echelon.scenario.calendar import Calendar
from echelon.scenario.changes import FILE, Changes, with_changes
from echelon.scenario.checks import run_checks
from echelon.scenario.expressions import Expression, Name
from echelon.scenario.folder import Folder
from echelon.scenario.hashing import hash_scenario
from echelon.scenario.memo import Memo
from echelon.scenario.provenance import WITHOUT_EVIDENCE, Provenance, Tally
from echelon.scenario.reading import at_most
from echelon.scenario.schema.catalogue import keys_of, quantities_of
from echelon.scenario.schema.parts import Parts
from echelon.scenario.settings import Settings
from echelon.scenario.sources import Source

FieldKey = tuple[str, str, str]
"""Part, id and field of one value."""


class QuantityField(NamedTuple):
    """One numeric value of the scenario, drawn once a run under a name of its own.

    Parameters
    ----------
    name : str
        `part.id.field`, such as `links.ostrov_pskov.speed_km_h`: the key of its draw.
    expression : Expression
        A number, a distribution, or arithmetic on inputs.
    unit : str
        Unit of the number; empty for a probability or a plain count.
    provenance : Provenance
        Where the value comes from.
    low, high : float
        Bounds to which a run holds the value; infinite where there is none.
    """

    name: str
    expression: Expression
    unit: str
    provenance: Provenance
    low: float
    high: float


@dataclass(frozen=True)
class Document:
    """A scenario in which everything has been read, filled in and checked.

    Parameters
    ----------
    name : str
        Name of the folder, or of the bundled scenario.
    path : Path
        Folder (or single file) that it was read from.
    settings : Settings
        Question, period, calendar, knowledge date, event limit.
    parts : Parts
        The entries: `parts.links["ostrov_pskov"].length_km`, or `parts["links"]`. Every field has
        its value, defaults included; each part is sorted by id, but outcomes stand in their order.
    provenance : mapping of (part, id, field) to Provenance
        For every field that bears on a run.
    sources : mapping of str to Source
        The works of `sources.bib`, by key.
    warnings : tuple of Fault
        What does not keep the scenario from running.
    what_if, account : str or None
        The overlays that are applied.
    folder : Folder
        What was read, from which `with_overlay` starts again.
    memo : Memo
        What was found in the folder, which overlays do not look for again.
    """

    name: str
    path: Path
    settings: Settings
    parts: Parts
    provenance: Mapping[FieldKey, Provenance]
    sources: Mapping[str, Source]
    warnings: tuple[Fault, ...]
    what_if: str | None
    account: str | None
    folder: Folder
    memo: Memo = field(default_factory=Memo, repr=False, compare=False)

    @cached_property
    def scenario_hash(self) -> str:
        """SHA-256 of the normalised values, in hexadecimal; see `hashing`."""
        return hash_scenario(self.settings, self.parts)

    @property
    def calendar(self) -> Calendar:
        """The clock of the scenario: reads and writes moments."""
        return self.settings.calendar

    @property
    def what_ifs(self) -> tuple[str, ...]:
        """Ids of the what-ifs, sorted."""
        return tuple(self.parts.what_ifs)

    @property
    def accounts(self) -> tuple[str, ...]:
        """Ids of the rival accounts, sorted."""
        return tuple(self.parts.accounts)

    @property
    def changes(self) -> tuple[str, ...]:
        """What is changed beside the account and the what-if, as `part.id.field: value`."""
        source = self.folder.sources.get(FILE)
        return source.lines if source else ()

    @property
    def tally(self) -> Tally:
        """How many values are supplied, inherited and default."""
        return Tally.of(self.provenance.values())

    @property
    def grades(self) -> dict[str, int]:
        """How many values rest on evidence of each grade, `A` to `D`; a default is D.

        `none` are the numbers and moments for which none is stated. Names need none: who is where,
        on whose side, and what he would do is what the scenario says, and not how well it is known;
        and an input answers for itself.
        """
        counts = Counter(
            value.grade or "none"
            for key, value in self.provenance.items()
            if value.grade or self.wants_evidence(*key)
        )
        return {grade: counts[grade] for grade in ("A", "B", "C", "D", "none")}

    def wants_evidence(self, part: str, id_: str, key: str) -> bool:
        """Say whether evidence bears out a value or not, so that a grade of it can be missed."""
        entry = self.parts[part][id_]
        field = keys_of(type(entry))[key]
        is_named = isinstance(getattr(entry, field.name), Name)
        return part not in WITHOUT_EVIDENCE and field.is_evidential and not is_named

    def quantities(self) -> tuple[QuantityField, ...]:
        """Return every numeric value of the scenario, in the order of its name.

        An inherited value is drawn by each entry for itself, under that entry's name; entries that
        are to share a draw name an input instead. A pool draws nothing, its companies do.
        """
        found = [
            QuantityField(
                f"{part}.{id_}.{field.key}",
                expression,
                field.unit,
                self.provenance[part, id_, field.key],
                field.leaf.low,
                field.leaf.high,
            )
            for part in self.parts
            if part != "pools"
            for id_, entry in self.parts[part].items()
            for field, expression in quantities_of(entry)
        ]
        return tuple(sorted(found, key=itemgetter(0)))

    def with_overlay(self, *, what_if: str | None = None, account: str | None = None) -> Document:
        """Return the scenario with an account and a what-if laid over it, in that order.

        Parameters
        ----------
        what_if, account : str, optional
            Ids from `what_ifs` and `accounts`; the base scenario if neither is given.

        Returns
        -------
        Document
            Checked anew, and read anew as far as the two change it.

        Raises
        ------
        MisuseError
            If there is no such what-if or account; names the nearest.
        ScenarioError
            If the two together make a scenario that does not hold.
        """
        for noun, id_, known in (
            ("what-if", what_if, self.what_ifs),
            ("account", account, self.accounts),
        ):
            if id_ is not None and id_ not in known:
                raise MisuseError(_unknown(noun, id_, known))
        return self._read_again(self.folder, what_if, account)

    def under_each_account(self) -> dict[str, Document]:
        """Return the scenario as each account has it, with its what-if and changes kept.

        Returns
        -------
        dict of str to Document
            By account, in place of any that is laid over it; without those with which it does not
            hold.
        """
        found = {}
        for id_ in self.accounts:
            with suppress(ScenarioError):
                found[id_] = self.with_overlay(what_if=self.what_if, account=id_)
        return found

    def with_changes(self, changes: Changes) -> Document:
        """Return the scenario with more changes laid over its account and what-if.

        Parameters
        ----------
        changes : Changes
            What to lay over it.

        Raises
        ------
        ScenarioError
            If there is nothing of that name to change, or the change makes a scenario that does
            not hold.
        """
        changed = with_changes(self.folder, changes)
        return self._read_again(changed, self.what_if, self.account)

    def _read_again(self, folder: Folder, what_if: str | None, account: str | None) -> Document:
        memo = self.memo.copy_for(account)
        document, faults = assemble(folder, what_if=what_if, account=account, memo=memo)
        if document is None:
            # Its warnings were told of when it was loaded; here they would bury what is wrong.
            raise ScenarioError([each for each in faults if not each.warning], self.name)
        if account is not None and what_if is None and not folder.changes:
            self.memo.told.setdefault(account, memo)
        return replace(document, memo=self.memo)


def assemble(
    folder: Folder,
    *,
    what_if: str | None = None,
    account: str | None = None,
    memo: Memo | None = None,
) -> tuple[Document | None, tuple[Fault, ...]]:
    """Turn what was read into a document, or into the faults that forbid it.

    Parameters
    ----------
    folder : Folder
        The positioned trees of all parts.
    what_if, account : str, optional
        Ids of overlays to apply to the trees first, so that their faults point into their files.
    memo : Memo, optional
        What was found before in the same folder, to save reading it again.

    Returns
    -------
    document : Document or None
        None if there is any error.
    faults : tuple of Fault
        Every error and warning, each cause once, in the order of the files.
    """
    memo = memo or Memo()
    draft = build_draft(folder, what_if=what_if, account=account, memo=memo)
    found = _once([*draft.faults, *run_checks(draft)])
    errors = at_most(draft.sources.most, [fault for fault in found if not fault.warning])
    faults = in_order([*errors, *(fault for fault in found if fault.warning)])
    if draft.settings is None or any(not fault.warning for fault in faults):
        return None, faults
    path = Path(folder.name)
    document = Document(
        name=path.stem if path.suffix in (".yaml", ".yml") else path.name,
        path=path,
        settings=draft.settings,
        parts=draft.parts(),
        provenance=draft.provenance,
        sources=draft.works,
        warnings=faults,
        what_if=what_if,
        account=account,
        folder=folder,
        memo=memo,
    )
    return document, faults


def _once(faults: list[Fault]) -> list[Fault]:
    """Leave out what is told already; the key of a column is shared by all of its rows."""
    told: dict[object, Fault] = {}
    for fault in faults:
        told.setdefault((fault.code, fault.spot) if fault.code == "unknown-key" else fault, fault)
    return list(told.values())


def _unknown(noun: str, id_: str, known: tuple[str, ...]) -> str:
    return f"the scenario has no {noun} `{id_}`{or_else(id_, known)}"
