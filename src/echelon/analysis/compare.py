"""A scenario beside its what-ifs: what each change would have done, run by run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from echelon.analysis.antecedents import Antecedent
from echelon.analysis.beside import RunsBeside
from echelon.analysis.divergence import Divergence, divergence
from echelon.analysis.doubt import always_asked, doubt_of_difference, doubt_of_share
from echelon.analysis.layers_text import doubt_json
from echelon.analysis.looks import Unprompted
from echelon.analysis.paged import Paged
from echelon.analysis.pairs import (
    OutcomePairs,
    ValuePairs,
    pair_outcome,
    pair_quantity,
    pair_time,
)
from echelon.ensemble.chunks import Array
from echelon.errors import MisuseError

if TYPE_CHECKING:
    from echelon.analysis.results import Results


@dataclass(frozen=True, repr=False)
class Comparison(Paged):
    """What one change would have done, over many pairs of runs that meet the same luck.

    Printing it shows the page of `echelon compare`.

    Parameters
    ----------
    what_if, label : str
        The change: its id, and in words.
    base, changed : Results
        The runs without and with it, pair by pair.
    outcomes : tuple of OutcomePairs
        In the order of the scenario.
    times, quantities : tuple of ValuePairs
        Those that both scenarios ask for; times differ in hours.
    untouched : int
        Pairs in which no outcome, time or quantity is different.
    antecedent : Antecedent or None
        How often the base run itself comes to what the what-if supposes; None if that can be
        neither read nor derived.
    unprompted : tuple of Unprompted
        Dated acts that went ahead although what had prompted them had not happened.
    """

    what_if: str
    label: str
    base: Results
    changed: Results
    outcomes: tuple[OutcomePairs, ...]
    times: tuple[ValuePairs, ...]
    quantities: tuple[ValuePairs, ...]
    untouched: int
    antecedent: Antecedent | None
    unprompted: tuple[Unprompted, ...]

    @property
    def pairs(self) -> int:
        """Number of pairs of runs."""
        return len(self.base)

    @property
    def discordant(self) -> int:
        """Pairs whose outcomes differ."""
        return sum(pair.gained for pair in self.outcomes)

    def divergence(self, run: int) -> Divergence:
        """Tell one pair from where the two runs part.

        Parameters
        ----------
        run : int
            Index of the run.

        Returns
        -------
        Divergence
            `first_us`, when they part (None if never), and what each tells from there.

        Raises
        ------
        MisuseError
            If it is not one of these runs.
        """
        told = (each.chronicle(run).events for each in (self.base, self.changed))
        return divergence(run, self.base.manifest.seed, *told)

    def __str__(self) -> str:
        from echelon.analysis.compare_text import comparison_text

        return comparison_text(self)

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        return {
            "what_if": self.what_if,
            "label": self.label,
            "runs": self.pairs,
            "discordant": self.discordant,
            "untouched": self.untouched,
            "outcomes": [each.as_json() for each in self.outcomes],
            "times": [each.as_json() for each in self.times],
            "quantities": [each.as_json() for each in self.quantities],
            "antecedent": self.antecedent and self.antecedent.as_json(),
            "unprompted": [each.as_json() for each in self.unprompted],
            **doubt_json(self.base.questions),
        }


def compare_results(
    what_if: str,
    label: str,
    base: Results,
    changed: Results,
    *,
    antecedent: Antecedent | None = None,
    unprompted: tuple[Unprompted, ...] = (),
) -> Comparison:
    """Compare two sets of runs of the same indices and seed, pair by pair.

    Raises
    ------
    MisuseError
        If the runs do not pair: other indices, or another seed.
    """
    one, other = base.manifest, changed.manifest
    if (one.seed, one.first, one.runs) != (other.seed, other.first, other.runs):
        raise MisuseError("only runs of the same seed and numbers can be compared pair by pair")
    asked = changed.questions
    ranks = {each.id: rank for rank, each in enumerate(asked.outcomes)}
    outcomes = tuple(
        pair_outcome(
            each,
            base.arrays["outcome"] == rank,
            changed.arrays["outcome"] == ranks.get(each.id, -2),
        )
        for rank, each in enumerate(base.questions.outcomes)
    )
    pairs = {
        kind: tuple(
            pair(each, base.arrays[f"{kind}_{each.id}"], changed.arrays[f"{kind}_{each.id}"])
            for each in known
            if f"{kind}_{each.id}" in changed.arrays
        )
        for kind, known, pair in (
            ("time", base.questions.times, pair_time),
            ("quantity", base.questions.quantities, pair_quantity),
        )
    }
    return Comparison(
        what_if,
        label,
        base,
        changed,
        outcomes,
        pairs["time"],
        pairs["quantity"],
        _untouched(base, changed),
        antecedent,
        unprompted,
    )


def with_doubt(
    told: Comparison, base: RunsBeside, changed: RunsBeside, weights: Mapping[str, float]
) -> Comparison:
    """Return a comparison with what is in doubt beside the luck of the draw about each number.

    Parameters
    ----------
    told : Comparison
        Without it.
    base, changed : RunsBeside
        Twins of the first pairs, with the same inputs and other chance, without and with the
        change; and of each account the same runs without and with it.
    weights : mapping of str to float
        Of the accounts.
    """
    ranks = {each.id: rank for rank, each in enumerate(told.changed.questions.outcomes)}
    own = told.base.arrays["outcome"], told.changed.arrays["outcome"]
    twins = base.twins[: len(changed.twins)], changed.twins
    accounts = {
        id_: (base.accounts[id_][: len(ended)], ended) for id_, ended in changed.accounts.items()
    }

    def doubted(rank: int, pair: OutcomePairs) -> OutcomePairs:
        other = ranks.get(pair.asked.id, -2)

        def so(ended: tuple[Array, Array]) -> tuple[Array, Array]:
            return ended[0] == rank, ended[1] == other

        crossed = {id_: so(ended) for id_, ended in accounts.items()}
        of_changed = {id_: always_asked(ended[1]) for id_, ended in crossed.items()}
        both = so(own), so(twins)
        first, second = (always_asked(each[1]) for each in both)
        share = pair.changed / pair.pairs
        return replace(
            pair,
            doubt=doubt_of_difference(pair.difference, *both, crossed, weights),
            changed_doubt=doubt_of_share(share, first, second, of_changed, weights),
        )

    return replace(told, outcomes=tuple(doubted(*each) for each in enumerate(told.outcomes)))


def _untouched(base: Results, changed: Results) -> int:
    """Count the pairs in which all answers that both have are the same."""
    same = np.ones(len(base), bool)
    for name in base.arrays.keys() & changed.arrays.keys():
        one, other = base.arrays[name], changed.arrays[name]
        equal = one == other
        if one.dtype.kind == "f":
            equal |= np.isnan(one) & np.isnan(other)
        if name == "outcome" or name.startswith(("time_", "quantity_")):
            same &= equal
    return int(same.sum())
