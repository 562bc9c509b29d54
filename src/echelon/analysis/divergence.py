"""Where one run and its pair part, and how each is told from there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from echelon.analysis.wording import printable, wrapped

if TYPE_CHECKING:
    from echelon.campaign import Event
    from echelon.scenario.calendar import Calendar


@dataclass(frozen=True)
class Divergence:
    """Two chronicles of one run, and the place where they part.

    Parameters
    ----------
    run, seed : int
        Which run.
    alike : int
        Events at the beginning that both tell alike, in time and in words.
    base, changed : tuple of Event
        What each tells from there on; empty where both end together.
    """

    run: int
    seed: int
    alike: int
    base: tuple[Event, ...]
    changed: tuple[Event, ...]

    @property
    def first_us(self) -> int | None:
        """When they part, in microseconds since the start; None if they never do."""
        beginnings = [events[0].time_us for events in (self.base, self.changed) if events]
        return min(beginnings, default=None)

    def as_json(self, calendar: Calendar) -> dict[str, Any]:
        """Give plain values; times are New Style local time, as ISO 8601 writes them."""
        first = self.first_us
        return {
            "run": self.run,
            "seed": self.seed,
            "alike": self.alike,
            "first_divergence": None if first is None else calendar.format_iso(first),
            "base": [_plain(event, calendar) for event in self.base],
            "changed": [_plain(event, calendar) for event in self.changed],
        }


def divergence(run: int, seed: int, base: Sequence[Event], changed: Sequence[Event]) -> Divergence:
    """Find where two chronicles of one run part.

    Parameters
    ----------
    run, seed : int
        Which run.
    base, changed : sequence of Event
        Both chronicles, from the beginning.
    """
    alike = 0
    for one, other in zip(base, changed, strict=False):
        if (one.time_us, one.text) != (other.time_us, other.text):
            break
        alike += 1
    return Divergence(run, seed, alike, tuple(base[alike:]), tuple(changed[alike:]))


def divergence_text(found: Divergence, calendar: Calendar) -> str:
    """Put both chronicles side by side from where they part, at most 80 columns wide."""
    if found.first_us is None:
        return f"Run {found.run}: both chronicles tell the same, to the end."
    when = calendar.format_moment(found.first_us, with_seconds=True)
    lines = wrapped(
        f"Run {found.run}, seed {found.seed}: {found.alike} events alike, then they part at {when}."
    )
    lines += ["", f"{'base':<{_COLUMN}}   what-if"]
    for one, other in _rows(found):
        if one == other:
            lines += wrapped(one, hanging=" " * 14)
            continue
        for left, right in zip_longest(_cell(one), _cell(other), fillvalue=""):
            lines.append(f"{left:<{_COLUMN}} | {right}".rstrip())
    return "\n".join(lines)


_COLUMN = 38

_MOST_ALIKE = 5
"""Events told one by one where both chronicles tell the same again for a while."""


def _rows(found: Divergence) -> Iterator[tuple[str, str]]:
    """Yield what stands beside one another, what both tell alike on one row."""
    base, changed = ([_told(event) for event in side] for side in (found.base, found.changed))
    matcher = SequenceMatcher(None, base, changed, autojunk=False)
    for kind, one, one_end, other, other_end in matcher.get_opcodes():
        left, right = base[one:one_end], changed[other:other_end]
        if kind == "equal":
            if len(left) > _MOST_ALIKE:
                more = f"   ...    {len(left) - 2} events alike"
                left = [left[0], more, left[-1]]
            yield from zip(left, left, strict=True)
        else:
            yield from zip_longest(left, right, fillvalue="")


def _told(event: Event) -> str:
    hours, rest = divmod(event.time_us // 60_000_000, 60)
    return f"{hours:>4}:{rest:02d} h  {printable(event.text)}"


def _cell(text: str) -> list[str]:
    return wrap(text, _COLUMN, subsequent_indent="           ", drop_whitespace=True)


def _plain(event: Event, calendar: Calendar) -> dict[str, Any]:
    return {
        "id": event.id,
        "time": calendar.format_iso(event.time_us),
        "kind": event.kind,
        "text": event.text,
        "cause": event.cause,
    }
