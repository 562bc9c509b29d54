"""Small worlds of law in a line an entry, and what each view makes of them."""

from __future__ import annotations

from pathlib import Path

from echelon.campaign.verdicts import Verdicts, verdicts_on_paper
from worlds import Entry, campaign_of, moment, person, places

LATEST_US = 47 * 3_600_000_000


def institution(id_: str, **fields: object) -> Entry:
    return Entry("institutions", {"id": id_, "name": id_.title(), "competences": "all"} | fields)


def office(id_: str, of: str, holder: str | None = None, **fields: object) -> Entry:
    return Entry("offices", {"id": id_, "name": id_, "of": of, "holder": holder} | fields)


def view(id_: str, *roots: str) -> Entry:
    return Entry("views", {"id": id_, "name": id_.title(), "roots": list(roots)})


def deed(id_: str, kind: str, hours: float, *target: str, **fields: object) -> Entry:
    """Return an act by Anna, in the right of the council unless another right is named."""
    right = {} if {"office", "institution"} & fields.keys() else {"institution": "council"}
    what = {"id": id_, "by": "anna", "kind": kind, "label": id_, "at": moment(hours)}
    return Entry("acts", what | right | {"target": list(target)} | fields)


def judged(folder: Path, *entries: Entry, at_us: int = LATEST_US) -> Verdicts:
    """Return what every view makes of all dated acts; Anna, Boris and Clara are there."""
    people = [person(id_, "here") for id_ in ("anna", "boris", "clara")]
    campaign = campaign_of(folder, [*places("here"), *people, *entries])
    return verdicts_on_paper(campaign, at_us)
