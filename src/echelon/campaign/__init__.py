"""The one place that knows both the language and the arrays."""

from echelon.campaign.brief import Brief, Known, OwnOrder, brief_actor
from echelon.campaign.chronicle import Chronicle, Event, trace, why
from echelon.campaign.draws import drawn_inputs, input_names
from echelon.campaign.simulate import Block, Campaign, Column, simulate
from echelon.campaign.simulate import compile_campaign as compile
from echelon.campaign.verdicts import (
    Opinion,
    Standing,
    Verdicts,
    verdicts_in_run,
    verdicts_on_paper,
)

__all__ = [
    "Block",
    "Brief",
    "Campaign",
    "Chronicle",
    "Column",
    "Event",
    "Known",
    "Opinion",
    "OwnOrder",
    "Standing",
    "Verdicts",
    "brief_actor",
    "compile",
    "drawn_inputs",
    "input_names",
    "simulate",
    "trace",
    "verdicts_in_run",
    "verdicts_on_paper",
    "why",
]
