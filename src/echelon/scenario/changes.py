"""Changes handed over in Python or on the command line, in the form in which a what-if has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from echelon.scenario import tree
from echelon.scenario.folder import Folder
from echelon.scenario.scalars import NotFiniteError, plain_value
from echelon.scenario.source_text import SourceText

FILE = "changes"
"""What messages call the place where the changes stand, for they stand in no file."""


@dataclass(frozen=True)
class Changes:
    """What is changed and dropped over a scenario, beside its own what-ifs and accounts.

    Parameters
    ----------
    values : mapping of str to value
        By `part.id.field`: a number, a truth, a text as a file would have it, a list of texts, or
        None for the field's default.
    drop : sequence of str
        Entries left out, as `part.id`.
    add : mapping of str to mapping of str to value
        Entries that there were not, as `part.id`, and their fields.
    """

    values: Mapping[str, object]
    drop: tuple[str, ...] = ()
    add: Mapping[str, Mapping[str, object]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.values) + len(self.drop) + len(self.add)

    def lines(self) -> tuple[str, ...]:
        """Return each change as one line, as a file would have it."""
        return (
            *(f"drop: {path}" for path in self.drop),
            *(f"{path}: {_written(value)}" for path, value in self.values.items()),
            *(f"add: {path} {_written(entry)}" for path, entry in self.add.items()),
        )


def with_changes(folder: Folder, changes: Changes) -> Folder:
    """Return what was read, with changes to be laid over it after its account and what-if."""
    before = folder.sources[FILE].lines if FILE in folder.sources else ()
    lines = changes.lines()
    source = SourceText(FILE, "\n".join([*before, *lines]))
    entries = [
        _pair(FILE, len(before) + 1 + len(changes.drop) + number, line, value)
        for number, (line, value) in enumerate(
            zip(lines[len(changes.drop) :], changes.values.values(), strict=False)
        )
    ]
    drops = [
        _scalar(tree.Span(FILE, len(before) + 1 + number, 7, len(before) + 1 + number, 7), path)
        for number, path in enumerate(changes.drop)
    ]
    whole = tree.Span(FILE, 1, 1, max(len(source.lines), 1), 1)
    overlay = tree.Mapping(
        (
            (tree.Scalar("drop", "drop", whole), tree.Sequence(tuple(drops), whole)),
            (tree.Scalar("change", "change", whole), tree.Mapping(tuple(entries), whole)),
            (tree.Scalar("add", "add", whole), _additions(whole, changes)),
        ),
        whole,
    )
    return replace(
        folder,
        sources={**folder.sources, FILE: source},
        changes=(*folder.changes, overlay),
    )


def _additions(whole: tree.Span, changes: Changes) -> tree.Mapping:
    """Return the entries added, part by part, as an overlay's file would have them."""
    found: dict[str, list[Mapping[str, object]]] = {}
    for path, entry in changes.add.items():
        part, _, id_ = path.partition(".")
        found.setdefault(part, []).append({"id": id_, **entry})
    node = _node(whole, found)
    assert isinstance(node, tree.Mapping)
    return node


def _pair(file: str, row: int, line: str, value: object) -> tuple[tree.Scalar, tree.Node]:
    path = line.partition(": ")[0]
    key = tree.Scalar(path, path, tree.Span(file, row, 1, row, len(path) + 1))
    return key, _node(tree.Span(file, row, len(path) + 3, row, len(line) + 1), value)


def _node(span: tree.Span, value: object) -> tree.Node:
    if isinstance(value, Mapping):
        pairs = ((tree.Scalar(str(k), str(k), span), _node(span, v)) for k, v in value.items())
        return tree.Mapping(tuple(pairs), span)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return tree.Sequence(tuple(_node(span, item) for item in value), span)
    return _scalar(span, _written(value))


def _scalar(span: tree.Span, text: str) -> tree.Scalar:
    end = max(span.end_column, span.column + len(text))
    span = span._replace(end_column=end)
    try:
        return tree.Scalar(plain_value(text.strip()), text.strip(), span)
    except NotFiniteError:
        return tree.Scalar(text, text, span)


def _written(value: object) -> str:
    """Return a value as a file would have it, on one line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_written(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(_written(item) for item in value) + "]"
    return " ".join(str(value).split())
