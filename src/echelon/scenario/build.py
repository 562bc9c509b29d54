"""From the trees of a folder to a draft: overlays laid, groups inherited, fields typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from echelon.scenario import tree
from echelon.scenario.draft import Declaration, Draft, called
from echelon.scenario.fields import Sources, Written, WrittenEntry, read_fields
from echelon.scenario.fitting import Fitter
from echelon.scenario.folder import Folder
from echelon.scenario.heading import read_heading
from echelon.scenario.inherit import GroupFields, check_lineages, fill_in, read_groups
from echelon.scenario.overlays import FIXED_PARTS, Laid, lay
from echelon.scenario.provenance import BY_DEFAULT, Origin
from echelon.scenario.schema.catalogue import fields_of, keys_of
from echelon.scenario.schema.parts import LATER_PARTS, PARTS, Part
from echelon.scenario.schema.readers import mended_id
from echelon.scenario.sources import read_bibliography

RAW_PARTS = frozenset({"groups", *FIXED_PARTS})
"""Parts whose fields may hold mappings with a `value` that is content."""

OVERLAY_PARTS = {"what_ifs": "what_if", "accounts": "account"}
"""Parts that hold overlays, and the argument of `build_draft` that names one of them."""


def build_draft(folder: Folder, *, what_if: str | None = None, account: str | None = None) -> Draft:
    """Read everything that a folder holds into typed entries and faults.

    Parameters
    ----------
    folder : Folder
        The positioned trees.
    what_if, account : str, optional
        Overlays to lay first; the account lies under the what-if.
    """
    sources = Sources(folder, list(folder.faults))
    laid = Laid(_trees(folder))
    for part, id_ in (("accounts", account), ("what_ifs", what_if)):
        for entry in laid.trees.get(part, tree.Sequence((), _NOWHERE)).items:
            if id_ is not None and isinstance(entry, tree.Mapping) and _id(entry) == id_:
                lay(laid, entry, sources)
    heading = read_heading(folder.settings, sources)
    draft = Draft(
        sources,
        heading.calendar,
        heading.settings,
        dropped=laid.dropped,
        trees=laid.trees,
        is_overlaid=what_if is not None or account is not None,
    )
    _refuse_later_parts(laid, sources)
    _read_works(folder, draft)
    _Builder(draft).declare_all(laid)
    return draft


def overlays_of(folder: Folder) -> Iterator[tuple[str, str, str, str]]:
    """Yield every overlay: its noun, the argument that names it, its id, and its file."""
    trees = _trees(folder)
    for part, keyword in OVERLAY_PARTS.items():
        for entry in trees.get(part, tree.Sequence((), _NOWHERE)).items:
            if isinstance(entry, tree.Mapping) and _id(entry):
                yield PARTS[part].noun, keyword, _id(entry), entry.span.file


def _trees(folder: Folder) -> dict[str, tree.Sequence]:
    """Return the parts, an overlay with a file of its own among the entries of its part."""
    trees = dict(folder.parts)
    for part, files in folder.overlays.items():
        present = trees.get(part, tree.Sequence((), _NOWHERE))
        trees[part] = tree.Sequence((*present.items, *files.values()), present.span)
    return trees


def _refuse_later_parts(laid: Laid, sources: Sources) -> None:
    for part in LATER_PARTS:
        entries = laid.trees.get(part)
        if entries is not None:
            sources.add(
                "not-yet-supported",
                f"the part `{part}` is not yet supported",
                entries.items[0] if entries.items else entries,
                help="leave it out; nothing in this version of echelon would act on it",
            )


def _read_works(folder: Folder, draft: Draft) -> None:
    text = folder.bibliography
    if text is None:
        return
    bibliography = read_bibliography(text.text)
    draft.works = bibliography.sources
    for fault in bibliography.faults:
        where = tree.Scalar(text.text, text.text, text.span(fault.start, fault.end))
        draft.sources.add_text(fault.moved(-fault.start), where)


class _Builder:
    """Turns trees into declarations, entry by entry."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.sources = draft.sources
        self.fitter = Fitter(draft.calendar, draft.sources)
        self.groups: dict[str, GroupFields] = {}

    def declare_all(self, laid: Laid) -> None:
        written = {part: self._written(part, laid) for part in PARTS}
        self.groups = read_groups(written["groups"], self.sources)
        check_lineages(self.groups, self.sources)
        for part, entries in written.items():
            self.draft.declarations[part] = {}
            self._declare(PARTS[part], entries)
        for name, group in sorted(self.groups.items()):
            self._declare_group(name, group)

    def _written(self, part: str, laid: Laid) -> list[WrittenEntry]:
        entries = laid.trees.get(part, tree.Sequence((), _NOWHERE)).items
        return [
            read_fields(part, entry, self.sources, raw=part in RAW_PARTS)
            for entry in entries
            if isinstance(entry, tree.Mapping)
        ]

    def _declare(self, part: Part, entries: Iterable[WrittenEntry]) -> None:
        declared = self.draft.declarations[part.name]
        for written in entries:
            filled = written
            if part.name not in RAW_PARTS:
                filled = fill_in(written, self.groups, self.sources)
            declaration = self._fit(part, filled)
            if not written.id or written.id in declared:
                self.draft.nameless.append(declaration)
                self._check_twice(part, written, declared.get(written.id))
                continue
            declared[written.id] = declaration
            self._note_provenance(declaration)

    def _fit(self, part: Part, written: WrittenEntry) -> Declaration:
        name = called(part, written.id)
        fields = dict(written.fields)
        id_key, id_node = written.node.key("id"), written.id_node
        if id_key is not None and id_node is not None:
            fields["id"] = Written(id_key, id_node)
        if part.name not in RAW_PARTS:
            own = (each for each in fields.values() if each.origin is Origin.SUPPLIED)
            self.fitter.check_evidence(own)
        entry, values = self.fitter.fit(part.model, fields, name, id_node or written.node)
        if written.id and "id" not in values and entry is None:
            self.draft.broken_ids |= {written.id, mended_id(written.id)}
        return Declaration(part, written, values, entry)

    def _declare_group(self, name: str, group: GroupFields) -> None:
        """Read what a group gives, so that its faults are told once and where they stand."""
        part = PARTS.get(group.part)
        if part is None or part.name in RAW_PARTS:
            return
        known = {key: field for key, field in keys_of(part.model).items() if key != "id"}
        evidence = group.entry.evidence
        fields = {
            key: replace(each, evidence={**evidence, **each.evidence})
            for key, each in group.fields.items()
        }
        written = WrittenEntry(part.name, group.entry.node, fields)
        self.fitter.refuse_unknown(known, group.fields, group.fields, f"group `{name}`")
        self.fitter.check_evidence(group.fields.values())
        values = {}
        for key, each in group.fields.items():
            if key in known and not each.is_nothing:
                value, fault = self.fitter.read(known[key], each.node, f"group `{name}`")
                if fault is not None:
                    self.sources.faults.append(fault)
                else:
                    values[key] = value
        self.draft.nameless.append(Declaration(part, written, values, None, group=name))

    def _check_twice(self, part: Part, written: WrittenEntry, first: Declaration | None) -> None:
        if first is None or written.id_node is None or first.written.id_node is None:
            return
        earlier = self.sources.spot(first.written.id_node)
        self.sources.add(
            "duplicate-id",
            f"there are two {part.name} `{written.id}`",
            written.id_node,
            label="declared before",
            notes=(f"the first is in {earlier.file}:{earlier.line}",),
        )

    def _note_provenance(self, declaration: Declaration) -> None:
        if declaration.part.name in RAW_PARTS or declaration.entry is None:
            return
        written = declaration.written
        for field in fields_of(declaration.part.model):
            if not field.is_value:
                continue
            each = written.fields.get(field.key)
            key = (declaration.part.name, declaration.id, field.key)
            if each is not None and not each.is_nothing:
                self.draft.provenance[key] = self.fitter.provenance(each, written.evidence)
            elif field.default:
                self.draft.provenance[key] = BY_DEFAULT


_NOWHERE = tree.Span("", 0, 0, 0, 0)


def _id(entry: tree.Mapping) -> str:
    node = entry.get("id")
    return node.raw if isinstance(node, tree.Scalar) else ""
