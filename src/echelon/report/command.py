"""Whose word counts, as the report has it: who obeyed whom, and who may command in whose eyes."""

from __future__ import annotations

from echelon.analysis.obeying import answers_given, authority_in_run
from echelon.campaign.simulate import Campaign
from echelon.report import schema


def choices(campaign: Campaign, seed: int, runs: int) -> tuple[schema.Choice, ...]:
    """Return how often each receiver gave which answer to whom; see `answers_given`."""
    return tuple(
        schema.Choice(
            receiver=each.receiver,
            name=each.receiver,
            author=each.author,
            answers=each.shares,
            asked=each.asked,
        )
        for each in answers_given(campaign, seed, runs)
    )


def authority(campaign: Campaign, seed: int, run: int) -> schema.Authority | None:
    """Return who may command in whose eyes in one run; see `authority_in_run`."""
    found = authority_in_run(campaign, seed, run)
    if found is None:
        return None
    return schema.Authority(
        run=run,
        views=tuple(schema.Side(id=id_, name=name) for id_, name in found.views.items()),
        matters=tuple(schema.Side(id=id_, name=name) for id_, name in found.matters.items()),
        frames=tuple(
            schema.Standing(
                time_us=float(frame.time_us),
                matter=frame.matter,
                view=frame.view,
                text=frame.text,
                verdict=_verdict(frame.verdict),
            )
            for frame in found.frames
        ),
    )


def _verdict(word: str) -> schema.Verdict:
    match word:
        case "valid" | "void" | "undecided":
            return word
    return "unheard"
