"""What else is in doubt about a base and its changes: runs beside both, on the same draws."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from echelon.analysis.antecedents import ASKED
from echelon.analysis.beside import RunsBeside, account_runs_for, run_beside, twins_for
from echelon.analysis.compare import Comparison, with_doubt
from echelon.analysis.layers import layers_of
from echelon.analysis.rerun import Counted, Look, Made
from echelon.analysis.results import Results, results_with_layers
from echelon.api.scenario import Scenario
from echelon.scenario.document import Document


class Beside:
    """The twins and the accounts beside a base and, on the same draws, beside its changes.

    Parameters
    ----------
    scenario : Scenario
        The base.
    runs, changes : int
        Its runs, and how many changes it is compared with: these share the runs of the accounts.
    seed : int
        Root of all random draws.
    jobs : int, optional
        Threads; as many as there are cores if not given.
    asking : callable, optional
        Adds to the base, and to each account of it, what else its runs are asked; what else happens
        in them stays the same.
    look : callable, optional
        What is seen of each run that is made beside others.
    """

    def __init__(
        self,
        scenario: Scenario,
        runs: int,
        changes: int,
        *,
        seed: int,
        jobs: int | None = None,
        asking: Callable[[Document], Document] | None = None,
        look: Look | None = None,
    ) -> None:
        self._look = look
        self._asking = asking
        self._scenario = scenario
        self._seed, self._jobs = seed, jobs
        self._twins, self._rivals = twins_for(runs), account_runs_for(runs)
        self._crossed = account_runs_for(runs, changes)
        asks = bool(scenario.outcomes) and scenario.document.account is None
        self._accounts = len(scenario.accounts) if asks else 0
        self.accounts: Mapping[str, Document] = {}
        self._base: RunsBeside | None = None

    @property
    def base(self) -> RunsBeside:
        """What was made beside the base, with what was done and asked in it."""
        if self._base is None:
            raise ValueError("nothing was made beside the base")
        return self._base

    @property
    def weights(self) -> dict[str, float]:
        """Of the accounts."""
        return {id_: each.weight for id_, each in self._scenario.document.parts.accounts.items()}

    @property
    def expected(self) -> int:
        """How many runs are made beside those of the base, and at most beside those of a change."""
        return self._twins + self._rivals * self._accounts

    def of_base(self, base: Results, counted: Counted) -> Results:
        """Make what stands beside the base, and return its runs with what that tells of them."""
        scenario = self._scenario
        if self._accounts and self._rivals:
            self.accounts = scenario.document.under_each_account()
        asked, accounts = scenario, dict(self.accounts)
        if self._asking is not None:
            document = self._asking(scenario.document)
            asked = scenario if document is scenario.document else Scenario(document)
            accounts = {id_: self._asking(each) for id_, each in accounts.items()}
        self._base = self._made(asked, accounts, self._rivals, counted, ASKED)
        return results_with_layers(
            base, layers_of(scenario.document, base.arrays["outcome"], self._base)
        )

    def of(
        self,
        changed: Scenario,
        theirs: Results,
        counted: Counted,
        crossed: Callable[[], Mapping[str, Document]] | None = None,
    ) -> RunsBeside:
        """Make what stands beside a change.

        Parameters
        ----------
        changed : Scenario
            The base with the change.
        theirs : Results
            Its runs.
        counted : Counted
            Told of the runs.
        crossed : callable, optional
            Gives the change as each account has it; by default the account is laid under it.
        """
        crossed = crossed or changed.document.under_each_account
        accounts = crossed() if self._accounts and self._crossed else {}
        own = Made({"outcome": theirs.arrays["outcome"]}) if self._look is None else None
        return self._made(changed, accounts, self._crossed, counted, own=own)

    def doubting(self, told: Comparison, changed: RunsBeside) -> Comparison:
        """Return a comparison with the doubt about each of its numbers."""
        return with_doubt(told, self.base, changed, self.weights)

    def _made(
        self,
        scenario: Scenario,
        accounts: Mapping[str, Document],
        rivals: int,
        counted: Counted,
        asked: str | None = None,
        own: Made | None = None,
    ) -> RunsBeside:
        return run_beside(
            scenario.campaign,
            accounts,
            twins=self._twins if scenario.outcomes else 0,
            rivals=rivals,
            seed=self._seed,
            deeds=asked is not None,
            columns=("outcome", *([] if asked is None else [asked])),
            look=self._look,
            own=own,
            jobs=self._jobs,
            progress=counted.next(self._twins + rivals * len(accounts)),
        )
