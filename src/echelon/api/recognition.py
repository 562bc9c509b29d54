"""Who may command, in whose eyes, as it can be asked of a scenario."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from echelon.api.asking import check_name, check_run, moment_within
from echelon.scenario.law import views_of

if TYPE_CHECKING:
    from echelon.campaign import Campaign, Verdicts
    from echelon.scenario.document import Document


class Recognition(ABC):
    """The questions about authority; a part of `Scenario`."""

    document: Document

    @property
    @abstractmethod
    def campaign(self) -> Campaign:
        """The scenario compiled into tables, once."""

    def authority(
        self,
        *,
        at: str | int | None = None,
        view: str | None = None,
        run: int | None = None,
        seed: int = 0,
    ) -> Verdicts:
        """Tell, for every view, who may command: what stands, who holds what, which acts are valid.

        Parameters
        ----------
        at : str or int, optional
            The moment, as in `brief`; the end of the period if not given.
        view : str, optional
            Only this view; all if not given.
        run, seed : int, optional
            Count what anybody who judges in a view has heard in this run. Without a run, every
            dated act up to the moment is taken for done and known.

        Returns
        -------
        Verdicts
            `verdicts["government"].of("decree")` is `valid`, `void`, `undecided` or `unheard`;
            every standing has its derivation in `because`.

        Raises
        ------
        MisuseError
            If there is no such view (names the nearest), or the moment cannot be read or lies
            outside the period.
        """
        from echelon import campaign

        at_us = self.document.settings.end_us if at is None else moment_within(self.document, at)
        if view is not None:
            check_name(view, list(views_of(self.document.parts)), f"view of {self.document.name}")
        if run is None:
            found = campaign.verdicts_on_paper(self.campaign, at_us)
        else:
            check_run(1, seed, run, None, False)
            found = campaign.verdicts_in_run(self.campaign, seed, run, at_us)
        return found if view is None else found.only(view)
