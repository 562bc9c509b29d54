"""Print a changelog line for each bundled scenario: runs and digest, with seed 0."""

from __future__ import annotations

import echelon
from echelon.scenario.bundled import bundled_names

RUNS = {"mobilisation-1914": 10}
USUAL_RUNS = 1000


def main() -> None:
    """Run every bundled scenario and print what it is pinned to."""
    for name in bundled_names():
        runs = RUNS.get(name, USUAL_RUNS)
        digest = echelon.load(name).run(runs, seed=0).digest
        print(f"| {echelon.__version__} | `{name}` | {runs} | `{digest}` | |")


if __name__ == "__main__":
    main()
