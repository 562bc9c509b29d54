"""Whether every id is its own, and what is named exists and is of the right kind."""

from __future__ import annotations

from collections.abc import Iterator

from echelon.errors import Fault, nearest
from echelon.scenario.distributions import KINDS
from echelon.scenario.draft import Declaration, Draft
from echelon.scenario.expressions import Draw, Expression, Name, walk
from echelon.scenario.grammar import KEYWORDS
from echelon.scenario.notation import EXTREMES
from echelon.scenario.predicates import PREDICATES
from echelon.scenario.schema.catalogue import Field, keys_of
from echelon.scenario.schema.levels import LEVELS, read_level
from echelon.scenario.schema.parts import PARTS
from echelon.scenario.schema.readers import EVERYWHERE, mended_id
from echelon.scenario.schema.targets import ALL_OF
from echelon.scenario.verbs import PREPOSITIONS

RESERVED = frozenset(
    {*KEYWORDS, *PREDICATES, *EXTREMES, *KINDS, *PREPOSITIONS, "choice", "each", "all"}
)
"""Words of conditions, quantities and actions, which would be misread as ids."""


def check_ids(draft: Draft) -> Iterator[Fault]:
    """Find ids that two parts share, or that are words of the language."""
    owners: dict[tuple[str, str], Declaration] = {}
    for part, entries in draft.declarations.items():
        namespace = PARTS[part].namespace
        for id_, declaration in entries.items():
            if namespace == "entities" and id_ in RESERVED:
                message = f"`{id_}` is a word of the language and cannot be an id"
                yield draft.fault("bad-id", message, declaration, "id", label="a reserved word")
            first = owners.setdefault((namespace, id_), declaration)
            if first is not declaration:
                yield _shared(draft, declaration, first)


def check_references(draft: Draft) -> Iterator[Fault]:
    """Find fields that name something that does not exist, or something of another kind."""
    for declaration in draft.every():
        known = keys_of(declaration.part.model)
        for key, value in declaration.values.items():
            field = known[key]
            # A group that does not exist is found when its fields are looked for.
            if not field.leaf.refers or key == "group":
                continue
            names = _named_by(value)
            for name in dict.fromkeys(names):
                if name not in EVERYWHERE and not name.startswith(ALL_OF):
                    yield from _check_reference(draft, declaration, field, name)


def check_inputs_named(draft: Draft) -> Iterator[Fault]:
    """Find quantities that name something other than an input."""
    inputs = draft.declarations["inputs"]
    for declaration in draft.every():
        known = keys_of(declaration.part.model)
        for key, value in declaration.values.items():
            if not known[key].leaf.is_drawn or known[key].leaf.refers:
                continue
            for node in _names_in(value):
                if node.name in inputs or draft.forgives(node.name, ("inputs",)):
                    continue
                if node.name in draft.dropped:
                    yield draft.dropped_fault(node.name, declaration)
                    continue
                words = LEVELS if known[key].leaf.read is read_level else ()
                close = nearest(node.name, [*inputs, *words])
                listed = ", ".join(f"`{word}`" for word in words)
                wanted = f"write a number, the id of an input, or one of {listed}" if words else ""
                yield draft.fault(
                    "wrong-kind" if _owner(draft, node.name) else "unknown-name",
                    f"{declaration.called} names an input that does not exist",
                    declaration,
                    key,
                    start=node.start,
                    end=node.end,
                    label="no input has this id",
                    help=f"did you mean `{close}`?" if close else wanted,
                )


def _named_by(value: object) -> tuple[str, ...]:
    """Return the ids that a field names: one, several, or those that are chosen from."""
    if isinstance(value, Draw):
        return value.distribution.labels
    return value if isinstance(value, tuple) else (str(value),)


def _names_in(expression: Expression) -> list[Name]:
    return [node for node in walk(expression) if isinstance(node, Name)]


def _check_reference(
    draft: Draft, declaration: Declaration, field: Field, name: str
) -> Iterator[Fault]:
    parts = field.leaf.refers
    if any(name in draft.declarations[part] for part in parts) or draft.forgives(name, parts):
        return
    if name in draft.dropped:
        yield draft.dropped_fault(name, declaration)
        return
    path = draft.path_to(declaration, field.key, name)
    *nouns, last = (PARTS[part].noun for part in parts)
    noun = f"{', '.join(nouns)} or {last}" if nouns else last
    owner = _owner(draft, name)
    if owner is not None:
        yield draft.fault(
            "wrong-kind",
            f"`{field.key}` of {declaration.called} is {_a(owner.part.noun)}, not {_a(noun)}",
            declaration,
            field.key,
            path=path,
            label=f"the id of {_a(owner.part.noun)}",
        )
        return
    candidates = [mended_id(id_) for part in parts for id_ in draft.declarations[part]]
    close = nearest(name, candidates)
    is_end = declaration.part.name in ("links", "channels") and field.key in ("from", "to")
    yield draft.fault(
        "link-to-nowhere" if is_end else "unknown-name",
        _message(declaration, field, noun),
        declaration,
        field.key,
        path=path,
        label=f"no {noun} has this id",
        notes=tuple(_declared_from(draft, part) for part in parts if draft.declarations[part]),
        help=f"did you mean `{close}`?" if close else _where_to_declare(draft, parts),
    )


def _where_to_declare(draft: Draft, parts: tuple[str, ...]) -> str:
    """Say in which file entries would stand of which there is none at all."""
    if any(draft.declarations[part] for part in parts):
        return ""
    return f"there are no {parts[0]}: write them in `{parts[0]}.yaml` or `{parts[0]}.csv`"


def _message(declaration: Declaration, field: Field, noun: str) -> str:
    verb = {"from": "starts at", "to": "ends at"}.get(field.key, "names")
    return f"{declaration.called} {verb} {_a(noun)} that does not exist"


def _declared_from(draft: Draft, part: str) -> str:
    first = next(iter(draft.declarations[part].values()))
    spot = draft.sources.spot(first.written.id_node or first.written.node)
    return f"{part} are declared from {spot.file}:{spot.line}"


def _owner(draft: Draft, name: str) -> Declaration | None:
    for entries in draft.declarations.values():
        if name in entries:
            return entries[name]
    return None


def _shared(draft: Draft, declaration: Declaration, first: Declaration) -> Fault:
    spot = draft.sources.spot(first.written.id_node or first.written.node)
    return draft.fault(
        "duplicate-id",
        f"{declaration.called} has the id of {_a(first.part.noun)}",
        declaration,
        "id",
        label="declared before",
        notes=(f"the {first.part.noun} is in {spot.file}:{spot.line}",),
        help="ids are unique across parts, for conditions name things by id alone",
    )


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeio' else 'a'} {noun}"
