"""The sorts of doubt in plain text, below the probabilities that they are about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from echelon.analysis.questions import Questions
from echelon.analysis.wording import probability_text, wrapped

LEAST = 0.001
"""Nearer to 0 or 1 than this a range is not told."""


def layers_text(layers: Mapping[str, Any] | None) -> list[list[str]]:
    """Put what `layers_json` gave as sections of a page.

    Returns
    -------
    list of list of str
        Sections, each of lines; empty without layers.
    """
    if layers is None:
        return []
    return [_inputs(layers, None), [*_accounts(layers, None), *_each_account(layers)]]


def doubt_text(questions: Questions, only: str | None = None) -> list[list[str]]:
    """Put all doubt but the luck of the draw as sections, for a page about something else.

    Parameters
    ----------
    questions : Questions
        Of the base runs, with their layers if they were asked for.
    only : str, optional
        Id of the outcome that the page is about; all of them if not given.
    """
    sections = []
    if questions.layers is not None:
        sections += [_inputs(questions.layers, only), _accounts(questions.layers, only)]
    return [*sections, wrapped(grades_text(questions.grades)) if questions.grades else []]


def doubt_json(questions: Questions) -> dict[str, Any]:
    """Give all doubt but the luck of the draw as plain values, under the same keys everywhere."""
    return {
        "layers": questions.layers,
        "grades": dict(questions.grades),
        "share_of_grade_d": questions.share_of_grade_d,
    }


def grades_text(grades: Mapping[str, int]) -> str:
    """Say how many values rest on which grade of evidence; nothing if that is not known."""
    total = sum(grades.values())
    if not total:
        return ""
    counts = ", ".join(f"{grade} {grades[grade]}" for grade in "ABCD")
    without = f", none stated {grades['none']}" if grades["none"] else ""
    share = probability_text(grades["D"] / total)
    return (
        f"By grade of evidence, defaults among D: {counts}{without}; {share} of them rest on "
        "grade D."
    )


def _inputs(layers: Mapping[str, Any], only: str | None) -> list[str]:
    inputs = layers["inputs"]
    if inputs is None:
        return []
    lines = wrapped(
        "Apart from that, doubt about the inputs: were every input known, nine times in ten the "
        f"probability would lie in (from {inputs['pairs']} pairs of runs with the same inputs; at "
        "most: as far as so few allow)"
    )
    for outcome in _of(inputs, only):
        spread = f"{end_text(outcome['low'])} to {end_text(outcome['high'])}"
        most = f"at most {end_text(outcome['most_low'])} to {end_text(outcome['most_high'])}"
        start = f"  {spread:<16} {most:<24} "
        lines += wrapped(outcome["label"], indent=start, hanging=" " * len(start))
    return lines


def _accounts(layers: Mapping[str, Any], only: str | None) -> list[str]:
    accounts = layers["accounts"]
    if accounts is None:
        return accounts_not_run(layers)
    left_out = layers["n_accounts"] - len(accounts["each"])
    without = f" ({left_out} more do not hold with what is laid over the scenario)"
    lines = [
        *wrapped(
            f"And apart from both, the {len(accounts['each'])} rival accounts"
            f"{without if left_out else ''}, each run by itself "
            f"{accounts['each'][0]['runs']} times and then by their weights"
        ),
        "  least    to greatest  weighted  95 % interval   Outcome",
    ]
    for outcome in _of(accounts, only):
        least, most, mean, low, high = (
            probability_text(outcome[key])
            for key in ("least", "greatest", "weighted", "weighted_low", "weighted_high")
        )
        start = f"  {least:<8} {most:<11}  {mean:<8}  {f'{low} to {high}':<15} "
        lines += wrapped(outcome["label"], indent=start, hanging=" " * len(start))
    return lines


def accounts_not_run(layers: Mapping[str, Any] | None, indent: str = "") -> list[str]:
    """Say that there are rival accounts, where there are and they were not run."""
    count = layers["n_accounts"] if layers is not None and layers["accounts"] is None else 0
    if not count:
        return []
    told = "rival accounts of what happened: `echelon run --accounts` runs each of them."
    return wrapped(f"And apart from both, {count} {told}", indent=indent)


def _each_account(layers: Mapping[str, Any]) -> list[str]:
    lines: list[str] = []
    for account in (layers["accounts"] or {}).get("each", ()):
        weight = probability_text(account["weight"])
        lines += wrapped(
            f"{account['id']}, weight {weight}: {account['label']}", indent="  ", hanging="    "
        )
    return lines


def _of(layer: Mapping[str, Any], only: str | None) -> list[Mapping[str, Any]]:
    return [each for each in layer["outcomes"] if only in (None, each["id"])]


def end_text(share: float) -> str:
    """Write the end of a range that a fitted distribution has, which is no sharper than this."""
    if 0 < share < LEAST:
        return f"<{LEAST}"
    return f">{1 - LEAST}" if 1 - LEAST < share < 1 else probability_text(share)
