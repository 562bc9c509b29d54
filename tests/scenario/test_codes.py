"""Every code of the page of errors is yielded by its failing example and not by the mended one."""

from pathlib import Path

import pytest

from echelon.errors import CODES
from echelon.scenario.load import check_document
from scenario.example_folders import BASE, write, write_example

RAISED_ELSEWHERE = {"name-collision"}
"""Found when names are hashed for the draws, which the language does not see."""

ROWS = "".join(f"place_{row},Place {row}\n" for row in range(100_001))

AT_SCALE: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "too-large": ({"places.csv": "id,name\n" + ROWS}, {}),
    "too-many-faults": (
        {"sides.csv": "id,name,name\n" + "a,b\n" * 2_000},
        {"sides.csv": "id,name\ngovernment,Government\n"},
    ),
}
"""Files of the codes whose examples would fill pages: failing and mended."""


def codes_in(folder: Path) -> set[str]:
    return {fault.code for fault in check_document(folder).faults}


def test_the_scenario_around_the_examples_has_no_fault(tmp_path: Path) -> None:
    assert set() == codes_in(write(tmp_path, BASE))


@pytest.mark.parametrize("code", sorted(CODES.keys() - RAISED_ELSEWHERE - AT_SCALE.keys()))
def test_an_example_fails_with_its_code_until_it_is_mended(code: str, tmp_path: Path) -> None:
    explanation = CODES[code]
    failing = write_example(tmp_path / "failing" / code, code, explanation.failing)
    mended = write_example(tmp_path / "mended" / code, code, explanation.mended)
    assert code in codes_in(failing)
    assert code not in codes_in(mended)


@pytest.mark.parametrize("code", sorted(AT_SCALE))
def test_what_is_too_much_is_refused_until_there_is_less(code: str, tmp_path: Path) -> None:
    failing, mended = AT_SCALE[code]
    spoilt = {name: text for name, text in BASE.items() if name.split(".")[0] != "sides"}
    base = spoilt if code == "too-many-faults" else BASE
    assert code in codes_in(write(tmp_path / "failing", base | failing))
    assert code not in codes_in(write(tmp_path / "mended", base | mended))


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_code_is_a_warning_if_and_only_if_it_says_so(code: str, tmp_path: Path) -> None:
    if code in RAISED_ELSEWHERE or code in AT_SCALE:
        return
    folder = write_example(tmp_path / code, code, CODES[code].failing)
    told = [fault.warning for fault in check_document(folder).faults if fault.code == code]
    assert told == [CODES[code].warning] * len(told)
