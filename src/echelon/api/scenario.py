"""A scenario in Python: loaded, changed, run, and asked about any single run."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from echelon.analysis.inputs import UncertainValue, uncertain_values
from echelon.analysis.progress import shows_progress
from echelon.analysis.results import Results
from echelon.api.asking import (
    check_name,
    check_run,
    check_scenario,
    manifest_of,
    moment_within,
)
from echelon.api.gathering import gather_results
from echelon.api.inquiry import Inquiry
from echelon.api.recognition import Recognition
from echelon.ensemble.chunks import Work
from echelon.ensemble.gather import Progress, Simulator
from echelon.ensemble.threads import available_jobs, simulate_in_threads
from echelon.errors import Fault, MisuseError
from echelon.scenario.bundled import resolve
from echelon.scenario.changes import Changes
from echelon.scenario.differences import Difference, differences
from echelon.scenario.document import Document
from echelon.scenario.load import load_document
from echelon.scenario.sources import Source
from echelon.version import VERSION

if TYPE_CHECKING:
    from echelon.campaign import Brief, Campaign, Chronicle, Event


@dataclass(frozen=True)
class Scenario(Inquiry, Recognition):
    """A crisis that can be run; it never changes.

    Obtained from `load`.
    """

    document: Document = field(repr=False)

    def __repr__(self) -> str:
        """Show its name, the versions laid over it, and the hash."""
        laid = [each for each in (self.document.account, self.document.what_if) if each]
        return f"Scenario({' + '.join([self.name, *laid])}, hash {self.hash[:12]})"

    @property
    def name(self) -> str:
        """Name of its folder, or of the bundled scenario."""
        return self.document.name

    @property
    def title(self) -> str:
        """What it is called."""
        return self.document.settings.title

    @property
    def question(self) -> str:
        """What it asks."""
        return self.document.settings.question

    @property
    def hash(self) -> str:
        """Hash of its normalised values: comments and order do not count."""
        return self.document.scenario_hash

    @property
    def inputs(self) -> Mapping[str, UncertainValue]:
        """What is drawn once a run, by id: distribution, unit, source and grade of each."""
        return uncertain_values(self.document)

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Ids of the outcomes, in their order of rank."""
        return tuple(self.document.parts.outcomes)

    @property
    def what_ifs(self) -> tuple[str, ...]:
        """Ids of the what-ifs that `what_if` takes."""
        return self.document.what_ifs

    @property
    def accounts(self) -> tuple[str, ...]:
        """Ids of the rival accounts that `account` takes."""
        return self.document.accounts

    @property
    def sources(self) -> Mapping[str, Source]:
        """The works it draws on, by key."""
        return self.document.sources

    @property
    def warnings(self) -> tuple[Fault, ...]:
        """What does not keep it from running but should be looked at."""
        return self.document.warnings

    def what_if(self, id: str) -> Scenario:
        """Return the scenario with a what-if laid over it.

        Parameters
        ----------
        id : str
            One of `what_ifs`.

        Returns
        -------
        Scenario
            Another one; it takes the place of a what-if laid before, and keeps the account.

        Raises
        ------
        MisuseError
            If it has no such what-if. Names the nearest one it has.
        """
        overlaid = self.document.with_overlay(what_if=id, account=self.document.account)
        return Scenario(overlaid)

    def account(self, id: str) -> Scenario:
        """Return the scenario as another account has it.

        Parameters
        ----------
        id : str
            One of `accounts`.

        Returns
        -------
        Scenario
            Another one; it takes the place of an account taken before, and keeps the what-if.

        Raises
        ------
        MisuseError
            If it has no such account. Names the nearest one it has.
        """
        overlaid = self.document.with_overlay(what_if=self.document.what_if, account=id)
        return Scenario(overlaid)

    def with_(self, changes: Mapping[str, object] | None = None, /, **values: object) -> Scenario:
        """Return the scenario with some of its values changed.

        Parameters
        ----------
        changes : mapping of str to value, optional
            By `part.id.field`, as a what-if's `change` has it: a number, a truth, a text in the
            notation of the language, a list of texts, or None for the field's default.
        **values
            The same, for `with_(**{"units.ninth_don.men": 700})`.

        Returns
        -------
        Scenario
            Another one; this one stays as it is. Changes lie over its account and what-if.

        Raises
        ------
        ScenarioError
            If there is nothing of that name, or the change makes a scenario that does not hold.
        MisuseError
            If the changes are no mapping.

        Examples
        --------
        >>> load("ostrov-gatchina").with_({"units.ninth_don.men": 700}).hash[:4]
        '...'
        """
        if not isinstance(changes, Mapping | None):
            raise MisuseError(
                f"changes are a mapping, as {{'units.ID.men': 700}}, and not {changes!r}"
            )
        return Scenario(self.document.with_changes(Changes({**(changes or {}), **values})))

    def diff(self, other: Scenario) -> tuple[Difference, ...]:
        """Return what another scenario has otherwise, value by value.

        Parameters
        ----------
        other : Scenario
            Any other, or this one with something laid over it.

        Returns
        -------
        tuple of Difference
            Each with `path`, the value in this one and in the other, and where each is written.
        """
        check_scenario(other)
        return differences(self.document, other.document)

    @cached_property
    def campaign(self) -> Campaign:
        """The scenario compiled into tables, once."""
        from echelon import campaign

        return campaign.compile(self.document)

    @shows_progress
    def run(
        self,
        runs: int = 10_000,
        *,
        seed: int = 0,
        first: int = 0,
        jobs: int | None = None,
        out: str | Path | None = None,
        resume: bool = False,
        cluster: str | None = None,
        progress: Progress | None = None,
    ) -> Results:
        """Simulate many campaigns.

        Run `k` of a seed is the same whatever `runs`, `first`, `jobs` and `cluster` are.

        Parameters
        ----------
        runs : int, default 10 000
            How many.
        seed : int, default 0
            Root of all random draws. Zero is a seed like any other.
        first : int, default 0
            Index of the first run; ranges made apart can be put together with `join`.
        jobs : int, optional
            Threads; as many as there are cores if not given.
        out : str or Path, optional
            Folder in which to store the runs while they are made.
        resume : bool, default False
            Continue what `out` holds, to more runs if more are asked for.
        cluster : str, optional
            Address of a Dask scheduler whose workers are to simulate instead.
        progress : callable, optional
            Called with the runs done and the runs wanted. If not given,
            a bar shows them on a terminal.

        Returns
        -------
        Results
            One row a run.

        Raises
        ------
        MisuseError
            If an argument cannot be meant, or `out` holds other results.
        UnfinishedError
            If a limit is reached, the disk is full or the cluster fails. What is
            stored stays.
        Interruption
            A `KeyboardInterrupt` whose `found` are the results of the first runs, as far as they
            were made; None if the first was not.

        Examples
        --------
        >>> results = load("ostrov-gatchina").run(runs=20)
        >>> len(results)
        20
        """
        check_run(runs, seed, first, jobs, resume and out is None)
        wanted = manifest_of(self.campaign, runs, seed, first)
        simulator = _simulator(self.campaign, self.document, seed, jobs, cluster)
        folder = None if out is None else Path(out)
        return gather_results(
            self.document, wanted, simulator, folder=folder, resume=resume, progress=progress
        )

    def chronicle(self, run: int, *, seed: int = 0) -> Chronicle:
        """Tell one run, event by event.

        Parameters
        ----------
        run, seed : int
            Which run.

        Returns
        -------
        Chronicle
            `events` in order of time, each with `id`, `time_us`, `kind`, `text` and
            `cause`, the id of the event that brought it about (None at the start).

        Raises
        ------
        MisuseError
            If there can be no such run.
        """
        check_run(1, seed, run, None, False)
        from echelon import campaign

        return campaign.trace(self.campaign, seed, run)

    def why(self, run: int, event: str | int, *, seed: int = 0) -> tuple[Event, ...]:
        """Walk back from an event of one run, through its causes, to the start.

        Parameters
        ----------
        run, seed : int
            Which run.
        event : str or int
            Id of an event of its chronicle, such as `e17`, or its number.

        Returns
        -------
        tuple of Event
            The event, its cause, the cause of that, and so on.

        Raises
        ------
        MisuseError
            If the run has no such event.
        """
        check_run(1, seed, run, None, False)
        from echelon import campaign

        return campaign.why(self.campaign, seed, run, event)

    def brief(self, actor: str, run: int, at: str | int, *, seed: int = 0) -> Brief:
        """Tell what one actor knew at one moment of a run, and nothing else.

        Parameters
        ----------
        actor : str
            Id of a person, staff or body, or of a unit, whose command is then meant.
        run, seed : int
            Which run.
        at : str or int
            The moment: as the scenario writes moments (`1917-11-08 06:00`, with ` OS` or ` NS`
            after it where the style is not the scenario's own), or in microseconds since the
            start. What happens at that moment has happened.

        Returns
        -------
        Brief
            `knows` with the time and the source of each piece of information, `not_heard`,
            `not_known`, `letters`, `orders`, and where the actor was.

        Raises
        ------
        MisuseError
            If there is no such actor (names the nearest), or the moment cannot be read or lies
            outside the period.
        """
        check_run(1, seed, run, None, False)
        parts = self.document.parts
        actors = [*parts.persons, *parts.units, *parts.staffs, *parts.bodies]
        check_name(actor, actors, f"person, unit, staff or body of {self.name}")
        at_us = moment_within(self.document, at)
        from echelon import campaign

        return campaign.brief_actor(self.campaign, actor, seed, run, at_us)


def load(scenario: str | Path) -> Scenario:
    """Read and check a scenario.

    Parameters
    ----------
    scenario : str or Path
        Name of a bundled scenario, or path of a folder.

    Returns
    -------
    Scenario
        Ready to run.

    Raises
    ------
    ScenarioError
        If anything in it is wrong; holds every fault with its place.
    MisuseError
        If there is no such scenario. Names the nearest bundled one.

    Examples
    --------
    >>> load("ostrov-gatchina").name
    'ostrov-gatchina'
    """
    if not isinstance(scenario, str | Path):
        raise MisuseError(f"a scenario is loaded by name or path, and not by {scenario!r}")
    return Scenario(load_document(resolve(scenario)))


def _simulator(
    compiled: Campaign, document: Document, seed: int, jobs: int | None, cluster: str | None
) -> Simulator:
    from echelon.ensemble.simulation import prepare, simulate_range

    if cluster is None:
        simulate = simulate_range(compiled, seed)
        return functools.partial(simulate_in_threads, simulate, jobs=jobs or available_jobs())
    from echelon.ensemble.cluster import simulate_on_cluster

    work = Work(prepare, document, seed)
    return functools.partial(simulate_on_cluster, work, address=cluster, version=VERSION)
