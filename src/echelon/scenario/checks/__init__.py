"""Whether a scenario that can be read makes sense: one kind of fault a module, one table."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from echelon.errors import Fault
from echelon.scenario.checks.authority import check_acts, check_competence, check_derivations
from echelon.scenario.checks.collectives import check_questions, check_quorums
from echelon.scenario.checks.command import check_deputies, check_parties, check_superiors
from echelon.scenario.checks.dates import check_exogenous, check_hindsight, check_period
from echelon.scenario.checks.encounters import check_oppositions
from echelon.scenario.checks.evidence import check_citations, check_sources
from echelon.scenario.checks.ground import check_channel_ends, check_ends_differ, check_rail_fields
from echelon.scenario.checks.hearing import check_hearing
from echelon.scenario.checks.inputs import check_correlations, check_divisions, check_input_circles
from echelon.scenario.checks.minds import (
    check_confidences,
    check_doubtful,
    check_forms,
    check_influences,
    check_thresholds,
)
from echelon.scenario.checks.names import check_ids, check_inputs_named, check_references
from echelon.scenario.checks.obeyed import check_somebody_commands
from echelon.scenario.checks.pools import check_asked_of_pools, check_pools
from echelon.scenario.checks.question import check_outcomes, check_record
from echelon.scenario.checks.strengths import check_taken
from echelon.scenario.checks.takings import check_takings
from echelon.scenario.checks.texts import check_all_actions, check_conditions
from echelon.scenario.checks.unused import check_unused
from echelon.scenario.checks.wagons import check_wagons
from echelon.scenario.checks.ways import check_ways
from echelon.scenario.draft import Draft
from echelon.scenario.limits import MOST_FAULTS

Check = Callable[[Draft], Iterator[Fault]]
"""A check yields the faults that it finds; it never raises, whatever the draft lacks."""

CHECKS: tuple[Check, ...] = (
    check_ids,
    check_references,
    check_inputs_named,
    check_divisions,
    check_conditions,
    check_all_actions,
    check_ends_differ,
    check_rail_fields,
    check_channel_ends,
    check_ways,
    check_superiors,
    check_deputies,
    check_parties,
    check_pools,
    check_asked_of_pools,
    check_taken,
    check_wagons,
    check_derivations,
    check_acts,
    check_competence,
    check_somebody_commands,
    check_quorums,
    check_questions,
    check_thresholds,
    check_influences,
    check_confidences,
    check_doubtful,
    check_forms,
    check_oppositions,
    check_takings,
    check_input_circles,
    check_correlations,
    check_outcomes,
    check_record,
    check_period,
    check_citations,
    check_sources,
    check_exogenous,
    check_hindsight,
    check_hearing,
    check_unused,
)


def run_checks(draft: Draft) -> list[Fault]:
    """Run every check and return what they find.

    Parameters
    ----------
    draft : Draft
        The scenario as far as it could be read.

    Returns
    -------
    list of Fault
        All errors, but one more than can be told at most; all warnings, but for very many of one
        kind.
    """
    if draft.is_cut:
        return []
    room = max(draft.sources.most - len(draft.faults), 0)
    errors: list[Fault] = []
    warnings: list[Fault] = []
    for check in CHECKS:
        found: list[Fault] = []
        for fault in check(draft):
            (found if fault.warning else errors).append(fault)
            if len(errors) > room:
                return errors
        warnings += _warned(found)
    return errors + warnings


def _warned(found: list[Fault]) -> list[Fault]:
    """Keep the first of very many warnings of one kind: they forbid nothing."""
    if len(found) <= MOST_FAULTS:
        return found
    message = f"there are {len(found) - MOST_FAULTS} more warnings like this"
    spot = found[MOST_FAULTS - 1].spot
    return [*found[:MOST_FAULTS], Fault("too-many-faults", message, spot, warning=True)]
