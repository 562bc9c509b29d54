"""Whether links and channels have the ends and the fields that their kind needs."""

from __future__ import annotations

from collections.abc import Iterator

from echelon.errors import Fault
from echelon.scenario.draft import Draft
from echelon.scenario.schema.ground import RAIL_ONLY, Channel, Link


def check_ends_differ(draft: Draft) -> Iterator[Fault]:
    """Find links and channels that lead from a place to itself."""
    for part in ("links", "channels"):
        for declaration in draft.declarations[part].values():
            values = declaration.values
            if "to" in values and values["to"] == values.get("from"):
                yield draft.fault(
                    "link-to-itself",
                    f"{declaration.called} leads from `{values['to']}` to itself",
                    declaration,
                    "to",
                    label="the same place as `from`",
                )


def check_rail_fields(draft: Draft) -> Iterator[Fault]:
    """Find fields of a railway that a road or a waterway states."""
    for declaration, link in draft.sound("links", Link):
        if link.kind == "rail":
            continue
        for key in RAIL_ONLY:
            if key in declaration.values:
                yield draft.fault(
                    "excluded-key",
                    f"`{key}` has no meaning for {declaration.called}, which is a {link.kind}",
                    declaration,
                    key,
                    label="only for rail",
                    help="leave it out",
                )


def check_channel_ends(draft: Draft) -> Iterator[Fault]:
    """Find channels that have neither two ends nor a reach, or both."""
    for declaration, channel in draft.sound("channels", Channel):
        ends = [key for key, end in (("from", channel.from_), ("to", channel.to)) if end]
        if channel.reach is not None and channel.to is not None:
            yield draft.fault(
                "excluded-key",
                f"{declaration.called} has two ends and a reach",
                declaration,
                "reach",
                label="excludes `to`",
                help="a wire has `from` and `to`; what is heard by many has `reach`, and may have "
                "`from`, where it is sent",
            )
        elif channel.reach is None and len(ends) < 2:
            missing = " and ".join(f"`{key}`" for key in ("from", "to") if key not in ends)
            yield draft.fault(
                "missing-key",
                f"{declaration.called} has no {missing}",
                declaration,
                "id",
                label=f"{missing} is missing" if ends else "leads nowhere",
                help="write `from` and `to` for a wire, or `reach` for what is heard by many",
            )
