"""An entry as it was written: its fields, the evidence beside them, and where each stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from echelon.errors import Fault, Spot
from echelon.scenario import tree
from echelon.scenario.expressions import TextError
from echelon.scenario.folder import Folder
from echelon.scenario.limits import MOST_FAULTS_IN_ALL
from echelon.scenario.provenance import Origin
from echelon.scenario.schema.entry import EVIDENCE_FIELDS
from echelon.scenario.schema.leaves import Leaf
from echelon.scenario.schema.readers import Path
from echelon.scenario.source_text import SourceText

ANNOTATION_KEYS = frozenset({"value", *EVIDENCE_FIELDS})


@dataclass(frozen=True)
class Written:
    """The value of one field as it was written.

    Parameters
    ----------
    key : Scalar
        Its key.
    node : Node
        The value alone, without the evidence it may be wrapped in.
    evidence : mapping of str to Scalar
        What was written beside the value, or for the entry that it stands in.
    origin : Origin
        Written in the entry itself, or inherited.
    """

    key: tree.Scalar
    node: tree.Node
    evidence: Mapping[str, tree.Node] = field(default_factory=dict)
    origin: Origin = Origin.SUPPLIED

    @property
    def is_nothing(self) -> bool:
        """Whether the value is left blank, which stands for the default."""
        return isinstance(self.node, tree.Scalar) and self.node.value is None

    def inherited(self, evidence: Mapping[str, tree.Node]) -> Written:
        """Return the field as an entry takes it from a group with evidence of its own."""
        return replace(self, evidence={**evidence, **self.evidence}, origin=Origin.INHERITED)


@dataclass(frozen=True)
class WrittenEntry:
    """One entry of a part.

    Parameters
    ----------
    part : str
        Name of the part.
    node : Mapping
        The entry as a whole.
    fields : mapping of str to Written
        By key, without `id`.
    """

    part: str
    node: tree.Mapping
    fields: Mapping[str, Written]

    @cached_property
    def id_node(self) -> tree.Node | None:
        """Where the id stands, if there is one."""
        return self.node.get("id")

    @cached_property
    def id(self) -> str:
        """The id as written; empty if there is none."""
        node = self.id_node
        return node.raw if isinstance(node, tree.Scalar) else ""

    @property
    def evidence(self) -> dict[str, tree.Node]:
        """What the entry says of the evidence for all of its fields."""
        return {key: self.fields[key].node for key in EVIDENCE_FIELDS if key in self.fields}


@dataclass
class Sources:
    """The files of a scenario, to point into them, and the faults found so far."""

    folder: Folder
    faults: list[Fault] = field(default_factory=list)
    most: int = MOST_FAULTS_IN_ALL

    @property
    def is_full(self) -> bool:
        """Whether so many faults are known that looking for more would help nobody."""
        return len(self.faults) >= self.most

    def spot(self, where: tree.Node | tree.Span, start: int = 0, length: int | None = None) -> Spot:
        """Point at a node, or at some characters of its text."""
        return self.folder.spot(where, start, length)

    def text_of(self, node: tree.Node) -> SourceText:
        """Return the text of the file that a node stands in."""
        file = node.span.file
        return self.folder.sources.get(file) or SourceText(file, "")

    def add(
        self,
        code: str,
        message: str,
        where: tree.Node | tree.Span,
        *,
        label: str = "",
        help: str = "",
        notes: tuple[str, ...] = (),
    ) -> None:
        """Keep a fault for the report."""
        self.faults.append(Fault(code, message, self.spot(where), label, notes, help))

    def add_text(self, error: TextError, where: tree.Node) -> None:
        """Keep the fault of a text, at the characters that are wrong."""
        length = error.end - error.start
        spot = self.spot(where, error.start, length) if length > 0 else self.spot(where)
        self.faults.append(Fault(error.code, error.message, spot, help=error.help))


def read_fields(part: str, node: tree.Mapping, sources: Sources, raw: bool) -> WrittenEntry:
    """Take an entry apart into fields, unwrapping annotated values.

    Parameters
    ----------
    part : str
        Name of the part.
    node : Mapping
        The entry.
    sources : Sources
        Receives the faults.
    raw : bool
        True if values that are mappings with a `value` are not annotations but content.
    """
    fields: dict[str, Written] = {}
    for key, value in node.entries:
        if key.raw == "id":
            continue
        fields[key.raw] = Written(key, value) if raw else _unwrap(key, value, sources)
    return WrittenEntry(part, node, fields)


def unwrap_fields(node: tree.Mapping, sources: Sources) -> dict[str, Written]:
    """Take the `fields` of a group apart, as if it were an entry."""
    return {key.raw: _unwrap(key, value, sources) for key, value in node.entries}


def plain(node: tree.Node, leaf: Leaf) -> Any:
    """Turn a node into what the reader of a leaf takes.

    Parameters
    ----------
    node : Node
        The value.
    leaf : Leaf
        Where the leaf wants text, numbers are given as they are spelt.
    """
    if isinstance(node, tree.Sequence):
        return [plain(item, leaf) for item in node.items]
    if isinstance(node, tree.Mapping):
        return {key.raw: plain(value, leaf) for key, value in node.entries}
    if leaf.is_typed or node.value is None:
        return node.value
    return node.raw


def inner(node: tree.Node, path: Path) -> tuple[tree.Node, int, int | None]:
    """Follow a path inwards; return the node, and the stretch of its text that is meant.

    An item of a list that was written as `a; b` is a stretch of a scalar.
    """
    for step in path:
        match node:
            case tree.Sequence(items) if isinstance(step, int) and step < len(items):
                node = items[step]
            case tree.Mapping() if isinstance(step, str) and (value := node.get(step)) is not None:
                node = value
            case tree.Scalar(raw=raw) if isinstance(step, int):
                stretches = list(_stretches(raw))
                if step < len(stretches):
                    return node, *stretches[step]
                return node, 0, None
            case _:
                return node, 0, None
    return node, 0, None


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and length of each piece of `a; b`, without the blanks around it."""
    start = 0
    for piece in text.split(";"):
        stripped = piece.strip()
        if stripped:
            yield start + piece.index(stripped), len(stripped)
        start += len(piece) + 1


def _unwrap(key: tree.Scalar, node: tree.Node, sources: Sources) -> Written:
    """Part a value from the evidence written beside it."""
    if not isinstance(node, tree.Mapping) or key.raw in EVIDENCE_FIELDS:
        return Written(key, node)
    keys = set(node.keys())
    if not keys & ANNOTATION_KEYS:
        return Written(key, node)
    value = node.get("value")
    for extra, _ in node.entries:
        if extra.raw not in ANNOTATION_KEYS:
            sources.add(
                "unknown-key",
                f"unknown key `{extra.raw}` beside the value of `{key.raw}`",
                extra,
                label="not evidence",
                help="a value may stand with `source`, `grade`, `known_by` and `note`",
            )
    if value is None:
        sources.add(
            "missing-key",
            f"`{key.raw}` has evidence but no value",
            key,
            help="write `value` beside the evidence",
        )
        value = tree.Scalar(None, "", key.span)
    evidence = {name: found for name in EVIDENCE_FIELDS if (found := node.get(name)) is not None}
    return Written(key, value, evidence)
