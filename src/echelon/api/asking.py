"""What can be asked of a scenario: names that it has, runs that there can be, moments within it."""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Integral
from typing import TYPE_CHECKING

from echelon.analysis.questions import questions_of
from echelon.api.inquiry import Inquiry
from echelon.ensemble.manifest import Manifest
from echelon.errors import MisuseError, or_else
from echelon.scenario.document import Document
from echelon.version import VERSION

if TYPE_CHECKING:
    from echelon.campaign import Campaign

MOST_RUNS = 2**32
"""Run indices below this have draws of their own: the counter of a draw has 32 bits for them."""

MOST_SEEDS = 2**63


def check_name(name: str, names: Sequence[str], kind: str) -> None:
    """Refuse a name that is not among those known; name the nearest."""
    if name not in names:
        raise MisuseError(f"`{name}` is no {kind}{or_else(name, names)}")


def check_scenario(given: object) -> None:
    """Refuse what is no scenario; of a name, say how it is loaded."""
    if not isinstance(given, Inquiry):
        loading = f"load({given!r})" if isinstance(given, str) else "load(…)"
        raise MisuseError(f"a scenario is wanted, and not {given!r}: write `{loading}`")


def moment_within(document: Document, at: str | int) -> int:
    """Read a moment and see that it lies within the period."""
    return questions_of(document).moment_within(at)


def check_run(runs: int, seed: int, first: int, jobs: int | None, homeless: bool) -> None:
    """Refuse numbers that no run, seed or number of threads can have."""
    for what, number in (("runs", runs), ("seed", seed), ("first", first), ("jobs", jobs)):
        if not isinstance(number, Integral) and number is not None:
            raise MisuseError(f"{what} is a whole number, and not {number!r}")
    if runs < 1:
        raise MisuseError(f"{runs} runs: there must be at least one")
    if not 0 <= first <= MOST_RUNS - runs:
        raise MisuseError(f"runs are numbered from 0 to {MOST_RUNS - 1}")
    if not 0 <= seed < MOST_SEEDS:
        raise MisuseError(f"seed {seed}: a seed lies between 0 and {MOST_SEEDS - 1}")
    if jobs is not None and jobs < 1:
        raise MisuseError(f"{jobs} jobs: there must be at least one")
    if homeless:
        raise MisuseError("resuming needs the folder in which the runs are stored")


def manifest_of(campaign: Campaign, runs: int, seed: int, first: int = 0) -> Manifest:
    """Say what a set of runs is of which there is none yet: it has no digest."""
    from echelon.ensemble.simulation import columns_of

    document = campaign.document
    return Manifest(
        echelon=VERSION,
        scenario=document.name,
        scenario_hash=document.scenario_hash,
        seed=seed,
        first=first,
        runs=runs,
        columns=columns_of(campaign),
        about=questions_of(document).as_json(),
    )
