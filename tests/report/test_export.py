"""`echelon export`: descriptions of a scenario as Markdown."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from pathlib import Path

import pytest

from cli.terminal import say
from echelon.api import load
from echelon.report.export.register import register
from echelon.report.rules import rules_of_model
from tools.report_samples import HARM, hostile_scenario
from worlds import Entry, fact, places, scenario_text, time_of

SCENARIO = "ostrov-gatchina"
STRESS_ITEMS = [
    *("1.1", "1.2", "1.3"),
    *("2.1", "2.2", "2.3", "2.4", "2.5.1", "2.5.2", "2.5.3", "2.5.4", "2.5.5"),
    *("3.1", "3.2", "3.3", "3.4", "4.1", "4.2", "4.3", "5.1", "5.2", "5.3", "5.4", "6.1"),
]


def exported(capsys: pytest.CaptureFixture[str], kind: str, scenario: str = SCENARIO) -> str:
    status, out, err = say(capsys, "export", scenario, kind)
    assert (0, "") == (status, err)
    return out


def test_odd_has_its_seven_elements_and_eleven_concepts(
    capsys: pytest.CaptureFixture[str],
) -> None:
    page = exported(capsys, "--odd")

    assert [str(number) for number in range(1, 8)] == re.findall(r"^## (\d)\. ", page, re.M)
    design = page.partition("## 4.")[2].partition("## 5.")[0]
    concepts = re.findall(r"^### (.+)\n\n(.+)", design, re.M)
    assert 11 == len(concepts)
    assert [] == [name for name, words in concepts if len(words) < 40]


def test_odd_names_what_is_recorded_by_the_words_of_the_time_or_quantity(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entries = [*places("here"), fact("rising"), time_of("rising")]
    came = {"id": "came", "of": "when_rising", "best": "1900-01-01 03:00"}
    path = tmp_path / "small.yaml"
    path.write_text(scenario_text([*entries, Entry("record", came)]), encoding="utf-8")

    page = exported(capsys, "--odd", str(path))

    assert "\n- rising (`when_rising`)\n" in page


@pytest.mark.parametrize("kind", ["--odd", "--stress", "--register"])
def test_no_level_of_headings_is_left_out(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    page = exported(capsys, kind)
    levels = [len(marks) for marks in re.findall(r"^(#+) ", page, re.MULTILINE)]

    assert 1 == levels[0]
    assert [] == [pair for pair in itertools.pairwise(levels) if pair[1] > pair[0] + 1]


def test_odd_tells_every_rule_of_the_model(capsys: pytest.CaptureFixture[str]) -> None:
    page = exported(capsys, "--odd")

    assert [] == [rule.id for rule in rules_of_model() if f"docs/model/{rule.id}.md" not in page]


def test_stress_has_all_its_items(capsys: pytest.CaptureFixture[str]) -> None:
    items = re.findall(r"^### ([\d.]+) .+\n\n(.+)", exported(capsys, "--stress"), re.M)
    numbers = [number for number, words in items if words]

    assert STRESS_ITEMS == numbers


def test_the_register_has_every_value_that_is_set(capsys: pytest.CaptureFixture[str]) -> None:
    document = load(SCENARIO).document
    page = exported(capsys, "--register")

    assert [] == [
        quantity.name for quantity in document.quantities() if f"`{quantity.name}`" not in page
    ]
    assert [] == [key for key in document.sources if f"`{key}`" not in page]


@pytest.mark.parametrize("name", ["ostrov-gatchina", "algiers-1961"])
def test_the_register_counts_the_values_that_check_counts(
    capsys: pytest.CaptureFixture[str], name: str
) -> None:
    document = load(name).document
    page = exported(capsys, "--register", name)
    counted = re.findall(r"^\| ([ABCD-]|none) \| [^|]+ \| (\d+) \|$", page, re.MULTILINE)
    told = {grade: int(count) for grade, count in counted}
    without = told.pop("-", 0)

    assert {grade: count for grade, count in document.grades.items() if count} == told
    rows = page.partition("## Values")[2].partition("## Works")[0]
    assert without + sum(told.values()) == rows.count("\n| `") == len(document.provenance)
    graded = Counter(row.split(" | ")[4] for row in re.findall(r"^\| `.+$", rows, re.MULTILINE))
    assert Counter({**told, "-": without}) == graded


def test_a_default_that_is_a_rule_is_told_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    page = exported(capsys, "--register", "algiers-1961")

    assert "| `units.rep_1.view` | `that of the side` |" in page


def test_tables_hold_whatever_the_scenario_holds(tmp_path: Path) -> None:
    page = register(hostile_scenario(tmp_path).document)

    assert "<img" not in re.sub(r"`[^`]*`", "", page).replace("\\<", "")
    widths = {
        len(re.split(r"(?<!\\)\|", line))
        for line in page.partition("## Values")[2].partition("## Works")[0].splitlines()
        if line.startswith("|")
    }
    assert 1 == len(widths)
    assert HARM not in page


def test_one_kind_must_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = say(capsys, "export", SCENARIO)

    assert (2, "") == (status, out)
    assert "--odd, --stress or --register" in err


def test_it_can_be_written_into_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "odd.md"
    status, out, _ = say(capsys, "export", SCENARIO, "--odd", "-o", str(path))

    assert 0 == status
    assert str(len(path.read_text(encoding="utf-8").splitlines())) in out


def test_odd_has_each_rule_in_full_so_that_it_can_be_built_anew(
    capsys: pytest.CaptureFixture[str],
) -> None:
    page = exported(capsys, "--odd")
    submodels = page.partition("## 7. Submodels")[2]

    assert 30 <= len(rules_of_model())
    for section in ("In words", "Equation", "Parameters", "Source", "What it leaves out"):
        assert len(rules_of_model()) == submodels.count(f"#### {section}\n")
    assert "*T* = *L* / ((*n* + 1) *v*)" in submodels
    assert "| 10 | `ECHELON_REACHES_STATION` |" in page.partition("## 4.")[0]
    assert [] == re.findall(r"\]\([a-z./-]+\.md", page)


def test_stress_says_what_every_rule_leaves_out(capsys: pytest.CaptureFixture[str]) -> None:
    assumptions = exported(capsys, "--stress").partition("### 3.4")[2].partition("## 4.")[0]

    assert [] == [rule.id for rule in rules_of_model() if f"**{rule.title}.**" not in assumptions]


def test_a_new_scenario_is_described_too(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = tmp_path / "mine"
    assert 0 == say(capsys, "new", str(folder))[0]
    for kind in ("--odd", "--stress", "--register"):
        status, out, err = say(capsys, "export", str(folder), kind)
        assert (0, "") == (status, err)
        assert out.startswith("# ")
