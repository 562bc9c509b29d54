"""Groups: fields written once and taken by every entry that names the group.

An entry keeps what it states itself, even a blank; what it does not state comes from its group,
then from the group of that group. A group that is for `all` stands behind every entry and every
other group of its part. Each entry that inherits a distribution draws for itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from echelon.errors import nearest
from echelon.scenario import tree
from echelon.scenario.circles import find_circles
from echelon.scenario.fields import Sources, Written, WrittenEntry, unwrap_fields
from echelon.scenario.schema.catalogue import keys_of
from echelon.scenario.schema.entry import EVIDENCE_FIELDS
from echelon.scenario.schema.parts import PARTS


@dataclass(frozen=True)
class GroupFields:
    """What one group gives.

    Parameters
    ----------
    entry : WrittenEntry
        The group itself.
    part : str
        Part whose entries it serves; empty if that cannot be read.
    fields : mapping of str to Written
        What it states itself.
    parent : str
        Group from which it takes more; empty if there is none.
    is_for_all : bool
        Whether it stands behind all of its part that names no group.
    given : mapping of str to Written
        What an entry takes from it and from the groups behind it.
    """

    entry: WrittenEntry
    part: str
    fields: Mapping[str, Written]
    parent: str
    is_for_all: bool
    given: Mapping[str, Written] = field(default_factory=dict)


def read_groups(entries: Iterable[WrittenEntry], sources: Sources) -> dict[str, GroupFields]:
    """Take the groups of a scenario apart, and gather what each gives.

    Parameters
    ----------
    entries : iterable of WrittenEntry
        The entries of the part `groups`; those without an id cannot be named and are left out.
    sources : Sources
        Receives the faults of the annotated values within, and of what the groups inherit.
    """
    groups: dict[str, GroupFields] = {}
    for entry in entries:
        content = entry.fields.get("fields")
        fields: dict[str, Written] = {}
        if content is not None and isinstance(content.node, tree.Mapping):
            fields = unwrap_fields(content.node, sources)
        if entry.id and entry.id not in groups:
            is_for_all = _text(entry, "all").lower() == "true"
            groups[entry.id] = GroupFields(
                entry, _text(entry, "part"), fields, _text(entry, "group"), is_for_all
            )
    _check_parents(groups, sources)
    behind = _behind_all(groups, sources)
    for name, group in groups.items():
        last = behind.get(group.part, name)
        if not group.parent and name != last:
            groups[name] = replace(group, parent=last)
    return _gathered(groups)


def _behind_all(groups: Mapping[str, GroupFields], sources: Sources) -> dict[str, str]:
    """Return the group that is for all of a part, by part, and report those that cannot be."""
    found: dict[str, str] = {}
    for name, group in groups.items():
        if not group.is_for_all:
            continue
        where = group.entry.fields["all"].node
        if group.parent:
            message = f"group `{name}` is for all of its part, and inherits from another group"
            sources.add("bad-group", message, where, help="leave out `group` or `all`")
        elif group.part in found:
            sources.add(
                "bad-group",
                f"two groups are for all {group.part}",
                where,
                label=f"so is `{found[group.part]}`",
                help="bring the fields of the two together",
            )
        else:
            found[group.part] = name
    return found


def fill_in(
    entry: WrittenEntry, groups: Mapping[str, GroupFields], sources: Sources
) -> WrittenEntry:
    """Give an entry the fields of its group, and of the groups behind it.

    Parameters
    ----------
    entry : WrittenEntry
        Any entry; without a `group` it takes what is for all of its part, if anything is.
    groups : mapping of str to GroupFields
        The scenario's groups.
    sources : Sources
        Receives a fault if the entry names a group that does not exist or serves another part.
    """
    named = entry.fields.get("group")
    if named is None or named.is_nothing:
        behind = for_all(entry.part, groups)
        if "source" in entry.fields:  # which is not to be graded by what is said of all
            behind = {key: each for key, each in behind.items() if key not in EVIDENCE_FIELDS}
        return replace(entry, fields={**behind, **entry.fields}) if behind else entry
    if not isinstance(named.node, tree.Scalar):
        return entry
    name = named.node.raw
    group = groups.get(name)
    if group is None:
        _report_unknown(name, named.node, groups, sources)
        return entry
    if group.part != entry.part:
        if group.part:
            _report_part(name, group.part, entry.part, named.node, sources)
        return entry
    return replace(entry, fields={**group.given, **entry.fields})


def for_all(part: str, groups: Mapping[str, GroupFields]) -> Mapping[str, Written]:
    """Return what every entry of a part takes that names no group."""
    for group in groups.values():
        if group.is_for_all and group.part == part:
            return group.given
    return {}


def _gathered(groups: Mapping[str, GroupFields]) -> dict[str, GroupFields]:
    """Return the groups with all that each gives, its own fields before those of its parent."""
    done: dict[str, GroupFields] = {}
    for name in groups:
        way: dict[str, None] = {}
        while name in groups and name not in done and name not in way:
            way[name] = None
            name = groups[name].parent
        for member in reversed(way):
            group = groups[member]
            parent = done.get(group.parent)
            known = keys_of(PARTS[group.part].model) if group.part in PARTS else {}
            evidence = group.entry.evidence
            own = {
                key: each.inherited(evidence) for key, each in group.fields.items() if key in known
            }
            inherits = parent is not None and parent.part == group.part
            given = {**parent.given, **own} if parent is not None and inherits else own
            done[member] = replace(group, given=given)
    return done


def _check_parents(groups: Mapping[str, GroupFields], sources: Sources) -> None:
    """Report groups that inherit from nothing, from another part's group, or from themselves."""
    for _, group in sorted(groups.items()):
        if not group.parent:
            continue
        where = group.entry.fields["group"].node
        parent = groups.get(group.parent)
        if parent is None:
            _report_unknown(group.parent, where, groups, sources)
        elif parent.part != group.part and parent.part and group.part:
            _report_part(group.parent, parent.part, group.part, where, sources)
    for circle in find_circles({name: [group.parent] for name, group in groups.items()}):
        sources.add(
            "circular",
            f"group `{circle[0]}` inherits from itself",
            groups[circle[0]].entry.fields["group"].node,
            label="the circle closes here",
            notes=(" -> ".join([*circle, circle[0]]),),
        )


def _report_part(name: str, part: str, wanted: str, where: tree.Node, sources: Sources) -> None:
    sources.add(
        "wrong-kind",
        f"group `{name}` is for {part}, not for {wanted}",
        where,
        label=f"not a group of {wanted}",
    )


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
