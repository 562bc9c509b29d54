"""Causes as a page of plain text, at most 80 columns wide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from echelon.analysis.bounds import Bounds
from echelon.analysis.causes import NOUNS, Cause, Causes, Share
from echelon.analysis.doubt import NOT_ASKED, Doubt
from echelon.analysis.doubt_text import doubt_lines, doubt_notes, no_inputs_note
from echelon.analysis.gates import gates_text
from echelon.analysis.intervals import wilson
from echelon.analysis.layers_text import doubt_text
from echelon.analysis.wording import counted, probability_text, share_text, wrapped

_WIDTHS = (6, 21, 14, 21, 14)
_WIDTHS_AVERTED = (6, 24, 30)


def causes_text(found: Causes, *, full: bool = False) -> str:
    """Put causes as a page.

    Parameters
    ----------
    found : Causes
        What was tried.
    full : bool, default False
        Whether to tell the doubt about inputs and accounts of what was only screened, too.

    Returns
    -------
    str
        Lines of at most 80 columns, without a closing newline.
    """
    for_it = [each for each in found.causes if _is_for(each)]
    against = [each for each in found.causes if each.averted.count]
    sections = [
        _title(found),
        *doubt_text(found.questions, found.outcome.id),
        _table(for_it, found, full=full),
        _against(against, found, full=full),
        _idle(found),
        _untried(found),
        gates_text(found.gates, disputed=bool((found.questions.layers or {}).get("n_accounts"))),
        _notes(found, full=full),
    ]
    return "\n\n".join("\n".join(section) for section in sections if section)


def _is_for(cause: Cause) -> bool:
    return cause.necessary.count + cause.sufficient.count > 0


def _title(found: Causes) -> list[str]:
    low, high = wilson(found.count, found.runs)
    return [
        *wrapped(f"What brought it about: {found.outcome.label}"),
        *wrapped(
            f"{found.questions.title}: {share_text(found.count, found.runs)} of {found.runs} runs "
            f"(95 % interval {probability_text(low)} to {probability_text(high)}), "
            f"seed {found.seed}"
        ),
    ]


def _table(causes: Sequence[Cause], found: Causes, *, full: bool) -> list[str]:
    if not causes:
        return wrapped("No decision, taken away or assured, brought or cost it in any run tried.")
    lines = [_row(("done", "necessary", "bounds", "sufficient", "bounds"), _WIDTHS)]
    for cause in causes:
        lines += _name(cause)
        necessary, sufficient = cause.necessary, cause.sufficient
        cells = (
            probability_text(cause.done / cause.runs),
            _share(necessary),
            _bounds(necessary.bounds),
            _share(sufficient),
            _bounds(sufficient.bounds),
        )
        lines.append(_row(cells, _WIDTHS))
        if full or cause.runs == found.runs:
            lines += _done(cause)
            lines += doubt_lines("necessary", necessary.doubt)
            lines += doubt_lines("sufficient", sufficient.doubt)
    return [
        *lines,
        "",
        *wrapped(
            "Necessary: of the runs in which it was done and that ended so, the share that without "
            "it end otherwise. Sufficient: of the runs without it that end otherwise, the share "
            "that end so once it is done; what is done in every run is taken away first. Bounds: "
            "all that the shares could say without pairs of runs (Tian and Pearl)."
        ),
    ]


def _against(causes: Sequence[Cause], found: Causes, *, full: bool) -> list[str]:
    if not causes:
        return []
    lines = [
        "Without which it would have come about in runs that ended otherwise",
        _row(("done", "share of those", "difference to all runs"), _WIDTHS_AVERTED),
    ]
    for cause in causes:
        low, high = cause.difference_interval
        lines += _name(cause)
        cells = (
            probability_text(cause.done / cause.runs),
            _share(cause.averted),
            f"{_signed(cause.difference)} ({_signed(low)} to {_signed(high)})",
        )
        lines.append(_row(cells, _WIDTHS_AVERTED))
        if full or cause.runs == found.runs:
            lines += _done(cause)
            lines += doubt_lines("share", cause.averted.doubt)
            lines += doubt_lines("difference", cause.difference_doubt, _signed)
    return lines


def _done(cause: Cause) -> list[str]:
    """Say how sure it is how often a thing was done; a what-if is about what always is."""
    if cause.part == "what_ifs":
        return []
    low, high = map(probability_text, cause.done_interval)
    told = f"done {low} to {high}"
    return doubt_lines(told, cause.done_doubt) or wrapped(told, indent="    ")


def _doubts(found: Causes) -> list[Doubt]:
    return [
        doubt
        for cause in found.causes
        for doubt in (
            cause.done_doubt,
            cause.necessary.doubt,
            cause.sufficient.doubt,
            cause.averted.doubt,
            cause.difference_doubt,
        )
    ]


def _idle(found: Causes) -> list[str]:
    if not found.idle:
        return []
    never = [cause for cause in found.idle if cause.done == 0]
    idle = [cause for cause in found.idle if cause.done]
    lines = []
    for causes, what in (
        (idle, "Made no difference to it in any run tried"),
        (never, "Never done in any run tried"),
    ):
        if causes:
            lines += _listed(f"{what} ({len(causes)})", [cause.label for cause in causes])
    if idle:
        lines += wrapped(
            f"What matters in more than {probability_text(found.idle_at_most)} of the runs would "
            f"have shown in {found.screened}, 19 times in 20."
        )
    return lines


def _untried(found: Causes) -> list[str]:
    if not found.untried:
        return []
    names = ", ".join(sorted(found.untried))
    return wrapped(f"Stopped before these were tried ({len(found.untried)}): {names}", hanging="  ")


def _notes(found: Causes, *, full: bool) -> list[str]:
    screened = any(each.runs < found.runs for each in found.causes)
    folded = "What is in doubt about what was tried with few pairs beside their luck: --full. "
    return wrapped(
        f"Everything was tried with {found.screened} pairs of runs, what mattered most with "
        f"{found.runs}; the number behind each stands after its name. {found.remade} runs were "
        "made again, each under the luck of its base run. Each interval holds 95 times in 100 by "
        "itself; the shares are over all inputs, as uncertain as they are. "
        f"{'' if full or not screened else folded}"
        f"{doubt_notes(_doubts(found))}{no_inputs_note(_doubts(found))}{_few(found)}".rstrip()
    )


def _few(found: Causes) -> str:
    """Say of which things nothing was asked but the luck of the draw."""
    few = [each for each in found.causes if each.difference_doubt == NOT_ASKED]
    if not few or len(few) == len(found.causes):
        return ""
    return (
        f"Nothing is said of inputs and accounts for the {len(few)} things that were tried with "
        f"{found.screened} pairs only: these are too few (--top)."
    )


def _name(cause: Cause) -> list[str]:
    text = f"{cause.label} ({NOUNS[cause.part]}; {counted(cause.runs, 'pairs')})"
    return wrapped(text, indent="  ", hanging="    ")


def _listed(heading: str, labels: Sequence[str]) -> list[str]:
    """List labels below a heading; how often one recurs stands behind it."""
    lines = [heading]
    for label, count in sorted(Counter(labels).items()):
        again = f" ({count} times)" if count > 1 else ""
        lines += wrapped(f"{label}{again}", indent="  ", hanging="    ")
    return lines


def _share(share: Share) -> str:
    if share.value is None or share.interval is None:
        return "-"
    low, high = share.interval
    return f"{probability_text(share.value)} ({probability_text(low)}-{probability_text(high)})"


def _bounds(bounds: Bounds | None) -> str:
    if bounds is None:
        return "-"
    return f"{probability_text(bounds.low)}-{probability_text(bounds.high)}"


def _signed(difference: float) -> str:
    text = probability_text(abs(difference))
    return text if text == "0" else f"{'-' if difference < 0 else '+'}{text}"


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True)).rstrip()
