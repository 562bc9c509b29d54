"""The doubt about one number in lines of plain text, below the number."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from echelon.analysis.doubt import FEWEST_ASKED, Doubt, OverAccounts
from echelon.analysis.intervals import Interval
from echelon.analysis.layers_text import end_text
from echelon.analysis.wording import probability_text, wrapped

Written = Callable[[float], str]


def doubt_lines(
    name: str, doubt: Doubt, write: Written | None = None, *, indent: str = "    "
) -> list[str]:
    """Say where a number would lie if the inputs were known, and what it is over the accounts.

    Parameters
    ----------
    name : str
        What the number is; may be empty.
    doubt : Doubt
        About it.
    write : callable, optional
        Writes a number; by default as a probability.
    indent : str, default four spaces
        Before each line.

    Returns
    -------
    list of str
        Empty where nothing is known of either.
    """
    parts = [_inputs(doubt, write or end_text), _accounts(doubt, write or probability_text)]
    known = "; ".join(part for part in parts if part)
    told = f"{name}, {known}" if name else known
    return wrapped(told, indent=indent, hanging=f"{indent}  ") if known else []


def doubt_notes(doubts: Iterable[Doubt]) -> str:
    """Explain the lines of doubt, as far as there are any; ends with a space."""
    told = list(doubts)
    notes = ""
    if any(each.inputs for each in told):
        pairs = _numbers(each.pairs for each in told if each.inputs)
        notes += (
            "Were the inputs known: it would lie there nine times in ten, the luck of the draw "
            f"left out, as {pairs} pairs of runs with the same inputs tell; at most: as far as so "
            "few allow. "
        )
    over = [each.accounts for each in told if each.accounts is not None]
    if over:
        runs = _numbers(one.of for each in over for one in each.each if one.of)
        apart = ", and without it (one number where luck explains all)"
        apart = apart if any(each.beyond_luck for each in over) else ""
        notes += (
            f"Over the {len(over[0].each)} accounts: the least and the greatest that one of them "
            f"says by itself, of {runs} runs each, so that luck is part of it"
            f"{apart}; weighted: all of them by their weights, with the 95 % interval. "
        )
    return notes


def no_inputs_note(doubts: Iterable[Doubt]) -> str:
    """Say of how many numbers too few pairs of runs tell what the inputs do to them."""
    few = sum(each.inputs is None and each.pairs > 0 for each in doubts)
    if not few:
        return ""
    return (
        f"Of {few} shares nothing is said about the inputs: fewer than {FEWEST_ASKED} pairs of "
        "runs with the same inputs are both asked. "
    )


def signed_text(difference: float) -> str:
    """Write a difference of two shares with its sign."""
    text = f"{difference:+.2f}" if abs(difference) >= 0.095 else f"{difference:+.3f}"
    return "0" if not float(text) else text


def _inputs(doubt: Doubt, write: Written) -> str:
    if doubt.inputs is None or doubt.most is None:
        return ""
    return (
        f"were the inputs known: {_range(doubt.inputs, write)} "
        f"(at most {_range(doubt.most, write)})"
    )


def _accounts(doubt: Doubt, write: Written) -> str:
    over: OverAccounts | None = doubt.accounts
    if over is None:
        return ""
    least_to_greatest, apart = _range(over.range, write), ""
    if over.beyond_luck is not None:
        apart = _range(over.beyond_luck, write)
        apart = "" if apart == least_to_greatest else f", luck taken off {apart}"
    return (
        f"over the accounts: {least_to_greatest}{apart}, weighted {write(over.weighted)} "
        f"({_range(over.interval, write)})"
    )


def _range(interval: Interval, write: Written) -> str:
    low, high = write(interval.low), write(interval.high)
    return f"{low} to {high}" if low != high else f"{low}"


def _numbers(counts: Iterable[int]) -> str:
    known = sorted(set(counts))
    return f"{known[0]}" if len(known) == 1 else f"{known[0]} to {known[-1]}"
