"""`echelon authority`: which acts, offices and institutions stand, side by side in all eyes."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from echelon.analysis.wording import WIDTH, wrapped
from echelon.cli.options import (
    MOST,
    account_option,
    between,
    json_option,
    load_overlaid,
    scenario_argument,
    seed_option,
    what_if_option,
)
from echelon.cli.output import print_json, print_page
from echelon.errors import MisuseError, or_else
from echelon.scenario.law import is_legal, posts_of

if TYPE_CHECKING:
    from echelon.api import Scenario
    from echelon.campaign import Opinion, Standing, Verdicts

LEAST_NAME, LEAST_CELL, MOST_CELL = 32, 11, 16
"""Columns that what is judged has at least, and each view at least and at most."""

INITIAL = re.compile(r"(?:[^\W\d_]\.-?)+")
"""A word of a name that is one letter and a stop, or several of these."""


@click.command()
@scenario_argument
@seed_option
@click.option("--at", "at", metavar="TIME", help="The moment; the end of the period if not given.")
@click.option("--view", "view", metavar="ID", help="Only this view.")
@click.option(
    "--run",
    "run_index",
    type=int,
    callback=between(0, MOST),
    metavar="K",
    help="What has been heard in this run; all dated acts, if not given.",
)
@click.option("--explain", "about", metavar="ID", help="Derive one act, office or institution.")
@what_if_option
@account_option
@json_option
def authority(
    scenario: str,
    seed: int,
    at: str | None,
    view: str | None,
    run_index: int | None,
    about: str | None,
    what_if: str | None,
    account: str | None,
    as_json: bool,
) -> None:
    """Show who may command, in the eyes of every view.

    Which institutions stand, who holds which office, which acts are valid, void or
    undecided. Without --run, every dated act up to TIME is taken for done and known;
    with it, what anybody who judges in that view has heard by then.
    """
    loaded = load_overlaid(scenario, what_if, account)
    if about is not None:
        _check_about(loaded, about)
    found = loaded.authority(at=at, view=view, run=run_index, seed=seed)
    if as_json:
        print_json(as_plain(loaded, found, about))
        return
    lines = [*_heading(loaded, found)]
    lines += _derivation(found, about) if about is not None else _tables(found)
    print_page("\n".join(lines))


def _heading(loaded: Scenario, found: Verdicts) -> Iterator[str]:
    yield from wrapped(loaded.title)
    when = loaded.document.calendar.format_moment(found.at_us)
    known = "all dated acts up to then taken for done and known"
    if found.run is not None:
        known = f"by what has been heard in each view in run {found.run} of seed {found.seed}"
    yield from wrapped(f"Who may command, {when}; {known}")


def _tables(found: Verdicts) -> Iterator[str]:
    opinions = found.opinions
    if not opinions:
        yield "\nThe scenario says nothing of who may command."
        return
    cell = _cell_width(opinions)
    cells = max((WIDTH - LEAST_NAME) // cell, 1)
    for first in range(0, len(opinions), cells):
        abreast = opinions[first : first + cells]
        yield ""
        yield from _row("In the view of", [opinion.name for opinion in abreast], cell)
        yield from _part("Institutions", [it.institutions for it in abreast], ("stands", "-"), cell)
        yield from _offices(abreast, cell)
        yield from _part("Acts", [it.acts for it in abreast], ("valid", "void"), cell)
    unheard = [it.name for it in opinions[0].acts if not _is_heard(opinions, it.id)]
    if unheard:
        yield "\nNot done, or heard of in no view"
        for name in unheard:
            yield from wrapped(name, indent="  ", hanging="    ")
    yield ""
    yield from wrapped(
        "Why: --explain ID, with the id of an act, office or institution; --json has the ids."
    )


def _cell_width(opinions: Sequence[Opinion]) -> int:
    """Return how many columns a view needs, so that no name is cut short."""
    holders = [one for it in opinions for office in it.offices for one in office.holders]
    words = [word for it in opinions for word in it.name.split()]
    words += [word for one in holders for word in _as_holder(one).split()]
    return min(max([LEAST_CELL, *(len(word) + 1 for word in words)]), MOST_CELL)


def _part(
    title: str, columns: Sequence[Sequence[Standing]], standing: tuple[str, str], cell: int
) -> Iterator[str]:
    if not columns[0]:
        return
    yield f"\n{title}"
    yes, no = standing
    words = {"valid": yes, "void": no, "undecided": "undecided", "unheard": "not heard"}
    heard = {one.id for column in columns for one in column if one.standing != "unheard"}
    ids = [one.id for one in columns[0] if one.id in heard]
    for id_ in ids:
        row = [next(one for one in column if one.id == id_) for column in columns]
        yield from _row(f"  {row[0].name}", [words[one.standing] for one in row], cell)


def _is_heard(opinions: Sequence[Opinion], act: str) -> bool:
    return any(opinion.of(act) != "unheard" for opinion in opinions)


def _offices(abreast: Sequence[Opinion], cell: int) -> Iterator[str]:
    if not abreast[0].offices:
        return
    yield "\nOffices"
    for number, office in enumerate(abreast[0].offices):
        cells = []
        for opinion in abreast:
            holders = opinion.offices[number].holders
            cells.append(", ".join(map(_as_holder, holders)) or "vacant")
        yield from _row(f"  {office.name}", cells, cell)


def _as_holder(one: Standing) -> str:
    """Return who holds an office, with a query if that is undecided.

    Initials are left out for room, and nothing else: which of his other words somebody is known by
    cannot be told from them ("King Juan Carlos", "Nguyen Van Thieu").
    """
    words = one.name.split()
    name = " ".join(word for word in words if not INITIAL.fullmatch(word)) or one.name
    return name + ("?" if one.standing == "undecided" else "")


def _row(name: str, cells: Sequence[str], width: int) -> Iterator[str]:
    """Yield the lines of one row, each text kept within its own columns, `width` for a view."""
    indent = " " * (len(name) - len(name.lstrip()))
    for_name = WIDTH - width * max((WIDTH - LEAST_NAME) // width, 1)
    columns = [
        _folded(name.strip(), for_name - 2, indent),
        *(_folded(cell, width - 1, "") for cell in cells),
    ]
    widths = [for_name, *(width for _ in cells)]
    for line in range(max(len(column) for column in columns)):
        texts = [column[line] if line < len(column) else "" for column in columns]
        yield "".join(
            f"{text:<{width}}" for text, width in zip(texts, widths, strict=True)
        ).rstrip()


def _folded(text: str, width: int, indent: str) -> list[str]:
    """Fold a text at spaces; a word that is too long is broken."""
    return textwrap.wrap(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=indent + "  " if indent else "",
    )


def _derivation(found: Verdicts, about: str) -> Iterator[str]:
    from echelon.campaign.grammar import inside

    for opinion in found.opinions:
        yield ""
        yield from wrapped(f"In the view of {inside(opinion.name)}")
        for label, standing, because in _judged(opinion, about):
            yield from wrapped(f"{label}: {standing}", indent="  ", hanging="    ")
            for line in because:
                depth = 4 + len(line) - len(line.lstrip())
                yield from wrapped(
                    f"- {line.strip()}", indent=" " * depth, hanging=" " * (depth + 2)
                )


def _judged(opinion: Opinion, about: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return what is asked about in words, with its verdict and derivation."""
    for one in opinion.institutions:
        if one.id == about:
            words = {"valid": "stands", "void": "does not stand", "undecided": "undecided"}
            return [(one.name, words[one.standing], one.because)]
    for act in opinion.acts:
        if act.id == about:
            return [(act.name, act.standing, act.because)]
    [office] = [it for it in opinion.offices if it.id == about]
    words = {"valid": "holds it", "undecided": "may or may not hold it"}
    held = [(f"{office.name}, {it.name}", words[it.standing], it.because) for it in office.holders]
    held = held or [(office.name, "vacant", ())]
    return held + [
        (f"{office.name}, {it.name}", "does not hold it", it.because) for it in office.others
    ]


def _check_about(loaded: Scenario, about: str) -> None:
    """Refuse what no view can judge; name what is nearest to it."""
    parts = loaded.document.parts
    acts = [id_ for id_, act in parts.acts.items() if is_legal(parts, act)]
    known = [*parts.institutions, *parts.offices, *acts]
    if about in known:
        return
    if about in parts.acts:
        raise MisuseError(f"act `{about}` claims no right: no view takes it for valid or void")
    if about in parts.persons:
        held = [
            id_ for id_ in parts.offices if any(it.person == about for it in posts_of(parts, id_))
        ]
        hint = (
            f"; explain an office of his: {', '.join(f'`{id_}`' for id_ in held)}" if held else ""
        )
        raise MisuseError(f"`{about}` is a person, whom no view judges{hint}")
    what = f"no act, office or institution of {loaded.name}"
    raise MisuseError(f"`{about}` is {what}{or_else(about, known)}")


def as_plain(loaded: Scenario, found: Verdicts, about: str | None) -> dict[str, Any]:
    """Give all verdicts, or those on what is asked about, as plain values, one entry a view."""

    def plain(one: Standing) -> dict[str, Any]:
        told = {"id": one.id, "name": one.name, "standing": one.standing}
        return told | {"because": list(one.because)}

    return {
        "scenario": loaded.name,
        "scenario_hash": loaded.hash,
        "time": loaded.document.calendar.format_iso(found.at_us),
        "seed": found.seed,
        "run": found.run,
        "explain": about,
        "views": [
            {
                "id": opinion.id,
                "name": opinion.name,
                "institutions": [
                    plain(one) for one in opinion.institutions if about in (None, one.id)
                ],
                "offices": [
                    {
                        "id": it.id,
                        "name": it.name,
                        "holders": [plain(one) for one in it.holders],
                        "others": [plain(one) for one in it.others],
                    }
                    for it in opinion.offices
                    if about in (None, it.id)
                ],
                "acts": [plain(one) for one in opinion.acts if about in (None, one.id)],
            }
            for opinion in found.opinions
        ],
    }
