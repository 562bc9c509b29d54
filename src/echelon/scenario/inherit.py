"""Groups: fields written once and taken by every entry that names the group.

An entry keeps what it states itself, even a blank; what it does not state comes from its group,
then from the group of that group. Each entry that inherits a distribution draws for itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from echelon.errors import nearest
from echelon.scenario import tree
from echelon.scenario.fields import Sources, Written, WrittenEntry, unwrap_fields


@dataclass(frozen=True)
class GroupFields:
    """What one group gives: to which part, which fields, and from which group it takes more."""

    entry: WrittenEntry
    part: str
    fields: Mapping[str, Written]
    parent: str


def read_groups(entries: Iterable[WrittenEntry], sources: Sources) -> dict[str, GroupFields]:
    """Take the groups of a scenario apart.

    Parameters
    ----------
    entries : iterable of WrittenEntry
        The entries of the part `groups`; those without an id cannot be named and are left out.
    sources : Sources
        Receives the faults of the annotated values within.
    """
    groups: dict[str, GroupFields] = {}
    for entry in entries:
        content = entry.fields.get("fields")
        fields: dict[str, Written] = {}
        if content is not None and isinstance(content.node, tree.Mapping):
            fields = unwrap_fields(content.node, sources)
        if entry.id and entry.id not in groups:
            groups[entry.id] = GroupFields(
                entry, _text(entry, "part"), fields, _text(entry, "group")
            )
    return groups


def fill_in(
    entry: WrittenEntry, groups: Mapping[str, GroupFields], sources: Sources
) -> WrittenEntry:
    """Give an entry the fields of its group, and of the groups behind it.

    Parameters
    ----------
    entry : WrittenEntry
        Any entry; without a `group` it is returned as it is.
    groups : mapping of str to GroupFields
        The scenario's groups.
    sources : Sources
        Receives a fault if the entry names a group that does not exist or serves another part.
    """
    named = entry.fields.get("group")
    if named is None or named.is_nothing or not isinstance(named.node, tree.Scalar):
        return entry
    name = named.node.raw
    group = groups.get(name)
    if group is None:
        _report_unknown(name, named.node, groups, sources)
        return entry
    if group.part != entry.part:
        if group.part:
            sources.add(
                "wrong-kind",
                f"group `{name}` is for {group.part}, not for {entry.part}",
                named.node,
                label=f"not a group of {entry.part}",
            )
        return entry
    fields = dict(entry.fields)
    for ancestor in lineage(name, groups):
        for key, written in ancestor.fields.items():
            fields.setdefault(key, written.inherited(ancestor.entry.evidence))
    return replace(entry, fields=fields)


def lineage(name: str, groups: Mapping[str, GroupFields]) -> list[GroupFields]:
    """Return a group and those it inherits from, nearest first; a circle is gone round once."""
    found: list[GroupFields] = []
    seen: set[str] = set()
    while name in groups and name not in seen:
        seen.add(name)
        found.append(groups[name])
        name = groups[name].parent
    return found


def check_lineages(groups: Mapping[str, GroupFields], sources: Sources) -> None:
    """Report groups that inherit from nothing, from another part's group, or from themselves."""
    for name, group in sorted(groups.items()):
        if not group.parent:
            continue
        where = group.entry.fields["group"].node
        parent = groups.get(group.parent)
        if parent is None:
            _report_unknown(group.parent, where, groups, sources)
        elif parent.part != group.part and parent.part and group.part:
            sources.add(
                "wrong-kind",
                f"group `{group.parent}` is for {parent.part}, not for {group.part}",
                where,
                label=f"not a group of {group.part}",
            )
        else:
            circle = _circle(name, groups)
            if circle and name == min(circle):
                sources.add(
                    "circular",
                    f"group `{name}` inherits from itself",
                    where,
                    label="the circle closes here",
                    notes=(" -> ".join([*circle, name]),),
                )


def _circle(name: str, groups: Mapping[str, GroupFields]) -> list[str]:
    """Return the groups from `name` round to itself, or nothing if it is in no circle."""
    members: list[str] = []
    following = name
    while following in groups and following not in members:
        members.append(following)
        following = groups[following].parent
    return members if following == name else []


def _report_unknown(
    name: str, where: tree.Node, groups: Mapping[str, GroupFields], sources: Sources
) -> None:
    close = nearest(name, groups)
    sources.add(
        "unknown-name",
        f"there is no group `{name}`",
        where,
        label="no group has this id",
        help=f"did you mean `{close}`?" if close else "",
    )


def _text(entry: WrittenEntry, key: str) -> str:
    written = entry.fields.get(key)
    if written is None or not isinstance(written.node, tree.Scalar):
        return ""
    return written.node.raw if written.node.value is not None else ""
