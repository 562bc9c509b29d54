"""The reports that the tests of the page open: of every bundled scenario, and of a hostile one.

`python tools/report_samples.py DIR [NAME …]` writes them, or some of them; the hostile scenario is
the first road whose names hold mark-up and scripts.
"""

from __future__ import annotations

import csv
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import yaml

from echelon.api import Scenario, load
from echelon.report.make import make_report
from echelon.report.page import page_of

HARM = "<img src=x onerror=harm=1></script><script>window.harm=1</script><b>&amp;{{harm}}"
ROAD = Path(__file__).resolve().parents[1] / "src" / "echelon" / "scenarios" / "ostrov-gatchina"
SAMPLES = {
    "flagship": ("petrograd-1917", 400),
    "road": ("ostrov-gatchina", 400),
    "algiers": ("algiers-1961", 250),
    "mobilisation": ("mobilisation-1914", 40),
}
CROSSED = "road"
"""The report that also has each what-if under each account."""
HOSTILE = "hostile"


WORDS = ("name", "modern_name", "label", "note", "office", "who", "evidence", "exogenous")
"""Columns and keys that hold words for people."""


def hostile_scenario(folder: Path) -> Scenario:
    """Copy the first road with its folder and all its words turned against whoever shows them."""
    target = folder / "hostile <img src=x onerror=harm=1> & scenario"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(ROAD, target)
    for path in target.rglob("*.yaml"):
        told = _with_harm(yaml.safe_load(path.read_text(encoding="utf-8")))
        if path.name == "scenario.yaml":
            told |= {each: f"{each.capitalize()} {HARM}" for each in ("title", "question", "about")}
        path.write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")
    for path in target.rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = _with_harm(list(csv.DictReader(file)))
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
    for path in target.rglob("*.bib"):
        works = path.read_text(encoding="utf-8")
        works = re.sub(r"^ *title += \{", rf"\g<0>{HARM} ", works, flags=re.MULTILINE)
        path.write_text(works, encoding="utf-8")
    return load(target)


def _with_harm(told: Any) -> Any:
    """Return tables or trees with harm in every text for people that they have."""
    if isinstance(told, list):
        return [_with_harm(each) for each in told]
    if not isinstance(told, dict):
        return told
    return {
        key: f"{value} {HARM}"
        if key in WORDS and value and isinstance(value, str)
        else _with_harm(value)
        for key, value in told.items()
    }


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
