"""The head of a scenario: settings, and the clock by which all its dates are read."""

from __future__ import annotations

from typing import NamedTuple

from echelon.errors import nearest
from echelon.scenario import tree
from echelon.scenario.calendar import Calendar, Style
from echelon.scenario.expressions import TextError
from echelon.scenario.fields import Sources, Written
from echelon.scenario.fitting import Fitter
from echelon.scenario.schema.catalogue import keys_of
from echelon.scenario.schema.header import EVENT_LIMIT, LANGUAGE, Header, Period
from echelon.scenario.schema.parts import PARTS
from echelon.scenario.settings import Settings

STANDING_CALENDAR = Calendar.from_start("1917-11-07")
"""Reads the dates of a scenario whose own period is at fault, to find their faults too."""


class Heading(NamedTuple):
    """What comes of the head; without settings, the calendar only serves to find more faults."""

    settings: Settings | None
    calendar: Calendar


def read_heading(head: tree.Mapping | None, sources: Sources) -> Heading:
    """Read the head of a scenario.

    Parameters
    ----------
    head : Mapping or None
        What `scenario.yaml` holds beside the parts; None if that could not be read, which is
        reported elsewhere.
    sources : Sources
        Receives the faults.
    """
    if head is None:
        return Heading(None, STANDING_CALENDAR)
    written = {key.raw: Written(key, node) for key, node in head.entries}
    known = keys_of(Header)
    for key, each in list(written.items()):
        if key not in known:
            _refuse_key(key, each.key, sources)
            del written[key]
    where = head.key("echelon") or head
    # Whoever read the file has judged the version already.
    version = tree.Scalar(LANGUAGE, str(LANGUAGE), where.span)
    written["echelon"] = Written(version, version)
    fitter = Fitter(STANDING_CALENDAR, sources)
    _, values = fitter.fit(Header, written, "the scenario", where)
    period = _read_period(written.get("period"), fitter)
    if period is None:
        return Heading(None, STANDING_CALENDAR)
    calendar, end_us = period
    t0_us = _moment(written.get("t0"), calendar, sources)
    if end_us is None:
        return Heading(None, calendar)
    if t0_us is not None and not 0 <= t0_us <= end_us:
        start, end = calendar.format_moment(0), calendar.format_moment(end_us)
        sources.add(
            "outside-period",
            f"`t0` lies {'before the period starts' if t0_us < 0 else 'after the period ends'}",
            written["t0"].node,
            label="outside the period",
            notes=(f"the period is {start} to {end}",),
        )
        t0_us = None
    settings = Settings(
        title=values.get("title", ""),
        question=values.get("question", ""),
        about=values.get("about", ""),
        calendar=calendar,
        end_us=end_us,
        # Without a t0 that can be read, nothing is held to be hindsight.
        t0_us=end_us if t0_us is None else t0_us,
        event_limit=values.get("event_limit", EVENT_LIMIT),
    )
    return Heading(settings, calendar)


def _read_period(written: Written | None, fitter: Fitter) -> tuple[Calendar, int | None] | None:
    """Return the calendar and the end of the period; no calendar without a start."""
    if written is None or written.is_nothing:
        return None
    sources = fitter.sources
    if not isinstance(written.node, tree.Mapping):
        sources.add(
            "wrong-type",
            "a period has a start and an end",
            written.node,
            label="not a mapping",
            help="write `period: {start: 1917-11-07, end: 1917-11-14}`",
        )
        return None
    fields = {key.raw: Written(key, node) for key, node in written.node.entries}
    period, values = fitter.fit(Period, fields, "the period", written.key)
    style: Style = "old_style" if values.get("calendar") == "old_style" else "new_style"
    offset_h = float(values.get("utc_offset_h", 0.0))
    epoch = Calendar(0, offset_h, style)
    if "start" not in values:
        return None
    start = _moment(fields["start"], epoch, sources)
    if start is None:
        return None
    calendar = Calendar(start, offset_h, style)
    end_us = _moment(fields["end"], calendar, sources) if "end" in values else None
    if end_us is not None and end_us <= 0:
        sources.add(
            "ends-before-start",
            "the period ends before it starts",
            fields["end"].node,
            label=f"not after `{values['start']}`",
        )
        end_us = None
    return calendar, end_us if isinstance(period, Period) else None


def _moment(written: Written | None, calendar: Calendar, sources: Sources) -> int | None:
    """Return a moment in microseconds, 0 where none is written, None for a fault."""
    if written is None or written.is_nothing:
        return 0
    if not isinstance(written.node, tree.Scalar):
        return None
    try:
        return calendar.parse_moment(written.node.raw)
    except TextError as error:
        sources.add_text(error, written.node)
        return None


def _refuse_key(key: str, where: tree.Scalar, sources: Sources) -> None:
    known = {*keys_of(Header), *PARTS}
    close = nearest(key, known)
    sources.add(
        "unknown-part",
        f"unknown key `{key}` in the scenario",
        where,
        label="neither a setting nor a part",
        help=f"did you mean `{close}`?" if close else "",
    )
