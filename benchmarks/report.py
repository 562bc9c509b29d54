"""The figures as a table to read and as a file to keep."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import yaml

from benchmarks.figures import Figure

CPU_INFO = Path("/proc/cpuinfo")


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as aligned text, one a line."""
    rows = [("measure", "unit", "median", "from", "to", "at least", "aim", "reached")]
    rows += [
        (
            figure.measure.label,
            figure.measure.unit,
            *(short(value) for value in (figure.median, *_spread(figure))),
            *(short(value) for value in (figure.measure.at_least, figure.measure.aim)),
            figure.verdict,
        )
        for figure in figures
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(_line(row, widths) for row in rows)


def _line(row: Iterable[str], widths: Sequence[int]) -> str:
    cells = zip(row, widths, range(len(widths)), strict=True)
    return "  ".join(
        cell.ljust(width) if column in (0, 1, 7) else cell.rjust(width)
        for cell, width, column in cells
    ).rstrip()


def short(value: float | None) -> str:
    """Return a number with three significant digits, millions and thousands abbreviated."""
    if value is None:
        return ""
    for size, letter in ((1e6, "M"), (1e4, "k")):
        if abs(value) >= size:
            return f"{value / (1e3 if letter == 'k' else size):.3g} {letter}"
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def _spread(figure: Figure) -> tuple[float, float]:
    return min(figure.values), max(figure.values)


def write_results(path: Path, figures: Sequence[Figure]) -> None:
    """Write the figures, and the machine that they belong to, as YAML."""
    document = {"machine": machine(), "figures": {}}
    for figure in figures:
        measure, (low, high) = figure.measure, _spread(figure)
        document["figures"][measure.id] = {
            "what": measure.label,
            "unit": measure.unit,
            "median": _rounded(figure.median),
            "low": _rounded(low),
            "high": _rounded(high),
            "repetitions": len(figure.values),
            **({"at_least": measure.at_least} if measure.at_least is not None else {}),
            **({"aim": measure.aim} if measure.aim is not None else {}),
        }
    header = "# Written by `make benchmark`; figures of another machine are not comparable.\n"
    path.write_text(header + yaml.safe_dump(document, sort_keys=False), encoding="utf-8")


def _rounded(value: float) -> float:
    return float(f"{value:.4g}")


def machine() -> dict[str, Any]:
    """Return what the figures are relative to: processor, cores and versions."""
    import numba

    return {
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)),
        "python": platform.python_version(),
        "numba": numba.__version__,
    }


def _processor() -> str:
    if CPU_INFO.exists():
        for line in CPU_INFO.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
