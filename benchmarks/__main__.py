"""`python -m benchmarks`: measure everything, print one table, write `results.yaml`."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.report import machine, table, write_results
from benchmarks.starts import measure_starts

RESULTS = Path(__file__).parent / "results.yaml"


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer repetitions, nothing written")
    quick = parser.parse_args().quick
    print("Measuring starts in processes of their own; each cold one takes about a minute.")
    figures = measure_starts(cold=1 if quick else 3, warm=2 if quick else 7)
    # Only now, because the starts want a small process to begin from.
    from benchmarks.page import measure_page
    from benchmarks.rivals.line import measure_line
    from benchmarks.rivals.race import measure_rivals
    from benchmarks.speed import measure_speed
    from benchmarks.verdicts import measure_verdicts

    figures += measure_speed(repetitions=3 if quick else 15)
    figures += measure_rivals(repetitions=3 if quick else 9)
    figures += measure_line(repetitions=3 if quick else 9)
    figures += measure_verdicts(repetitions=3 if quick else 9)
    figures += measure_page(repetitions=1)
    print(table(figures))
    about = machine()
    print(
        f"Relative to {about['processor']}, {about['cores']} cores, Python {about['python']}, "
        f"Numba {about['numba']}."
    )
    if not quick:
        write_results(RESULTS, figures)


if __name__ == "__main__":
    main()
