"""From the trees of a folder to a draft: overlays laid, groups inherited, fields typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from echelon.scenario import tree
from echelon.scenario.companies import names_in, spread_out
from echelon.scenario.draft import Declaration, Draft, called
from echelon.scenario.fields import Sources, Written, WrittenEntry, read_fields
from echelon.scenario.fitting import Fitter
from echelon.scenario.folder import Folder
from echelon.scenario.heading import read_heading
from echelon.scenario.inherit import GroupFields, fill_in, for_all, read_groups
from echelon.scenario.limits import MOST_FAULTS, MOST_FAULTS_IN_ALL
from echelon.scenario.memo import Fitted, Memo, WrittenOut
from echelon.scenario.overlays import FIXED_PARTS, Laid, id_of, lay
from echelon.scenario.pools import companies_of, written_out
from echelon.scenario.provenance import BY_DEFAULT, Origin, Provenance
from echelon.scenario.restated import Restated, read_restated
from echelon.scenario.schema.catalogue import fields_of, keys_of
from echelon.scenario.schema.entry import EVIDENCE_FIELDS
from echelon.scenario.schema.parts import PARTS, Part
from echelon.scenario.schema.readers import mended_id
from echelon.scenario.sources import Bibliography, read_bibliography

RAW_PARTS = frozenset({"groups", *FIXED_PARTS})
"""Parts whose fields may hold mappings with a `value` that is content."""

NAMES_COMPARED = 600_000
"""Comparisons of a wrong name with right ones, some microseconds each, that a report may cost."""

FEWEST_FAULTS = 20
"""Told of a scenario however large."""

OVERLAY_PARTS = {"what_ifs": "what_if", "accounts": "account"}
"""Parts that hold overlays, and the argument of `build_draft` that names one of them."""


def build_draft(
    folder: Folder,
    *,
    what_if: str | None = None,
    account: str | None = None,
    memo: Memo | None = None,
) -> Draft:
    """Read everything that a folder holds into typed entries and faults.

    Parameters
    ----------
    folder : Folder
        The positioned trees.
    what_if, account : str, optional
        Overlays to lay first; the account lies under the what-if.
    memo : Memo, optional
        What was found before in the same folder.
    """
    memo = memo or Memo()
    trees = _trees(folder)
    size = sum(len(entries) for entries in trees.values())
    most = min(max(NAMES_COMPARED // (size + 1), FEWEST_FAULTS), MOST_FAULTS_IN_ALL)
    sources = Sources(folder, list(folder.faults), most)
    laid = _as_told(account, Laid(trees), memo, sources)
    if what_if is not None:
        _lay("what_ifs", what_if, laid, sources)
    for overlay in folder.changes:
        lay(laid, overlay, sources)
    heading = read_heading(folder.settings, sources)
    draft = Draft(
        sources,
        heading.calendar,
        heading.settings,
        dropped=laid.dropped,
        trees={part: laid.entries(part) for part in laid.trees},
        is_overlaid=what_if is not None or account is not None or bool(folder.changes),
        unsourced=memo.unsourced,
    )
    _read_works(folder, draft)
    _Builder(draft, memo).declare_all()
    return draft


def _as_told(account: str | None, laid: Laid, memo: Memo, sources: Sources) -> Laid:
    """Return the trees as an account has them, the same ones as before if it was laid before."""
    if account is None:
        return laid
    if account not in memo.laid:
        _lay("accounts", account, laid, sources)
        if sources.faults:
            return laid
        memo.laid[account] = laid
    return memo.laid[account].copy()


def _lay(part: str, id_: str, laid: Laid, sources: Sources) -> None:
    """Lay the overlay of this id, if there is one."""
    if id_ in laid.ids(part):
        lay(laid, laid.entries(part)[laid.ids(part)[id_]], sources)


def overlays_of(folder: Folder) -> Iterator[tuple[str, str, str, str]]:
    """Yield every overlay: its noun, the argument that names it, its id, and its file."""
    trees = _trees(folder)
    for part, keyword in OVERLAY_PARTS.items():
        for entry in trees.get(part, []):
            if entry is not None and id_of(entry):
                yield PARTS[part].noun, keyword, id_of(entry), entry.span.file


def _trees(folder: Folder) -> dict[str, list[tree.Mapping | None]]:
    """Return the parts, an overlay with a file of its own among the entries of its part."""
    trees: dict[str, list[tree.Mapping | None]] = {}
    for part, entries in folder.parts.items():
        trees[part] = [entry for entry in entries.items if isinstance(entry, tree.Mapping)]
    for part, files in folder.overlays.items():
        trees.setdefault(part, []).extend(files.values())
    return trees


@lru_cache(maxsize=4)
def _read_bibliography(text: str) -> Bibliography:
    return read_bibliography(text)


def _read_works(folder: Folder, draft: Draft) -> None:
    text = folder.bibliography
    if text is None:
        return
    bibliography = _read_bibliography(text.text)
    draft.works = bibliography.sources
    for fault in bibliography.faults[:MOST_FAULTS]:
        where = tree.Scalar(text.text, text.text, text.span(fault.start, fault.end))
        draft.sources.add_text(fault.moved(-fault.start), where)


class _Builder:
    """Turns trees into declarations, entry by entry."""

    def __init__(self, draft: Draft, memo: Memo) -> None:
        self.draft = draft
        self.sources = draft.sources
        self.memo = memo
        self.groups: dict[str, GroupFields] = {}
        self.version = 0
        self.pools: dict[str, tuple[str, ...]] = {}
        self.companies: dict[str, list[Fitted]] = {}
        self.restated = Restated()
        self.inheriting: set[str] = set()

    def declare_all(self) -> None:
        group_nodes = self.draft.trees.get("groups", [])
        self.version = self.memo.version_of([*group_nodes, *self.draft.trees.get("defaults", [])])
        written = [read_fields("groups", node, self.sources, raw=True) for node in group_nodes]
        self.groups = read_groups(written, self.sources)
        self.restated = self.read_defaults()
        is_restated = self.restated != Restated()
        self.inheriting = {part for part in PARTS if is_restated or for_all(part, self.groups)}
        self.draft.nameless.extend(self.restated.declared)
        self.write_out_pools()
        for part in PARTS.values():
            self.draft.declarations[part.name] = {}
            for node in self.draft.trees.get(part.name, []):
                if self.sources.is_full:
                    self.draft.is_cut = True
                    return
                self.declare(part, node)
            for company in self.companies.get(part.name, []):
                self.enter(company)
                self.draft.of_pools.add(company.declaration.id)
        for name, group in sorted(self.groups.items()):
            if not self.sources.is_full:
                self.declare_group(name, group)

    def read_defaults(self) -> Restated:
        """Read the defaults that the scenario restates; the entries themselves come later."""
        nodes = self.draft.trees.get("defaults", [])
        unheard = Sources(self.sources.folder)
        written = [read_fields("defaults", node, unheard, raw=False) for node in nodes]
        fitter = Fitter(self.draft.calendar, self.sources, self.memo.texts)
        return read_restated(written, self.sources, fitter)

    def declare(self, part: Part, node: tree.Mapping) -> None:
        """Enter one entry in the draft, as it was found before if it was."""
        inherits = part.name in self.inheriting or node.get("group") is not None
        key = (part.name, id(node), self.version if inherits else 0)
        if key not in self.memo.entries:
            self.memo.entries[key] = self.fit(part, node)
        found = self.memo.entries[key]
        self.sources.faults.extend(found.faults)
        copies = [found.declaration]
        if self.pools and not self.names_in(key, found.declaration).isdisjoint(self.pools):
            copies = list(spread_out(found.declaration, self.pools))
        for copy in copies:
            self.enter(found._replace(declaration=copy))

    def names_in(self, key: tuple[str, int, int], declaration: Declaration) -> frozenset[str]:
        """Return every id that an entry names, as it was found before if it was."""
        if key not in self.memo.names:
            self.memo.names[key] = names_in(declaration)
        return self.memo.names[key]

    def enter(self, found: Fitted) -> None:
        """Put a declaration into the draft, under its id if nothing else has it."""
        declaration, _, provenance = found
        part, id_ = declaration.part, declaration.id
        if id_ and "id" not in declaration.values:
            self.draft.broken_ids |= {id_, mended_id(id_)}
        declared = self.draft.declarations[part.name]
        if not id_ or id_ in declared:
            self.draft.nameless.append(declaration)
            self.check_twice(declaration, declared.get(id_))
            return
        declared[id_] = declaration
        for field, value in provenance.items():
            self.draft.provenance[part.name, id_, field] = value

    def fit(self, part: Part, node: tree.Mapping) -> Fitted:
        """Fill in what an entry inherits and fit it to its model."""
        sources = Sources(self.sources.folder)
        fitter = Fitter(self.draft.calendar, sources, self.memo.texts, self.restated.levels)
        is_raw = part.name in RAW_PARTS
        written = read_fields(part.name, node, sources, raw=is_raw)
        if not is_raw:
            written = self.restated.fill_in(fill_in(written, self.groups, sources))
        fields = dict(written.fields)
        id_key, id_node = node.key("id"), written.id_node
        if id_key is not None and id_node is not None:
            fields["id"] = Written(id_key, id_node)
        if not is_raw:
            own = (each for each in fields.values() if each.origin is Origin.SUPPLIED)
            fitter.check_evidence(own)
        name = called(part, written.id)
        entry, values = fitter.fit(part.model, fields, name, id_node or node)
        declaration = Declaration(part, written, values, entry)
        is_told = not is_raw and part.name != "pools" and entry is not None
        provenance = _provenance(declaration, fitter) if is_told else {}
        return Fitted(declaration, tuple(sources.faults), provenance)

    def write_out_pools(self) -> None:
        """Find the companies for which the pools stand, and the entries that they are."""
        units = {id_of(node): node for node in self.draft.trees.get("units", [])}
        for node in self.draft.trees.get("pools", []):
            pool = self.read_quietly("pools", node)
            if not pool.id or pool.id in self.pools:
                continue
            self.pools[pool.id] = companies_of(pool)
            around = pool.fields.get("of")
            name = around.node.raw if around and isinstance(around.node, tree.Scalar) else ""
            for company in self.companies_in(pool, units.get(name)):
                self.companies.setdefault(company.declaration.part.name, []).append(company)

    def companies_in(self, pool: WrittenEntry, around: tree.Mapping | None) -> tuple[Fitted, ...]:
        """Return the entries for which a pool stands, as they were found before if they were."""
        key = (id(pool.node), id(around), self.version)
        if key not in self.memo.pools:
            unit = None if around is None else self.read_quietly("units", around)
            entries = tuple(map(self.fit_company, written_out(pool, unit)))
            self.memo.pools[key] = WrittenOut(pool.node, around, entries)
        return self.memo.pools[key].entries

    def read_quietly(self, part: str, node: tree.Mapping) -> WrittenEntry:
        """Take an entry apart whose faults are told when it is declared."""
        sources = Sources(self.sources.folder)
        return fill_in(read_fields(part, node, sources, raw=False), self.groups, sources)

    def fit_company(self, written: WrittenEntry) -> Fitted:
        """Fit an entry of a company; what is wrong with it is told of its pool."""
        part = PARTS[written.part]
        unheard, levels = Sources(self.sources.folder), self.restated.levels
        fitter = Fitter(self.draft.calendar, unheard, self.memo.texts, levels)
        written = self.restated.fill_in(written)
        name, where = called(part, written.id), written.id_node or written.node
        identity = Written(tree.Scalar("id", "id", where.span), where)
        entry, values = fitter.fit(part.model, {**written.fields, "id": identity}, name, where)
        declaration = Declaration(part, written, values, entry)
        return Fitted(declaration, (), {} if entry is None else _provenance(declaration, fitter))

    def declare_group(self, name: str, group: GroupFields) -> None:
        """Read what a group gives, so that its faults are told once and where they stand."""
        part = PARTS.get(group.part)
        if part is None or part.name in RAW_PARTS:
            return
        fitter = Fitter(self.draft.calendar, self.sources, self.memo.texts, self.restated.levels)
        known = {key: field for key, field in keys_of(part.model).items() if key != "id"}
        behind = {key: group.given[key].node for key in EVIDENCE_FIELDS if key in group.given}
        evidence = {**behind, **group.entry.evidence}
        fields = {
            key: replace(each, evidence={**evidence, **each.evidence})
            for key, each in group.fields.items()
        }
        written = WrittenEntry(part.name, group.entry.node, fields)
        fitter.refuse_unknown(known, group.fields, group.fields, f"group `{name}`")
        fitter.check_evidence(group.fields.values())
        values = {}
        for key, each in group.fields.items():
            if key in known and not each.is_nothing:
                value, fault = fitter.read(known[key], each.node, f"group `{name}`")
                if fault is not None:
                    self.sources.faults.append(fault)
                else:
                    values[key] = value
        self.draft.nameless.append(Declaration(part, written, values, None, group=name))

    def check_twice(self, declaration: Declaration, first: Declaration | None) -> None:
        """Report an entry whose id another of its part has."""
        id_node = declaration.written.id_node
        if first is None or id_node is None or first.written.id_node is None:
            return
        earlier = self.sources.spot(first.written.id_node)
        self.sources.add(
            "duplicate-id",
            f"there are two {declaration.part.name} `{declaration.id}`",
            id_node,
            label="declared before",
            notes=(f"the first is in {earlier.file}:{earlier.line}",),
        )


def _provenance(declaration: Declaration, fitter: Fitter) -> dict[str, Provenance]:
    """Return where the values of a sound entry come from, by field."""
    written = declaration.written
    of_entry = fitter.read_evidence(written.evidence)
    found: dict[str, Provenance] = {}
    for field in fields_of(declaration.part.model):
        each = written.fields.get(field.key)
        if not field.is_value:
            continue
        if each is not None and not each.is_nothing:
            found[field.key] = fitter.provenance(each, of_entry)
        elif field.default:
            found[field.key] = BY_DEFAULT
    return found
