"""What can be asked of runs that are there: how the record lies among them, what they hang on."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

import numpy as np

from echelon.analysis.answering import Answering
from echelon.analysis.progress import shows_progress

if TYPE_CHECKING:
    from echelon.analysis.hindcast import Hindcast
    from echelon.analysis.rerun import Progress
    from echelon.analysis.sensitive import Sensitivity
    from echelon.campaign import Campaign


class Asking(Answering, ABC):
    """The questions that take more than counting; a part of `Results`."""

    @property
    @abstractmethod
    def campaign(self) -> Campaign:
        """The scenario of the runs, compiled."""

    def hindcast(self) -> Hindcast:
        """Place what really happened among the runs, and score them.

        Returns
        -------
        Hindcast
            Percentile, coverage, sharpness and CRPS of every fact of the record, the order of
            events, a joint score, and the probability of the outcome that came about; printing it
            shows the page, and `as_json()` gives plain values.
        """
        from echelon.analysis.hindcast import hindcast

        return hindcast(self.manifest, self.questions, self.arrays)

    @shows_progress
    def sensitivity(
        self,
        of: str | None = None,
        *,
        replicates: int = 1_000,
        sobol: int = 0,
        few: int = 5,
        jobs: int | None = None,
        progress: Progress | None = None,
    ) -> Sensitivity:
        """Ask which inputs an answer hangs on, and how well these are known.

        Parameters
        ----------
        of : str, optional
            Id of an outcome, time or quantity; by default the outcome that really came about, or
            else the most frequent.
        replicates : int, default 1 000
            Pairs of runs made besides, to tell chance from inputs; 0 for none.
        sobol : int, default 0
            Size N of a design made besides for Sobol' indices, N (few + 4) runs; 0 for none.
        few : int, default 5
            Inputs that it is for, those of most influence.
        jobs, progress
            As of `Scenario.run`.

        Returns
        -------
        Sensitivity
            `influences`, the most influence on the weakest evidence first, with first-order
            indices in [0, 1], bootstrap intervals and break-even values; `chance`; `sobol`.

        Raises
        ------
        MisuseError
            If there is no such answer (names the nearest), or the runs came without their scenario.
        Interruption
            A `KeyboardInterrupt` whose `found` has what needed no more runs.
        """
        from echelon.analysis.sensitivity import sensitivity, target_of

        document = self.campaign.document
        leading = self.questions.outcomes[
            int(np.bincount(self.arrays["outcome"].clip(0)).argmax())
        ].id
        return sensitivity(
            document,
            self.manifest,
            self.arrays,
            target_of(document, of or self.questions.happened or leading),
            replicates=replicates,
            size=sobol,
            few=few,
            jobs=jobs,
            progress=progress,
        )
