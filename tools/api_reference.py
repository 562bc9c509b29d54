"""The reference of the Python interface, from its docstrings: `python tools/api_reference.py`."""

from __future__ import annotations

import functools
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reference" / "api.md"

HEAD = """# The Python interface

`import echelon as ec`; everything below is `ec.NAME`, or is handed back by it.
This page is made from the docstrings: `make docs` rewrites it.

A name that ends in `_us` is in microseconds since the start of the period, one in `_h` in hours.
Probabilities lie in [0, 1].
Every value has `as_json()`, which gives what the command of the same name prints with `--json`.
"""

SECTION = re.compile(r"^(?P<title>[A-Z][A-Za-z ]+)\n-{3,}\n", re.MULTILINE)
ENTRY = re.compile(r"^(?P<name>\S.*?) : (?P<kind>.+)$")
HANDED_BACK = "Handed back"


def handed_back() -> tuple[type, ...]:
    """Return the classes of what the public functions hand back, in the order of the page."""
    from echelon.analysis.ablate import Ablation
    from echelon.analysis.antecedents import Antecedent
    from echelon.analysis.bounds import Bounds
    from echelon.analysis.branches import Branches
    from echelon.analysis.breaking import Along, Turn
    from echelon.analysis.causes import Cause, Causes, Share
    from echelon.analysis.census import Control, Strength
    from echelon.analysis.compare import Comparison
    from echelon.analysis.condition import Agreement, Conditioned, Followed
    from echelon.analysis.divergence import Divergence
    from echelon.analysis.doubt import Doubt, OneAccount, OverAccounts
    from echelon.analysis.funnel import Funnel, GateSpread
    from echelon.analysis.gaps import Gap, Gaps
    from echelon.analysis.gates import GateEffect
    from echelon.analysis.hindcast import Hindcast
    from echelon.analysis.indices import Explained, Resampled, Shared
    from echelon.analysis.inputs import UncertainValue
    from echelon.analysis.intervals import Interval
    from echelon.analysis.looks import Unprompted
    from echelon.analysis.pairs import OutcomePairs, ValuePairs
    from echelon.analysis.plots import Plots
    from echelon.analysis.questions import Asked, Questions, RecordedFact
    from echelon.analysis.scored import FactScore, OutcomeScore, Pattern
    from echelon.analysis.sensitive import ChanceShare, Influence, Sensitivity
    from echelon.analysis.sobol import SobolIndex
    from echelon.analysis.summary import OutcomeShare, QuantitySpread, Summary, TimeSpread
    from echelon.analysis.ten_lines import Arriving
    from echelon.campaign import Brief, Chronicle, Event, Verdicts
    from echelon.campaign.verdicts import OfficeStanding, Opinion, Standing
    from echelon.ensemble.manifest import Manifest
    from echelon.scenario.differences import Difference
    from echelon.scenario.sources import Source

    return (
        *(Summary, OutcomeShare, TimeSpread, QuantitySpread, Interval),
        *(Funnel, GateSpread, Strength, Control, Plots),
        *(Questions, Asked, RecordedFact, Manifest),
        *(Chronicle, Event, Brief, Verdicts, Opinion, Standing, OfficeStanding),
        *(UncertainValue, Source, Difference),
        *(Comparison, OutcomePairs, ValuePairs, Antecedent, Unprompted, Divergence),
        *(Doubt, OverAccounts, OneAccount),
        *(Branches, Conditioned, Agreement, Followed),
        *(Causes, Cause, Share, Bounds, GateEffect),
        *(Sensitivity, Influence, Explained, Resampled, Along, Turn),
        *(ChanceShare, Shared, SobolIndex, Hindcast, FactScore, Pattern, OutcomeScore),
        *(Ablation, Arriving, Gaps, Gap),
    )


def public() -> list[tuple[str, Any]]:
    """Return the public names and what they stand for, functions before classes."""
    import echelon

    names = [name for name in echelon.__all__ if not name.startswith("__")]
    found = [(name, getattr(echelon, name)) for name in names]
    return sorted(found, key=lambda each: (inspect.isclass(each[1]), each[0].lower()))


def members(thing: type) -> list[tuple[str, Any]]:
    """Return the public methods and properties of a class, its own and those of its bases here."""
    kinds = (property, functools.cached_property)
    found = {
        name: value
        for each in thing.__mro__
        if each.__module__.startswith("echelon.")
        for name, value in vars(each).items()
        if not name.startswith("_") and (inspect.isfunction(value) or isinstance(value, kinds))
    }
    return list(found.items())


def docstring_of(thing: Any) -> str:
    """Return a docstring without its indentation."""
    return inspect.cleandoc(getattr(thing, "__doc__", None) or "")


def signature_of(name: str, thing: Any) -> str:
    """Return a call as it is written, defaults included and types left out."""
    parameters = inspect.signature(thing).parameters.values()
    bare = [each.replace(annotation=inspect.Parameter.empty) for each in parameters]
    return f"{name}{inspect.Signature([each for each in bare if each.name != 'self'])}"


def rendered(text: str) -> Iterator[str]:
    """Put a numpydoc docstring as Markdown, line by line."""
    titles = list(SECTION.finditer(text))
    yield from _prose(text[: titles[0].start()] if titles else text)
    for number, found in enumerate(titles):
        end = titles[number + 1].start() if number + 1 < len(titles) else len(text)
        body = text[found.end() : end].strip("\n")
        yield ""
        yield f"**{found['title']}**"
        yield ""
        if found["title"] == "Examples":
            yield "```pycon"
            yield from body.strip("\n").splitlines()
            yield "```"
        elif found["title"] in ("References", "Notes"):
            yield from _prose(body)
        else:
            yield from _entries(body)


def _prose(text: str) -> Iterator[str]:
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        yield " ".join(paragraph.split())
        yield ""


def _entries(body: str) -> Iterator[str]:
    """Put `name : kind` and its description as one item of a list."""
    item: list[str] = []
    for line in [*body.splitlines(), "end"]:
        if line and not line.startswith(" "):
            if item:
                yield " ".join(item)
            found = ENTRY.match(line)
            item = [f"- `{found['name']}` : {found['kind']}." if found else f"- `{line}`"]
        elif line.strip():
            item.append(line.strip())


def section(name: str, thing: Any, level: str) -> Iterator[str]:
    """Put one function, class, method or property with all that its docstring says."""
    call = signature_of(name, thing) if inspect.isfunction(thing) else name
    yield f"{level} `{call}`"
    yield ""
    yield from rendered(docstring_of(thing))
    if inspect.isclass(thing):
        for each, value in members(thing):
            yield ""
            yield from section(f"{thing.__name__}.{each}", value, level + "#")


def api_page() -> str:
    """Return the whole page."""
    lines = HEAD.splitlines()
    for name, thing in public():
        lines += ["", *section(name, thing, "##")]
    lines += ["", f"## {HANDED_BACK}"]
    for thing in handed_back():
        lines += ["", *section(thing.__name__, thing, "###")]
    text = "\n".join(line.rstrip() for line in lines)
    return re.sub(r"\n{3,}", "\n\n", text).rstrip() + "\n"


def main() -> None:
    """Write the page anew."""
    PAGE.write_text(api_page(), encoding="utf-8")


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / "src")]
    main()
