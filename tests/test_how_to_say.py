"""The page that says how to say things: all of its lines together are one scenario that runs."""

from __future__ import annotations

import re
from pathlib import Path

from echelon.campaign.simulate import compile_campaign, simulate
from echelon.scenario.load import check_document, load_document
from tools.transcripts import blocks_of

PAGE = Path(__file__).resolve().parents[1] / "docs" / "guide" / "how-to-say.md"

HEADING = """\
echelon: 1
title: What the page says
question: Does it run?
period: {start: 1920-03-12 20:00, end: 1920-03-16 20:00}
"""


def scenario_of_the_page() -> str:
    """Return the blocks of the page as one file, those of each part together."""
    parts: dict[str, list[str]] = {}
    for block in blocks_of(PAGE.read_text(encoding="utf-8")):
        lines: list[str] = []
        for line in block.text.splitlines() if block.info == "yaml" else ():
            if re.fullmatch(r"\w+:", line):
                lines = parts.setdefault(line, [])
            else:
                lines.append(line)
    return HEADING + "".join("\n".join([part, *lines]) + "\n" for part, lines in parts.items())


def test_all_lines_of_the_page_are_one_scenario_that_runs(tmp_path: Path):
    path = tmp_path / "said.yaml"
    path.write_text(scenario_of_the_page(), encoding="utf-8")
    check = check_document(path)

    assert set() == {fault.message for fault in check.faults if fault.code != "no-source"}
    block = simulate(compile_campaign(load_document(path)), 0, 0, 2)
    assert [0, 1] == block.columns["run"].tolist()
