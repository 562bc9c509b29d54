"""What-ifs and accounts: changes laid over the trees of a scenario before they are read.

The changed values keep their places in the overlay's own file, so that whatever is wrong with them
is shown there.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from echelon.errors import nearest
from echelon.scenario import tree
from echelon.scenario.fields import ANNOTATION_KEYS, Sources
from echelon.scenario.parts import as_entries
from echelon.scenario.schema.catalogue import keys_of
from echelon.scenario.schema.parts import PARTS

FIXED_PARTS = frozenset({"what_ifs", "accounts"})
"""Parts that an overlay cannot touch."""

_PATH_HELP = "write `part.id.field`, such as `units.ninth_don.men`"
_DROP_HELP = "write `part.id`, such as `acts.countermand`"


@dataclass
class Laid:
    """The trees of a scenario under its overlays.

    Parameters
    ----------
    trees : dict of str to list of Node
        The entries of each part; None where one was dropped.
    dropped : dict of str to Node
        Id of each entry that an overlay left out, and where it says so.
    """

    trees: dict[str, list[tree.Mapping | None]]
    dropped: dict[str, tree.Node] = field(default_factory=dict)
    _places: dict[str, dict[str, int]] = field(default_factory=dict)

    def copy(self) -> Laid:
        """Return the same trees, over which more can be laid aside."""
        places = {part: dict(ids) for part, ids in self._places.items()}
        trees = {part: list(entries) for part, entries in self.trees.items()}
        return Laid(trees, dict(self.dropped), places)

    def entries(self, part: str) -> list[tree.Mapping]:
        """Return the entries of a part, in the order written."""
        return [entry for entry in self.trees.get(part, []) if entry is not None]

    def ids(self, part: str) -> dict[str, int]:
        """Return where in its part each id stands; of two entries with one id, the first."""
        if part not in self._places:
            places: dict[str, int] = {}
            for place, entry in enumerate(self.trees.get(part, [])):
                if entry is not None:
                    places.setdefault(id_of(entry), place)
            self._places[part] = places
        return self._places[part]


def lay(laid: Laid, overlay: tree.Mapping, sources: Sources) -> None:
    """Lay one overlay over the trees: drop, then change, then add.

    Parameters
    ----------
    laid : Laid
        The trees so far; replaced in place.
    overlay : Mapping
        The entry of the what-if or account.
    sources : Sources
        Receives the faults of the overlay itself.
    """
    evidence = tuple(
        (key, node)
        for key, node in overlay.entries
        if key.raw in ("source", "grade", "known_by") and not isinstance(node, tree.Mapping)
    )
    for item in _items(overlay.get("drop")):
        if not sources.is_full:
            _drop(laid, item, sources)
    changes = overlay.get("change")
    if isinstance(changes, tree.Mapping):
        for key, value in changes.entries:
            if not sources.is_full:
                _change(laid, key, _with_evidence(value, evidence), sources)
    elif not _is_blank(changes):
        _refuse_form("change", "a mapping of `part.id.field` to values", changes, sources)
    additions = overlay.get("add")
    if isinstance(additions, tree.Mapping):
        for key, value in additions.entries:
            _add(laid, key, value, evidence, sources)
    elif not _is_blank(additions):
        _refuse_form("add", "a mapping of parts to entries", additions, sources)


def _drop(laid: Laid, item: tree.Node, sources: Sources) -> None:
    path = _path(item, 2, _DROP_HELP, laid, sources)
    if path is None:
        return
    part, id_ = path
    laid.trees[part][laid.ids(part).pop(id_)] = None
    laid.dropped[id_] = item


def _change(laid: Laid, key: tree.Scalar, value: tree.Node, sources: Sources) -> None:
    path = _path(key, 3, _PATH_HELP, laid, sources)
    if path is None:
        return
    part, id_, *fields = path
    if fields[0] == "id":
        message = "an id cannot be changed"
        sources.add("bad-overlay", message, key, help="drop the entry, and add another")
        return
    place = laid.ids(part)[id_]
    entry = laid.trees[part][place]
    if entry is not None:
        laid.trees[part][place] = _with_field(entry, fields, key, value)


def _with_field(
    entry: tree.Mapping, fields: list[str], key: tree.Scalar, value: tree.Node
) -> tree.Mapping:
    name, *deeper = fields
    inside = entry.get(name)
    if deeper and isinstance(inside, tree.Mapping):
        value = _with_field(inside, deeper, key, value)
    new = (tree.Scalar(name, name, _tail(key, name)), value)
    if entry.get(name) is None:
        return tree.Mapping((*entry.entries, new), entry.span)
    entries = tuple(new if old.raw == name else (old, node) for old, node in entry.entries)
    return tree.Mapping(entries, entry.span)


def _add(
    laid: Laid,
    key: tree.Scalar,
    value: tree.Node,
    evidence: tuple[tuple[tree.Scalar, tree.Node], ...],
    sources: Sources,
) -> None:
    if not _is_part(key.raw, key, sources):
        return
    entries, faults = as_entries(key.raw, value, sources.text_of(value))
    sources.faults.extend(faults)
    present = laid.trees.setdefault(key.raw, [])
    for entry in entries.items:
        if isinstance(entry, tree.Mapping):
            laid.ids(key.raw).setdefault(id_of(entry), len(present))
            present.append(_with_missing(entry, evidence))
            laid.dropped.pop(id_of(entry), None)


def _with_missing(
    entry: tree.Mapping, evidence: tuple[tuple[tree.Scalar, tree.Node], ...]
) -> tree.Mapping:
    """Give a mapping the overlay's evidence where it states none of its own."""
    present = set(entry.keys())
    missing = tuple(pair for pair in evidence if pair[0].raw not in present)
    return tree.Mapping((*entry.entries, *missing), entry.span)


def _with_evidence(
    value: tree.Node, evidence: tuple[tuple[tree.Scalar, tree.Node], ...]
) -> tree.Node:
    """Give a changed value the overlay's evidence where it states none of its own."""
    if not evidence:
        return value
    if isinstance(value, tree.Mapping):
        is_annotated = set(value.keys()) <= ANNOTATION_KEYS and bool(value.entries)
        return _with_missing(value, evidence) if is_annotated else value
    value_key = tree.Scalar("value", "value", value.span)
    return tree.Mapping(((value_key, value), *evidence), value.span)


def _path(
    node: tree.Node, length: int, help: str, laid: Laid, sources: Sources
) -> list[str] | None:
    """Read `part.id` or `part.id.field`, or report what it should have been."""
    if not isinstance(node, tree.Scalar):
        sources.add("wrong-type", "a path is wanted here", node, help=help)
        return None
    path = node.raw.strip().split(".")
    is_group_field = length == 3 and path[0] == "groups" and len(path) == 4
    if len(path) != length and not is_group_field:
        if length == 3 and path[0] in laid.ids("inputs"):
            help = f"write `inputs.{path[0]}.value`"
        sources.add(
            "bad-overlay", f"`{node.raw}` is not a path", node, label="not a path", help=help
        )
        return None
    if not _is_part(path[0], node, sources):
        return None
    ids = laid.ids(path[0])
    if path[1] not in ids:
        close = nearest(path[1], ids)
        noun = PARTS[path[0]].noun
        sources.add(
            "bad-overlay",
            f"there is no {noun} `{path[1]}` in the scenario",
            node,
            label="nothing to change" if length == 3 else "nothing to drop",
            help=f"did you mean `{path[0]}.{close}`?" if close else "",
        )
        return None
    if length == 3 and path[2] not in keys_of(PARTS[path[0]].model):
        _report_field(path, node, sources)
        return None
    return path


def _report_field(path: list[str], node: tree.Node, sources: Sources) -> None:
    part = PARTS[path[0]]
    close = nearest(path[2], keys_of(part.model))
    sources.add(
        "bad-overlay",
        f"a {part.noun} has no field `{path[2]}`",
        node,
        label="nothing to change",
        help=f"did you mean `{path[0]}.{path[1]}.{close}`?" if close else "",
    )


def _is_part(name: str, node: tree.Node, sources: Sources) -> bool:
    if name in PARTS and name not in FIXED_PARTS:
        return True
    close = nearest(name, PARTS.keys() - FIXED_PARTS)
    sources.add(
        "bad-overlay",
        f"`{name}` is not a part that can be overlaid",
        node,
        label="not such a part",
        help=f"did you mean `{close}`?" if close else "",
    )
    return False


def _refuse_form(key: str, wanted: str, node: tree.Node | None, sources: Sources) -> None:
    if node is not None:
        sources.add("wrong-type", f"`{key}` is {wanted}", node, label=f"not {wanted}")


def _items(node: tree.Node | None) -> list[tree.Node]:
    if node is None or _is_blank(node):
        return []
    if isinstance(node, tree.Sequence):
        return list(node.items)
    if isinstance(node, tree.Scalar):
        pieces = [piece.strip() for piece in node.raw.split(";")]
        return [tree.Scalar(piece, piece, node.span) for piece in pieces if piece]
    return [node]


def id_of(entry: tree.Mapping) -> str:
    """Return the id of an entry as written; empty if it has none."""
    node = entry.get("id")
    return node.raw if isinstance(node, tree.Scalar) else ""


def _tail(key: tree.Scalar, name: str) -> tree.Span:
    """Point at the last piece of an unquoted path."""
    span = key.span
    if key.quoted or span.line != span.end_line or not key.raw.endswith(name):
        return span
    return span._replace(column=span.end_column - len(name))


def _is_blank(node: tree.Node | None) -> bool:
    return node is None or (isinstance(node, tree.Scalar) and node.value is None)
