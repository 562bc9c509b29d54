"""Sensitivity as a page of plain text, at most 80 columns wide."""

from __future__ import annotations

from collections.abc import Sequence

from echelon.analysis.breaking import Along
from echelon.analysis.layers_text import doubt_text
from echelon.analysis.sensitive import GRADES, ChanceShare, Influence, Sensitivity
from echelon.analysis.sobol import SobolIndex
from echelon.analysis.wording import number_text, probability_text, wrapped

_WIDTHS = (7, 22, 12, 38)
_WIDTHS_SOBOL = (26, 27, 27)
MOST_ROWS = 20


def sensitivity_text(found: Sensitivity) -> str:
    """Put a sensitivity analysis as a page.

    Returns
    -------
    str
        Lines of at most 80 columns, without a closing newline.
    """
    sections = [
        _title(found),
        *doubt_text(found.questions, found.target.id),
        _influences(found),
        _chance(found),
        _grades(found),
        _sobol(found.sobol, found.sobol_size),
        _notes(found),
    ]
    return "\n\n".join("\n".join(section) for section in sections if section)


def _title(found: Sensitivity) -> list[str]:
    write = probability_text if found.kind == "outcome" else number_text
    mean, low, high = (write(each) for each in (found.mean, *found.interval))
    unit = f" {found.target.unit}" if found.target.unit else ""
    what = {"outcome": "probability", "time": "mean, hours from the start"}.get(found.kind, "mean")
    return [
        *wrapped(f"What it hangs on: {found.target.label}"),
        *wrapped(
            f"{found.questions.title}: {what} {mean}{unit} (95 % interval {low} to {high}), "
            f"{found.runs} runs with seed {found.seed}"
        ),
    ]


def _influences(found: Sensitivity) -> list[str]:
    if not found.influences:
        return wrapped("No input does more than luck can.")
    is_event = found.kind == "outcome"
    lines = [
        *wrapped("Influence against evidence: what matters and is badly known comes first"),
        _row(("grade", "share explained", "shift", "from its 5 % to its 95 %")),
    ]
    for influence in found.influences[:MOST_ROWS]:
        lines += wrapped(f"{influence.label} ({influence.id})", indent="  ", hanging="    ")
        more = influence.resampled
        share = _share(influence.first.share)
        if more is not None:
            low, high = more.share_interval
            share += f" ({_share(low)}-{_share(high)})"
        lines.append(
            _row(
                (
                    influence.grade or "-",
                    share,
                    "-" if more is None else _share(more.shift),
                    _course(influence, is_event),
                )
            )
        )
        lines += _turns(influence)
    left = len(found.influences) - MOST_ROWS
    if left > 0:
        lines += wrapped(f"and {left} more that do less", indent="  ")
    return lines


def _course(influence: Influence, is_event: bool) -> str:
    if len(influence.along) != 1:
        return f"{len(influence.inputs)} inputs that go together"
    (line,) = influence.along.values()
    if is_event:
        low, high = (probability_text(min(max(end, 0.0), 1.0)) for end in (line.low, line.high))
    else:
        low, high = number_text(line.low), number_text(line.high)
    return f"{low} to {high}"


def _turns(influence: Influence) -> list[str]:
    lines = []
    for name, line in influence.along.items():
        told = _told(line)
        who = f"{name}: " if len(influence.along) > 1 else ""
        unit = f" {influence.unit}" if influence.unit else ""
        for value, below, above in told:
            lines += wrapped(
                f"{who}turns at {value}{unit}: below it {below}, above it {above}",
                indent="      ",
                hanging="        ",
            )
    if not lines and influence.along:
        lines = ["      turns nowhere within its range"]
    return lines


def _told(line: Along) -> list[tuple[str, str, str]]:
    return [(number_text(turn.value), turn.below, turn.above) for turn in line.turns]


def _chance(found: Sensitivity) -> list[str]:
    lines: list[str] = []
    for each in found.chance:
        lines += wrapped(_chance_sentence(each, len(found.chance) > 1), hanging="  ")
    return lines


def _chance_sentence(each: ChanceShare, several: bool) -> str:
    low, high = each.shared.share_interval
    scale = f" with {number_text(each.scale)} times the noise in obedience" if several else ""
    return (
        f"Chance{scale}: {probability_text(min(max(1 - each.shared.share, 0.0), 1.0))} of the "
        f"variance ({probability_text(1 - high)} to {probability_text(1 - low)}); the inputs, "
        f"alone and together, carry the rest ({each.pairs} pairs of runs that share all inputs "
        "and no chance)."
    )


def _grades(found: Sensitivity) -> list[str]:
    if not found.influences:
        return []
    shares = ", ".join(
        f"{grade} {_share(found.share_of_grade(grade))}"
        for grade in GRADES
        if any((each.grade or "D") == grade for each in found.influences)
    )
    return wrapped(f"Explained by inputs one at a time, by grade of their evidence: {shares}.")


def _sobol(indices: Sequence[SobolIndex], size: int) -> list[str]:
    if not indices:
        return []
    lines = [
        *wrapped(f"Sobol' indices (95 % intervals; N = {size}, {size * (len(indices) + 2)} runs)"),
        _sobol_row(("", "first order", "total")),
    ]
    for each in indices:
        lines += wrapped(each.name, indent="  ", hanging="    ")
        lines.append(
            _sobol_row(
                (
                    "",
                    _interval(each.first, *each.first_interval),
                    _interval(each.total, *each.total_interval),
                )
            )
        )
    return lines


def _notes(found: Sensitivity) -> list[str]:
    return wrapped(
        "Share explained: of the variance of the answer, by this input alone (first order, "
        "bootstrap interval); the order of the rows is that share times 1 for grade A to 4 for "
        "grade D. Shift: how far knowing it moves the probabilities of all outcomes, on average "
        "(Borgonovo's delta). It turns where another outcome becomes the likeliest or the answer "
        "crosses one half (its median, if it is a number), all else as uncertain as it is. "
        f"{len(found.idle)} other inputs do no more than luck can."
    )


def _interval(value: float, low: float, high: float) -> str:
    return f"{_share(value)} ({_share(low)} to {_share(high)})"


def _share(value: float) -> str:
    """Write a share of variance, which the luck of the draw may put a little below zero."""
    rounded = round(value, 2)
    return f"{0.0 if rounded == 0 else rounded:.2f}"


def _row(cells: Sequence[str]) -> str:
    return "".join(f"{cell:>{width}}" for cell, width in zip(cells, _WIDTHS, strict=True)).rstrip()


def _sobol_row(cells: Sequence[str]) -> str:
    padded = zip(cells, _WIDTHS_SOBOL, strict=True)
    return "".join(f"{cell:>{width}}" for cell, width in padded).rstrip()
