"""Chronicles of small scenarios, kept as text: a change in behaviour is a difference to be read.

`python -m pytest tests/golden --rewrite` writes them anew.
"""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path

import pytest

from echelon.campaign.chronicle import trace
from echelon.campaign.simulate import Campaign
from golden.stories import STORIES
from worlds import US_PER_MINUTE, campaign_of

FOLDER = Path(__file__).parent


def told(campaign: Campaign) -> list[str]:
    """Return a chronicle as lines: the hour, the number of the event and of its cause, the text."""
    return [
        f"{_clock(event.time_us)} {event.id:>4} <- {event.cause or '':4} {event.text}"
        for event in trace(campaign, 0, 0).events
    ]


def _clock(time_us: int) -> str:
    minutes, rest = divmod(time_us, US_PER_MINUTE)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1_000_000:02}"


@pytest.mark.parametrize("name", STORIES)
def test_the_chronicle_is_as_it_was(
    name: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    lines = told(campaign_of(tmp_path, STORIES[name], hours=24))
    path = FOLDER / f"{name}.txt"
    if request.config.getoption("--rewrite", default=False):
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    kept = path.read_text(encoding="utf-8").splitlines()

    for number, (before, now) in enumerate(zip_longest(kept, lines), start=1):
        assert before == now, f"{path.name}, line {number} is the first that differs"


def test_no_chronicle_is_kept_without_its_scenario() -> None:
    assert sorted(STORIES) == sorted(path.stem for path in FOLDER.glob("*.txt"))
