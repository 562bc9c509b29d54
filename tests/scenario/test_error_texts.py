"""Each spoilt scenario under `errors` is told exactly as the text beside it."""

import pytest

from scenario.error_texts import CASES, FOLDER, printed


@pytest.mark.parametrize("case", CASES)
def test_a_spoilt_scenario_is_told_to_the_letter(
    case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(FOLDER)
    assert (FOLDER / f"{case}.txt").read_text(encoding="utf-8") == printed(case)


def test_every_text_belongs_to_a_scenario() -> None:
    assert list(CASES) == sorted(path.stem for path in FOLDER.glob("*.txt"))
