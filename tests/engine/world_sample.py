"""A bundled scenario run a few times, as text: digests of columns and of traces, and signatures.

Run as a program it prints them, so that compiled and plain processes can be compared.
"""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
import sys

import numpy as np

import echelon.engine
from echelon.campaign.simulate import compile_campaign, observe, simulate
from echelon.engine._jit import Entry, Kernel
from echelon.scenario.bundled import resolve
from echelon.scenario.load import load_document

RUNS = 6


def main(name: str) -> None:
    """Print one line per column and per trace of the scenario, then each kernel's signatures."""
    campaign = compile_campaign(load_document(resolve(name)))
    for column, values in simulate(campaign, 3, 10, RUNS).columns.items():
        print("column", column, hashlib.sha256(values.tobytes()).hexdigest()[:16])
    for run in range(10, 10 + RUNS):
        state = observe(campaign, 3, run)
        rows = state.trace[: int(state.clock.n_trace[0])]
        print("trace", run, len(rows), hashlib.sha256(rows.tobytes()).hexdigest()[:16])
    for kernel, count in signatures():
        print("signatures", kernel, count)


def signatures():
    """Yield each compiled kernel's name and the number of its signatures in this process."""
    for module in pkgutil.walk_packages(echelon.engine.__path__, "echelon.engine."):
        loaded = importlib.import_module(module.name)
        for name, value in vars(loaded).items():
            if isinstance(value, Entry | Kernel) and value.__module__ == module.name:
                yield f"{module.name}.{name}", len(value.signatures)


if __name__ == "__main__":
    with np.errstate(over="ignore"):
        main(sys.argv[1])
