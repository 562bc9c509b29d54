"""Whose word counts, as pictures: who obeyed whom, and who may command in whose eyes."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from echelon.analysis.obeying import ANSWERS, REFUSED, Answers, Authority, Frame
from echelon.analysis.plots.bands import COLOURS, HATCHES, INK, new_axes
from echelon.analysis.plots.clock import TimeAxis
from echelon.campaign.grammar import inside

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LABEL_WIDTH, MOST_LETTERS = 44, 84
STANDINGS = {
    "valid": ("#2f5d8a", ""),
    "undecided": ("#b9c8d6", "//"),
    "void": ("#dcd8cc", ""),
    "unheard": ("#ffffff", ""),
}
"""Colour and hatching of a verdict; what a view has not heard of is left blank."""


def draw_obedience(told: Sequence[Answers], runs: int, axes: Axes | None) -> Axes:
    """Draw the shares of the answers of each receiver to each author; see `Plots.obedience`."""
    axes = axes or new_axes(9.0, 1.6 + 0.42 * len(told))
    order = [*ANSWERS.values(), REFUSED]
    for at, answer in enumerate(order):
        parts = [dict(each.shares).get(answer, 0.0) for each in told]
        before = [
            sum(dict(each.shares).get(earlier, 0.0) for earlier in order[:at]) for each in told
        ]
        if any(parts):
            axes.barh(
                range(len(told)),
                parts,
                left=before,
                height=0.7,
                color=COLOURS[at % len(COLOURS)],
                hatch=HATCHES[at % len(HATCHES)],
                edgecolor="white",
                lw=0.4,
                label=answer,
            )
    labels = [
        "\n".join(textwrap.wrap(f"{each.receiver}, asked by {inside(each.author)}", LABEL_WIDTH))
        for each in told
    ]
    axes.set_yticks(range(len(told)), labels, fontsize="small")
    axes.set_ylim(len(told) - 0.5, -0.5)
    axes.set_xlim(0.0, 1.0)
    for row, each in enumerate(told):
        axes.annotate(
            f"{each.asked:.2f}", (1.0, row), xytext=(6, 0), textcoords="offset points",
            va="center", size="small",
        )  # fmt: skip
    axes.annotate(
        "asked in", (1.0, 1.0), xycoords="axes fraction", xytext=(2, 4),
        textcoords="offset points", size="small", style="italic",
    )  # fmt: skip
    axes.set_xlabel(f"Share of the runs in which it was asked (0 to 1); {runs} runs looked at")
    axes.set_ylabel("Receiver, and who asks it")
    axes.spines[["right", "top"]].set_visible(False)
    axes.legend(
        loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=5, frameon=False, fontsize="small"
    )
    return axes


def draw_authority(time: TimeAxis, told: Authority, view: str, run: int, axes: Axes | None) -> Axes:
    """Draw how every matter stands in one view, hour by hour; see `Plots.authority`."""
    axes = axes or new_axes(9.5, 1.6 + 0.36 * len(told.matters))
    for row, matter in enumerate(told.matters):
        frames = [each for each in told.frames if (each.matter, each.view) == (matter, view)]
        ends = [each.time_us for each in frames[1:]] + [time.period_us]
        for frame, end_us in zip(frames, ends, strict=True):
            _draw_standing(axes, time, row, frame, end_us)
    labels = [
        "\n".join(textwrap.wrap(textwrap.shorten(name, MOST_LETTERS, placeholder="…"), LABEL_WIDTH))
        for name in told.matters.values()
    ]
    axes.set_yticks(range(len(labels)), labels, fontsize="small")
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    time.lay(axes, 0, time.period_us)
    axes.set_ylabel("Act, office or institution")
    axes.set_title(f"In the eyes of {inside(told.views[view])}, run {run}", loc="left", pad=24)
    axes.spines[["right", "top", "left"]].set_visible(False)
    _add_legend(axes)
    return axes


def _draw_standing(axes: Axes, time: TimeAxis, row: int, frame: Frame, end_us: int) -> None:
    """Draw how a matter stands between two moments; in an office, write whose it is."""
    begin, end = time.hours(frame.time_us), time.hours(end_us)
    is_vacant = frame.text == "vacant"
    colour, hatch = STANDINGS["void" if is_vacant else frame.verdict]
    axes.barh(
        row, end - begin, left=begin, height=0.72, color=colour, hatch=hatch, edgecolor=INK, lw=0.4
    )
    if frame.text in ("stands", "valid") or frame.verdict == "unheard":
        return
    letters = int(100 * (end - begin) / time.hours(time.period_us))
    if letters < 6:
        return
    axes.text(
        begin,
        row,
        " " + textwrap.shorten(frame.text, max(6, letters), placeholder="…"),
        va="center",
        size="x-small",
        color=INK if is_vacant else "white",
        backgroundcolor="white" if is_vacant else colour,
        clip_on=True,
    )


def _add_legend(axes: Axes) -> None:
    from matplotlib.patches import Patch

    words = {"valid": "valid, or held by", "undecided": "undecided", "void": "void, or vacant",
             "unheard": "not heard of"}  # fmt: skip
    axes.legend(
        handles=[
            Patch(facecolor=colour, hatch=hatch, edgecolor=INK, lw=0.4, label=words[name])
            for name, (colour, hatch) in STANDINGS.items()
        ],
        loc="lower left",
        bbox_to_anchor=(0.0, 1.0),
        ncols=4,
        frameon=False,
        fontsize="small",
    )
