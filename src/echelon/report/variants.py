"""What the what-ifs and the rival accounts make of the answer, run by run on the same draws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from echelon.analysis.antecedents import Antecedent
from echelon.analysis.beside import RunsBeside
from echelon.analysis.compare import compare_results, with_doubt
from echelon.analysis.layers_text import end_text
from echelon.analysis.pairs import OutcomePairs
from echelon.analysis.results import Results
from echelon.analysis.summary import Summary
from echelon.analysis.wording import probability_text, runs_text
from echelon.api import Scenario
from echelon.report import schema
from echelon.report.answers import layers_of_share
from echelon.report.beside import PAIRS, Beside, crossed_runs
from echelon.report.words import likelihood_words, lowered
from echelon.scenario.schema.variants import WhatIf

LONGEST_CONDITION = 170


def what_ifs(scenario: Scenario, beside: Beside) -> tuple[schema.WhatIf, ...]:
    """Compare the base runs with each what-if, pair by pair.

    Parameters
    ----------
    scenario : Scenario
        The base.
    beside : Beside
        The runs of the what-ifs.
    """
    base, told = beside.base, []
    ended = {id_: runs.arrays["outcome"] for id_, runs in beside.accounts.items()}
    of_base = RunsBeside(beside.twins_ended, ended)
    weights = {id_: each.weight for id_, each in scenario.document.parts.accounts.items()}
    for id_, what_if in scenario.document.parts.what_ifs.items():
        runs = beside.what_ifs[id_]
        compared = with_doubt(
            compare_results(id_, what_if.label, base, runs),
            of_base,
            beside.with_doubt[id_],
            weights,
        )
        told.append(
            schema.WhatIf(
                id=id_,
                label=what_if.label,
                who=what_if.who or "",
                decided_us=None if what_if.decided is None else float(what_if.decided),
                evidence=what_if.evidence or "",
                source=what_if.source or "",
                grade=what_if.grade or weakest_grade(scenario, what_if),
                plausible=_plausible(beside.antecedents.get(id_)),
                supposed=_supposed(beside.antecedents.get(id_)),
                runs=len(base),
                differing=compared.discordant / len(base),
                account_runs=_most_of_an_account(compared.outcomes),
                shifts=tuple(map(_shift, compared.outcomes)),
            )
        )
    return tuple(told)


def accounts(scenario: Scenario, beside: Beside) -> tuple[schema.Account, ...]:
    """Say what each account by itself comes to.

    Parameters
    ----------
    scenario, beside
        As for `what_ifs`.
    """
    return tuple(
        schema.Account(
            id=id_,
            label=account.label,
            source=account.source or "",
            weight=account.weight,
            changes=_changes(account),
            runs=len(beside.accounts[id_]),
            probabilities=tuple(float(share) for share in _shares(beside.accounts[id_])),
        )
        for id_, account in scenario.document.parts.accounts.items()
    )


def weakest_grade(scenario: Scenario, what_if: WhatIf) -> str:
    """Return the weakest grade among the values of the base that a what-if replaces or drops.

    Parameters
    ----------
    scenario : Scenario
        The base.
    what_if : WhatIf
        One of its what-ifs.
    """
    touched = [tuple(name.split(".")) for name in _touched(what_if)]
    grades = [
        provenance.grade
        for key, provenance in scenario.document.provenance.items()
        if provenance.grade and any(key[: len(name)] == name for name in touched)
    ]
    return max(grades, default="")


def moves(scenario: Scenario, told: Sequence[schema.WhatIf], summary: Summary) -> dict[str, float]:
    """Return by how much the what-ifs that change a value move the most frequent outcome at most.

    Parameters
    ----------
    scenario : Scenario
        The base.
    told : sequence of WhatIf
        What each of its what-ifs does.
    summary : Summary
        Of the base runs.

    Returns
    -------
    dict of str to float
        By name of a value that is replaced, or of an entry that is dropped: the greatest
        difference, up or down.
    """
    known, headline = scenario.document.parts.what_ifs, most_frequent(summary)
    found: dict[str, float] = {}
    for each in told:
        for name in _touched(known[each.id]):
            difference = each.shifts[headline].difference
            found[name] = max(found.get(name, 0.0), difference, key=abs)
    return found


def most_frequent(summary: Summary) -> int:
    """Return the row of the outcome that the answer is about."""
    outcomes = summary.outcomes
    return max(range(len(outcomes)), key=lambda row: outcomes[row].count, default=0)


def doubts(
    results: Results,
    beside: Beside,
    told_accounts: tuple[schema.Account, ...],
    told_what_ifs: tuple[schema.WhatIf, ...],
) -> tuple[str, ...]:
    """Say what happened in fact, and how far the answer moves with inputs, accounts and what-ifs.

    Parameters
    ----------
    results : Results
        The base runs.
    beside : Beside
        The runs beside them.
    told_accounts, told_what_ifs : tuple
        What they make of each outcome.
    """
    outcomes, questions = results.summary().outcomes, results.questions
    said = [
        f"{_as_beginning(runs_text(each.count, each.runs))} it ended as it did in fact: "
        f"{lowered(each.asked.label)}."
        for each in outcomes
        if each.asked.id == questions.happened
    ]
    headline = most_frequent(results.summary())
    luck = f"The interval is the luck of the draw in {len(results)} runs alone"
    said.append(f"{luck}; {_were_inputs_known(beside, headline)}.")
    said += _over_rivals([account.probabilities[headline] for account in told_accounts])
    pairs = len(beside.base)
    on = f", laid over the first {pairs} runs," if pairs < len(results) else ""
    said += _strongest([(each.shifts[headline], each.label) for each in told_what_ifs], on)
    total = questions.supplied + questions.inherited + questions.default
    said.append(
        f"Of the scenario's {total} values, {questions.default} are defaults of the language, "
        "grade D."
    )
    return tuple(said)


def _over_rivals(shares: Sequence[float]) -> Iterator[str]:
    """Say between what the answer lies over rival accounts, if there are any."""
    if len(shares) < 2:
        return
    least, most = probability_text(min(shares)), probability_text(max(shares))
    who = "both" if len(shares) == 2 else f"all {len(shares)}"
    if least == most:
        put = f"{who} rival accounts put it at {least}"
    else:
        put = f"the {len(shares)} rival accounts put it between {least} and {most}"
    yield f"Where the sources disagree in kind, {put}."


def _were_inputs_known(beside: Beside, headline: int) -> str:
    """Say between what the answer would lie if every input were known; nothing if all is alike."""
    spread = beside.inputs[headline] if beside.twins and beside.inputs else None
    if spread is None or spread.interval in ((0, 0), (1, 1)):
        return "doubt about the inputs comes on top of it"
    low, high = map(end_text, spread.interval)
    least, most = map(end_text, spread.most)
    lies = f"lie between {low} and {high} nine times in ten" if low != high else f"be {low}"
    return f"were every input known, it would {lies} (at most {least} to {most})"


def _strongest(moves: Sequence[tuple[schema.Shift, str]], on: str) -> Iterator[str]:
    """Say which what-if moves the answer most, if there are any, and on which runs it was laid."""
    if not moves:
        return
    shift, label = max(moves, key=lambda move: abs(move[0].difference))
    which = f"Of the {len(moves)} what-ifs{on or ','} this moves it most"
    if len(moves) == 1:
        which = f"The what-if{on} moves it"
    yield (
        f"{which}, from {probability_text(shift.base)} to "
        f"{probability_text(shift.changed)} ({likelihood_words(shift.changed)}): {lowered(label)}."
    )


def left_out(scenario: Scenario, runs: int, *, crossed: bool) -> str:
    """Say why no what-if was laid over the accounts, and how to have it; empty if they were.

    Parameters
    ----------
    scenario : Scenario
        The base.
    runs : int
        How many it was run.
    crossed : bool
        Whether the report was asked to lay them over the accounts in any case.
    """
    what_ifs, accounts = len(scenario.what_ifs), len(scenario.accounts)
    if not what_ifs or not accounts:
        return ""
    pairs = min(runs, PAIRS)
    if crossed_runs(runs, pairs, what_ifs, accounts, crossed=crossed):
        return ""
    asked = "What each change does under each rival account was not asked"
    if crossed_runs(runs, pairs, what_ifs, accounts, crossed=True):
        return f"{asked}, for the time that it takes; the option --crossed of the command asks it."
    return f"{asked}: {runs} runs are too few for that."


def _plausible(antecedent: Antecedent | None) -> str:
    """Say how often the base itself comes to what a what-if supposes."""
    if antecedent is None:
        return ""
    words = antecedent.condition
    if len(words) > LONGEST_CONDITION:
        words = "no order that it takes away is carried out"
        if antecedent.stated:
            words = "the condition that the scenario states for it holds"
    so = _as_beginning(runs_text(antecedent.count, antecedent.runs))
    return f"{so} this comes about without the change: {words}"


def _supposed(antecedent: Antecedent | None) -> schema.Layers | None:
    """Give what is in doubt about how often the base itself comes to what a what-if supposes."""
    if antecedent is None:
        return None
    return layers_of_share(antecedent.count, antecedent.runs, antecedent.doubt)


def _as_beginning(words: str) -> str:
    """Let words begin a sentence."""
    return words[0].upper() + words[1:]


def _most_of_an_account(pairs: Sequence[OutcomePairs]) -> int:
    """Return how many pairs tell of an account what a what-if does within it."""
    over = [pair.doubt.accounts for pair in pairs if pair.doubt.accounts is not None]
    return max((one.of for each in over for one in each.each), default=0)


def _shift(pair: OutcomePairs) -> schema.Shift:
    inputs = pair.doubt.inputs
    over = None if pair.doubt.accounts is None else pair.doubt.accounts.beyond_luck
    return schema.Shift(
        outcome=pair.asked.id,
        label=pair.asked.label,
        base=pair.base / pair.pairs,
        changed=pair.changed / pair.pairs,
        difference=pair.difference,
        low=pair.interval.low,
        high=pair.interval.high,
        inputs_low=None if inputs is None else inputs.low,
        inputs_high=None if inputs is None else inputs.high,
        accounts_low=None if over is None else over.low,
        accounts_high=None if over is None else over.high,
    )


def _shares(runs: Results) -> np.ndarray:
    classed = runs.arrays["outcome"]
    counts = np.bincount(classed[classed >= 0], minlength=len(runs.questions.outcomes))
    shares: np.ndarray = counts / len(runs)
    return shares


def _touched(overlay: Any) -> list[str]:
    """Return the names of values that an overlay replaces and of entries that it drops."""
    changed = overlay.change if isinstance(overlay.change, Mapping) else {}
    dropped = overlay.drop if isinstance(overlay.drop, tuple | list) else [overlay.drop]
    return [str(name) for name in (*changed, *dropped) if name]


def _changes(overlay: Any) -> tuple[str, ...]:
    added = overlay.add if isinstance(overlay.add, Mapping) else {}
    return (*_touched(overlay), *(f"adds to {part}" for part in added))
