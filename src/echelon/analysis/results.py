"""The rows of a set of runs, and every form in which they are handed out."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from echelon.analysis.asking import Asking
from echelon.analysis.choosing import nearest_to_record, representative
from echelon.analysis.folded import folded_text
from echelon.analysis.page import results_page
from echelon.analysis.plots import Plots
from echelon.analysis.provenance import HasDocument, document_of
from echelon.analysis.questions import questions_from_json
from echelon.analysis.text import summary_text
from echelon.ensemble.chunks import Array, Arrays, Chunk
from echelon.ensemble.columns import NEVER
from echelon.ensemble.gather import gather, read_gathered
from echelon.ensemble.manifest import Manifest
from echelon.ensemble.tallies import columns_in, tallies_in
from echelon.errors import MisuseError, UnfinishedError, nearest
from echelon.scenario.calendar import Date, julian_day
from echelon.units import MICROSECONDS_PER_DAY

if TYPE_CHECKING:
    from echelon.campaign import Campaign, Chronicle, Event
    from echelon.scenario.document import Document


@dataclass(frozen=True, eq=False, repr=False)
class Results(Asking):
    """What came of a set of runs: one row a run.

    Printing it shows the summary on a screen or two, and `in_full` gives all of it; a notebook
    shows it, the funnel and the tallies as tables.

    Parameters
    ----------
    manifest : Manifest
        Which runs, of which scenario, and their digest.
    arrays : mapping of str to ndarray, each of shape (runs,)
        The columns as the engine gives them: moments in microseconds since the
        start of the period, outcomes by rank. Tallies among them are set apart.
    document : Document, optional
        The scenario with the overlays of these runs; it is not stored with them.
    """

    manifest: Manifest
    arrays: Arrays = field(repr=False)
    document: Document | None = field(default=None, repr=False)
    tallies: Arrays = field(init=False, repr=False)

    def __post_init__(self) -> None:
        for values in self.arrays.values():
            values.setflags(write=False)
        object.__setattr__(self, "tallies", tallies_in(self.arrays))
        object.__setattr__(self, "arrays", columns_in(self.arrays))

    def __len__(self) -> int:
        return self.manifest.runs

    def __repr__(self) -> str:
        """Say which runs these are."""
        manifest = self.manifest
        last = manifest.first + manifest.runs - 1
        return (
            f"Results({manifest.scenario}, runs {manifest.first} to {last} of seed "
            f"{manifest.seed}, digest {self.digest[:12]})"
        )

    def __str__(self) -> str:
        return folded_text(self.summary())

    def in_full(self) -> str:
        """Put all of the summary as a page: quantiles, each account, the doubt about every moment.

        Returns
        -------
        str
            Lines of at most 80 columns, as `echelon run --full` prints them.
        """
        return summary_text(self.summary())

    def _repr_html_(self) -> str:
        return results_page(self)

    @property
    def digest(self) -> str:
        """SHA-256 of all columns: equal if and only if the results are."""
        return self.manifest.digest or ""

    @property
    def plot(self) -> Plots:
        """Pictures of the runs: `plot.arrivals()`, `plot.line("ostrov", "gatchina", run=0)`."""
        return Plots(self)

    def inputs(
        self, names: Sequence[str] | None = None, *, scenario: HasDocument | None = None
    ) -> dict[str, Array]:
        """Hand out what the runs drew for the uncertain numbers of the scenario.

        Only declared inputs are stored, as the columns `input_ID`. A draw is a function of the
        seed, the run and its name, so every other number is drawn again, without simulating.

        Parameters
        ----------
        names : sequence of str, optional
            Ids of inputs, and fields that hold a distribution, such as
            `units.third_cavalry.men`; all of them if not given.
        scenario : Scenario, optional
            What the runs were made from; needed for results read from a folder.

        Returns
        -------
        dict of str to ndarray of float, each of shape (runs,)
            In the units of the fields; moments in microseconds since the start.

        Raises
        ------
        MisuseError
            If the scenario is needed and not the one of these runs, or has nothing uncertain of
            that name (names the nearest).
        """
        stored = {name: self.arrays.get(f"input_{name}") for name in names or ()}
        if stored and all(values is not None for values in stored.values()):
            return {name: values for name, values in stored.items() if values is not None}
        document = document_of(self, scenario, "results.inputs(…, scenario=load(…))")
        from echelon import campaign

        compiled, manifest = campaign.compile(document), self.manifest
        known = campaign.input_names(compiled)
        for name in names or ():
            if name not in known:
                close = nearest(name, known)
                hint = f"; did you mean `{close}`?" if close else ""
                raise MisuseError(f"nothing uncertain is called `{name}`{hint}")
        return campaign.drawn_inputs(compiled, manifest.seed, manifest.first, len(self), names)

    def to_arrow(self) -> Any:
        """Hand the runs out as an Arrow table.

        Returns
        -------
        pyarrow.Table
            One row a run. `outcome` holds ids, `time_*` New Style local moments
            (null where it did not come about); each field carries its unit and label.
        """
        import pyarrow as pa

        fields, data = [], []
        for column in self.manifest.columns:
            values = self.arrays[column.name]
            if column.name == "outcome":
                ids = pa.array([outcome.id for outcome in self.questions.outcomes])
                values = pa.DictionaryArray.from_arrays(pa.array(values, mask=values < 0), ids)
            elif column.name.startswith("time_"):
                values = pa.array(self._moments(values))
            else:
                values = pa.array(values)
            data.append(values)
            described = {"unit": column.unit, "label": column.label}
            fields.append(pa.field(column.name, values.type, metadata=described))
        return pa.table(data, schema=pa.schema(fields))

    def to_pandas(self) -> Any:
        """Hand the runs out as a pandas frame.

        Returns
        -------
        pandas.DataFrame
            Indexed by `run`. `outcome` is categorical, its categories in the order of
            rank; `time_*` are New Style local moments (NaT where it did not come about).
        """
        return self.to_arrow().to_pandas().set_index("run")

    def chronicle(self, run: int) -> Chronicle:
        """Tell one of these runs, event by event.

        Parameters
        ----------
        run : int
            Index of the run.

        Raises
        ------
        MisuseError
            If it is not one of these, or they were loaded without their scenario.
        """
        from echelon import campaign

        return campaign.trace(self.campaign, self.manifest.seed, self._own(run))

    def why(self, run: int, event: str | int) -> tuple[Event, ...]:
        """Walk back from an event of one of these runs, through its causes, to the start.

        Parameters
        ----------
        run : int
            Index of the run.
        event : str or int
            Id of an event of its chronicle, such as `e17`, or its number.

        Raises
        ------
        MisuseError
            As `chronicle`, and if the run has no such event.
        """
        from echelon import campaign

        return campaign.why(self.campaign, self.manifest.seed, self._own(run), event)

    def representative(self, outcome: str | None = None) -> int:
        """Choose the run that is most like the others of its outcome.

        Parameters
        ----------
        outcome : str, optional
            Id of the outcome; among all runs if not given.

        Returns
        -------
        int
            Index of the run.

        Raises
        ------
        MisuseError
            If there is no such outcome, or no run ended in it.
        """
        return self.manifest.first + representative(self.questions, self.arrays, outcome)

    def nearest_to_record(self) -> int:
        """Choose the run that agrees best with what was recorded; return its index.

        Raises
        ------
        MisuseError
            If the record knows nothing that the runs could be compared with.
        """
        return self.manifest.first + nearest_to_record(self.questions, self.arrays)

    @cached_property
    def campaign(self) -> Campaign:
        """The scenario of the runs compiled into tables; refused where they came without it."""
        from echelon import campaign

        if self.document is None:
            raise MisuseError(
                "runs are stored without their scenario; hand it over: "
                "`load_results(folder, scenario=load(…))`"
            )
        return campaign.compile(self.document)

    def _own(self, run: int) -> int:
        first, last = self.manifest.first, self.manifest.first + self.manifest.runs - 1
        if not isinstance(run, int | np.integer):
            raise MisuseError(f"a run is a whole number, {first} to {last}, and not {run!r}")
        if not first <= run <= last:
            raise MisuseError(f"run {run} is not among these runs, {first} to {last}")
        return run

    def save(self, folder: str | Path) -> None:
        """Store the runs as `echelon run --out` does.

        Parameters
        ----------
        folder : str or Path
            Made if it does not exist.

        Raises
        ------
        MisuseError
            If the folder already holds results.
        UnfinishedError
            If it cannot be written; names the file and the reason.
        """

        def slices(chunks: Sequence[Chunk]) -> Generator[tuple[Chunk, Arrays], None, None]:
            for chunk in chunks:
                start = chunk.first - self.manifest.first
                rows = slice(start, start + chunk.count)
                columns = {name: values[rows] for name, values in self.arrays.items()}
                # They cannot be told apart any more, and together they are all that is asked.
                yield chunk, columns | (dict(self.tallies) if start == 0 else {})

        unfinished = replace(self.manifest, digest=None, seconds=None)
        gather(unfinished, slices, folder=Path(folder), seconds=self.manifest.seconds)

    def _moments(self, values: Array) -> Array:
        start = self.questions.calendar.start - _UNIX_EPOCH_US
        return np.where(values == NEVER, NEVER, values + start).astype("datetime64[us]")


_UNIX_EPOCH_US = julian_day(Date(1970, 1, 1), "new_style") * MICROSECONDS_PER_DAY


def results_with_layers(results: Results, layers: Mapping[str, Any]) -> Results:
    """Return the same runs with what else is in doubt about them, as `layers_json` gives it."""
    about = {**results.manifest.about, "layers": layers}
    # All arrays are handed over: those that are held apart, the tallies, too.
    arrays = {**results.arrays, **results.tallies}
    return Results(replace(results.manifest, about=about), arrays, results.document)


def load_results(folder: str | Path, *, scenario: HasDocument | None = None) -> Results:
    """Read results that `echelon run --out` or `Results.save` has stored.

    Parameters
    ----------
    folder : str or Path
        The folder they are in.
    scenario : Scenario, optional
        The scenario that they were made from, with the overlays of these runs: without it they can
        be counted and drawn, but no single run can be told.

    Returns
    -------
    Results
        Every chunk proved against its own digest, all of them against the manifest's.

    Raises
    ------
    MisuseError
        If the folder holds no results, or the scenario is not that of the runs.
    UnfinishedError
        If runs are missing or damaged; says how many, and how to mend it.
    """
    manifest, arrays = read_gathered(Path(folder))
    try:
        questions_from_json(manifest.about)
    except (TypeError, KeyError, AttributeError) as error:
        raise UnfinishedError(f"the manifest of `{folder}` is damaged") from error
    document = None if scenario is None else scenario.document
    if document is not None and document.scenario_hash != manifest.scenario_hash:
        raise MisuseError("the runs were made from another scenario, or another version of it")
    return Results(manifest, arrays, document)
