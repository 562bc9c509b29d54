"""The scenario that a set of runs was made from, which is not stored with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from echelon.errors import MisuseError

if TYPE_CHECKING:
    from echelon.analysis.results import Results
    from echelon.scenario.document import Document


class HasDocument(Protocol):
    """A scenario."""

    @property
    def document(self) -> Document:
        """What it consists of."""


def document_of(results: Results, scenario: HasDocument | None, call: str) -> Document:
    """Return the scenario that the runs were made from.

    Parameters
    ----------
    results : Results
        The runs.
    scenario : HasDocument or None
        The scenario as the caller hands it over; None: the results must have it still.
    call : str
        How to hand it over, for the message.

    Raises
    ------
    MisuseError
        If there is no scenario, or it is another one.
    """
    document = results.document if scenario is None else scenario.document
    if document is None:
        raise MisuseError(f"runs are stored without their scenario; hand it over: `{call}`")
    if document.scenario_hash != results.manifest.scenario_hash:
        raise MisuseError("the runs were made from another scenario, or another version of it")
    return document
