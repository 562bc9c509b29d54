"""Defaults of the language that a scenario puts others in place of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from echelon.errors import nearest
from echelon.scenario import tree
from echelon.scenario.draft import Declaration
from echelon.scenario.fields import Sources, Written, WrittenEntry
from echelon.scenario.fitting import Fitter
from echelon.scenario.schema.catalogue import Field, keys_of
from echelon.scenario.schema.levels import LEVELS
from echelon.scenario.schema.minds import Disposition
from echelon.scenario.schema.parts import PARTS
from echelon.scenario.schema.variants import GROUPED_PARTS


@dataclass(frozen=True)
class Restated:
    """What a scenario puts in place of the defaults of the language.

    Parameters
    ----------
    levels : mapping of str to (str or number)
        Word for a disposition -> the log-odds that it stands for here.
    fields : mapping of str to mapping of str to Written
        By part and key, what entries have that do not state the field.
    declared : tuple of Declaration
        The same as fields of their parts, for the checks.
    """

    levels: Mapping[str, Any] = field(default_factory=dict)
    fields: Mapping[str, Mapping[str, Written]] = field(default_factory=dict)
    declared: tuple[Declaration, ...] = field(default=(), compare=False)

    def fill_in(self, entry: WrittenEntry) -> WrittenEntry:
        """Give an entry the scenario's defaults for what neither it nor its group states."""
        given = {
            key: value
            for key, value in self.fields.get(entry.part, {}).items()
            if key not in entry.fields or entry.fields[key].is_nothing
        }
        return replace(entry, fields={**entry.fields, **given}) if given else entry


def read_restated(entries: Iterable[WrittenEntry], sources: Sources, fitter: Fitter) -> Restated:
    """Take the entries of the part `defaults` apart, and report what is wrong with them.

    Parameters
    ----------
    entries : iterable of WrittenEntry
        The part as written.
    sources : Sources
        Receives the faults.
    fitter : Fitter
        Reads the values, so that a fault in one is told once and where it stands.
    """
    levels: dict[str, Any] = {}
    fields: dict[str, dict[str, Written]] = {}
    declared: list[Declaration] = []
    for entry in entries:
        of, value = entry.fields.get("of"), entry.fields.get("value")
        if of is None or value is None or not isinstance(of.node, tree.Scalar) or value.is_nothing:
            continue  # what is missing is told when the entry is fitted to its model
        name = of.node.raw
        part, _, key = name.partition(".")
        known = _restatable(name)
        if known is None:
            _report_unknown(name, of.node, sources)
            continue
        if key in fields.get(part, {}) or name in levels:
            message = f"the default of `{name}` is restated twice"
            sources.add("duplicate-id", message, of.node, label="restated before")
            continue
        read, fault = fitter.read(known, value.node, f"the default of `{name}`")
        if fault is not None:
            sources.faults.append(fault)
            continue
        meant = PARTS["dispositions" if name in LEVELS else part]
        evident = replace(value, evidence={**entry.evidence, **value.evidence})
        written = WrittenEntry(meant.name, entry.node, {known.key: evident})
        declared.append(
            Declaration(meant, written, {known.key: read}, None, group=entry.id, noun="default")
        )
        if name in LEVELS and isinstance(value.node, tree.Scalar):
            levels[name] = value.node.value
        else:
            fields.setdefault(part, {})[key] = value.inherited(entry.evidence)
    return Restated(levels, fields, tuple(declared))


def _restatable(name: str) -> Field | None:
    """Return the field whose default a name stands for; a word stands for a disposition's value."""
    if name in LEVELS:
        return keys_of(Disposition)["value"]
    part, _, key = name.partition(".")
    known = keys_of(PARTS[part].model) if part in GROUPED_PARTS else {}
    found = known.get(key)
    return found if found is not None and found.is_value and not found.required else None


def _report_unknown(name: str, where: tree.Node, sources: Sources) -> None:
    part, _, _ = name.partition(".")
    known = keys_of(PARTS[part].model) if part in GROUPED_PARTS else {}
    close = nearest(name, [*LEVELS, *(f"{part}.{key}" for key in known)])
    sources.add(
        "unknown-name",
        f"`{name}` has no default that could be restated",
        where,
        label="neither `PART.FIELD` of a field with a default nor a word for a disposition",
        help=f"did you mean `{close}`?" if close else "",
    )
