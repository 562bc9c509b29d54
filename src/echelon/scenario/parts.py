"""One part in its one form: a list of entries, each a mapping with its `id`."""

from __future__ import annotations

from echelon.errors import Fault
from echelon.scenario.limits import MOST_FAULTS
from echelon.scenario.reading import at_most
from echelon.scenario.source_text import SourceText
from echelon.scenario.tree import Mapping, Node, Scalar, Sequence, kind_of


def as_entries(part: str, node: Node, source: SourceText) -> tuple[Sequence, tuple[Fault, ...]]:
    """Bring the two ways of writing a part into one.

    A part is a list of mappings with `id`, or a mapping from id to the other fields.

    Parameters
    ----------
    part : str
        Its name, for the faults.
    node : Node
        The part as it was read.
    source : SourceText
        The file it stands in.

    Returns
    -------
    Sequence
        Of `Mapping`; what is no entry is left out.
    tuple of Fault
        Code ``wrong-type`` for each thing that is no entry, ``duplicate-key`` for an
        id given as the key and again otherwise within.
    """
    faults: list[Fault] = []
    entries: list[Node] = []
    match node:
        case Sequence():
            for item in node.items:
                if isinstance(item, Mapping):
                    entries.append(item)
                else:
                    faults.append(_not_an_entry(part, item, source))
        case Mapping():
            for key, fields in node.entries:
                entry, fault = as_entry(part, key, fields, source)
                entries += [entry] if entry else []
                faults += [fault] if fault else []
        case Scalar(value=None):
            pass
        case _:
            faults.append(_not_an_entry(part, node, source))
    return Sequence(tuple(entries), node.span), at_most(MOST_FAULTS, faults)


def as_entry(
    part: str, key: Scalar, fields: Node, source: SourceText
) -> tuple[Mapping | None, Fault | None]:
    """Put an id that stands outside of an entry into it, before the other fields.

    Parameters
    ----------
    part : str
        The part's name, for the fault.
    key : Scalar
        The id, with the place where it stands.
    fields : Node
        The other fields; nothing at all is an entry without any.
    source : SourceText
        The file they stand in.

    Returns
    -------
    Mapping or None
        The same beginning with `id`, or None if the fields are no mapping.
    Fault or None
        Why it is None, or that another id stands among the fields.
    """
    if isinstance(fields, Scalar) and fields.value is None:
        fields = Mapping((), key.span)
    if not isinstance(fields, Mapping):
        return None, _not_fields(part, key, fields, source)
    inner = fields.get("id")
    if inner is None:
        identity = (Scalar("id", "id", key.span), Scalar(key.raw, key.raw, key.span, key.quoted))
        return Mapping((identity, *fields.entries), fields.span), None
    if isinstance(inner, Scalar) and inner.raw == key.raw:
        return fields, None
    message = f"entry `{key.raw}` of {part} is given another id within"
    help = "leave out one of the two"
    return fields, Fault("duplicate-key", message, source.spot(inner), "another id", help=help)


def _not_an_entry(part: str, item: Node, source: SourceText) -> Fault:
    message = f"{part} is a list of entries, and {kind_of(item)} is no entry"
    help = "write each entry as `- id: ...` with its other fields below"
    return Fault("wrong-type", message, source.spot(item), "not an entry", help=help)


def _not_fields(part: str, key: Scalar, fields: Node, source: SourceText) -> Fault:
    message = f"`{key.raw}` in {part} has {kind_of(fields)} where its fields should be"
    help = "write its fields below it, one `key: value` a line"
    if key.raw == "id":
        message = f"{part} is a list of entries, and this is a single one"
        help = "begin each entry with a dash: `- id: ...`"
    return Fault("wrong-type", message, source.spot(fields), "not a mapping", help=help)
