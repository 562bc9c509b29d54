"""How often verdicts are asked for and formed in runs: `python -m benchmarks.verdict_counts`.

A process in plain mode, in which kernels are Python functions that can be counted.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable

FLAGSHIP, RUNS = "petrograd-1917", 1
COUNTED = ("settle", "_form", "standing_of", "standing_of_author", "share_of_institution")


def counted(function: Callable[..., object], counts: Counter[str]) -> Callable[..., object]:
    """Return a function that counts how often it is called, and else does the same."""

    def call(*arguments: object) -> object:
        counts[function.__name__] += 1
        return function(*arguments)

    return call


def count() -> dict[str, float]:
    """Return how often each kernel of `COUNTED` is called in the first run of seed 0."""
    from echelon import campaign
    from echelon.engine.rules import verdict
    from echelon.scenario.bundled import resolve
    from echelon.scenario.load import load_document

    compiled = campaign.compile(load_document(resolve(FLAGSHIP)))
    counts: Counter[str] = Counter()
    for name in COUNTED:
        original = getattr(verdict, name)
        replacement = counted(original, counts)
        for module in list(sys.modules.values()):
            if getattr(module, name, None) is original:
                setattr(module, name, replacement)
    campaign.simulate(compiled, 0, 0, RUNS)
    return {name: counts[name] / RUNS for name in COUNTED}


def count_apart() -> dict[str, float]:
    """Return the same from a process of its own, in plain mode."""
    environment = os.environ | {"NUMBA_DISABLE_JIT": "1"}
    command = [sys.executable, "-m", "benchmarks.verdict_counts"]
    printed = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(printed.stdout)
    return found


if __name__ == "__main__":
    print(json.dumps(count()))
