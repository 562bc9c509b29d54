"""Making a report: the runs, then each section from what is known of them."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from echelon.analysis.rerun import Counted
from echelon.analysis.results import Results, results_with_layers
from echelon.api import Scenario
from echelon.campaign.simulate import Campaign
from echelon.ensemble.gather import Progress
from echelon.errors import MisuseError
from echelon.report import answers, variants
from echelon.report.beside import run_beside, runs_beside
from echelon.report.census import control, fans
from echelon.report.chronicles import chronicles
from echelon.report.command import authority, choices
from echelon.report.evidence import evidence
from echelon.report.gates import funnels
from echelon.report.influence import hanging_on, influences, shares_of_inputs
from echelon.report.rules import rules_of_model
from echelon.report.schema import Authority, Chronicle, File, Line, Report, Theatre
from echelon.report.selection import Chosen, chosen_runs
from echelon.report.theatre import OnTheWay, lines, on_the_way, theatre
from echelon.scenario.document import Document

MOST_SIGHTINGS = 20_000
"""Times and places of those on the way beyond which no further run is shown: half a megabyte."""


def make_report(
    scenario: Scenario,
    runs: int = 10_000,
    *,
    seed: int = 0,
    stored: Results | None = None,
    crossed: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Run a scenario and gather everything that its report shows.

    Parameters
    ----------
    scenario : Scenario
        From `echelon.load`.
    runs : int, default 10 000
        How many campaigns.
    seed : int, default 0
        Root of all random draws.
    stored : Results, optional
        Runs of this scenario that are there already, from number 0 on: `runs` and `seed` are then
        theirs.
    crossed : bool, default False
        Whether each what-if is laid over every rival account however many there are of both, and
        not only as far as the runs leave time in a minute.
    progress : callable, optional
        Called with the runs done and the runs wanted, those of what-ifs and accounts among them.

    Returns
    -------
    Report
        `page_of` turns it into a file.

    Raises
    ------
    MisuseError, UnfinishedError
        As `Scenario.run`, and if the stored runs are of another scenario or do not begin with
        number 0.
    """
    if stored is not None:
        runs, seed = _proved(stored, scenario), stored.manifest.seed
    more = runs_beside(scenario, runs, crossed=crossed)
    counted = Counted(progress, more + (0 if stored else runs))
    results = stored or scenario.run(runs, seed=seed, progress=counted.next(runs))
    document = scenario.document
    compiled = scenario.campaign
    chosen = chosen_runs(results)
    # What needs no other runs is told while these are made, which leave the interpreter free.
    with ThreadPoolExecutor(1, thread_name_prefix="echelon-telling") as pool:
        telling = pool.submit(_single_runs, compiled, results, chosen)
        ranking = pool.submit(hanging_on, results, document)
        beside = run_beside(scenario, results, crossed=crossed, progress=counted.next(more))
        told, found = telling.result(), ranking.result()
    results = results_with_layers(results, beside.layers)
    influence = influences(found, results, beside.inputs, beside.twins)
    told_accounts = variants.accounts(scenario, beside)
    told_what_ifs = variants.what_ifs(scenario, beside)
    summary = results.summary()
    doubts = variants.doubts(results, beside, told_accounts, told_what_ifs)
    return Report(
        about=answers.about(results, document),
        clock=answers.clock(document),
        answer=answers.answer(summary, doubts),
        outcomes=answers.outcomes(summary),
        times=answers.times(results),
        patterns=answers.patterns(results),
        quantities=answers.quantities(results),
        funnels=funnels(results, document),
        what_ifs=told_what_ifs,
        what_ifs_left_out=variants.left_out(scenario, len(results), crossed=crossed),
        accounts=told_accounts,
        theatre=told.theatre,
        lines=told.lines,
        fans=fans(results, document),
        control=control(results, document),
        influences=influence,
        choices=choices(compiled, seed, len(results)),
        authority=told.authority,
        chronicles=told.chronicles,
        evidence=evidence(
            document,
            shares_of_inputs(found),
            variants.moves(scenario, told_what_ifs, summary),
        ),
        rules=rules_of_model(),
        files=_files(document),
    )


def _proved(stored: Results, scenario: Scenario) -> int:
    """Return how many runs are stored, if they are such as the report would have made."""
    manifest = stored.manifest
    if manifest.scenario_hash != scenario.hash:
        raise MisuseError("the stored runs are of another scenario, or another version of it")
    if manifest.first != 0:
        raise MisuseError(f"the stored runs begin with number {manifest.first}; a report needs 0")
    return manifest.runs


class _Told(NamedTuple):
    """What a report has of single runs."""

    theatre: Theatre | None
    lines: tuple[Line, ...]
    authority: Authority | None
    chronicles: tuple[Chronicle, ...]


def _single_runs(compiled: Campaign, results: Results, chosen: Sequence[Chosen]) -> _Told:
    seed = results.manifest.seed
    looked_at = _on_the_way(compiled, seed, chosen)
    first = next((each for each in looked_at if each.has_units), looked_at[0])
    return _Told(
        theatre(compiled, looked_at),
        tuple(line for each in looked_at for line in lines(compiled, each.run, each.trains)),
        authority(compiled, seed, first.run),
        chronicles(compiled, results, chosen),
    )


def _on_the_way(compiled: Campaign, seed: int, chosen: Sequence[Chosen]) -> tuple[OnTheWay, ...]:
    """Return who was on the way in the chosen runs, as far as a file has room for it.

    The runs up to the first in which units moved are always told: where in most nobody comes, the
    representative one alone would show an empty map.
    """
    told: list[OnTheWay] = []
    for each in chosen:
        found = on_the_way(compiled, seed, each.run)
        seen = found.sightings + sum(other.sightings for other in told)
        if seen <= MOST_SIGHTINGS or not any(other.has_units for other in told):
            told.append(found)
    return tuple(told)


def _files(document: Document) -> tuple[File, ...]:
    """Return the scenario's files by their names within its folder."""
    folder = document.path if document.path.is_dir() else document.path.parent
    return tuple(
        File(name=_within(Path(source.name), folder), text=source.text)
        for source in document.folder.sources.values()
    )


def _within(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name
