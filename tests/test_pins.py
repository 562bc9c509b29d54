"""What every bundled scenario does is pinned: a change needs a line in the changelog."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import echelon
from echelon.scenario.bundled import bundled_names

CHANGELOG = Path(__file__).parents[1] / "CHANGELOG.md"
ROW = re.compile(r"^\| [^|]+ \| `([^`]+)` \| (\d+) \| `([0-9a-f]{64})` \|", re.MULTILINE)


def pinned() -> dict[str, tuple[int, str]]:
    """Return runs and digest by scenario; of several lines for one, the uppermost counts."""
    newest: dict[str, tuple[int, str]] = {}
    for name, runs, digest in ROW.findall(CHANGELOG.read_text(encoding="utf-8")):
        newest.setdefault(name, (int(runs), digest))
    return newest


def test_every_bundled_scenario_is_pinned() -> None:
    assert sorted(bundled_names()) == sorted(pinned())


@pytest.mark.parametrize("name", sorted(pinned()))
def test_a_bundled_scenario_does_what_the_changelog_says(name: str) -> None:
    runs, digest = pinned()[name]
    assert digest == echelon.load(name).run(runs, seed=0).digest
