"""The reports that the tests of the page open: of every bundled scenario, and of a hostile one.

`python tools/report_samples.py DIR [NAME …]` writes them, or some of them; the hostile scenario is
the first road whose names hold mark-up and scripts.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import yaml

from echelon.api import Scenario, load
from echelon.report.make import make_report
from echelon.report.page import page_of

HARM = "<img src=x onerror=harm=1></script><script>window.harm=1</script><b>&amp;{{harm}}"
ROAD = Path(__file__).resolve().parents[1] / "src" / "echelon" / "scenarios" / "ostrov-gatchina"
SAMPLES = {
    "flagship": ("petrograd-1917", 250),
    "road": ("ostrov-gatchina", 400),
    "algiers": ("algiers-1961", 250),
    "mobilisation": ("mobilisation-1914", 40),
}
CROSSED = "road"
"""The report that also has each what-if under each account."""
HOSTILE = "hostile"


def hostile_scenario(folder: Path) -> Scenario:
    """Copy the first road with every name and label turned against whoever shows it."""
    target = folder / "hostile-scenario"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(ROAD, target)
    heading = target / "scenario.yaml"
    settings = yaml.safe_load(heading.read_text(encoding="utf-8"))
    settings |= {"title": f"Title {HARM}", "question": f"Question {HARM}", "about": f"About {HARM}"}
    heading.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    for name in ("places", "persons", "units", "sides", "links"):
        table = target / f"{name}.csv"
        lines = table.read_text(encoding="utf-8").splitlines()
        columns = lines[0].split(",")
        if "name" in columns and '"' not in "".join(lines):
            lines[1:] = [_with_harm(line, columns.index("name")) for line in lines[1:]]
        table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return load(target)


def _with_harm(line: str, column: int) -> str:
    cells = line.split(",")
    if len(cells) > column:
        cells[column] = f"{cells[column]} {HARM}"
    return ",".join(cells)


def main() -> None:
    """Write the samples named on the command line, or all, into the folder named before them."""
    folder, names = Path(sys.argv[1]), sys.argv[2:] or [*SAMPLES, HOSTILE]
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        if name == HOSTILE:
            report = make_report(hostile_scenario(folder), 60)
        else:
            scenario, runs = SAMPLES[name]
            report = make_report(load(scenario), runs, crossed=name == CROSSED)
        (folder / f"{name}.html").write_text(page_of(report), encoding="utf-8")


if __name__ == "__main__":
    main()
