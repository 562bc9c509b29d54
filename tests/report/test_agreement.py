"""What is written twice is the same: types of the page, rules of the model, the built bundle."""

from __future__ import annotations

import re
from pathlib import Path

from echelon.report.rules import rules_in, rules_of_model
from echelon.report.typescript import types_of_page

ROOT = Path(__file__).resolve().parents[2]
FRONT = ROOT / "front"
AGAIN = "run `make docs`"


def test_the_types_of_the_page_are_those_of_the_models() -> None:
    written = (FRONT / "src" / "schema.ts").read_text(encoding="utf-8")

    assert types_of_page() == written, AGAIN


def test_the_rules_that_a_report_quotes_are_those_of_the_documentation() -> None:
    packed = ROOT / "src" / "echelon" / "report" / "rules.json"

    assert rules_in(ROOT / "docs" / "model") == packed.read_text(encoding="utf-8"), AGAIN


def test_every_rule_is_told_in_words() -> None:
    assert [] == [rule.id for rule in rules_of_model() if len(rule.text) < 40 or "](" in rule.text]


def test_the_front_never_reads_text_as_markup() -> None:
    sources = "\n".join(
        path.read_text(encoding="utf-8") for path in sorted((FRONT / "src").rglob("*.ts"))
    )
    risky = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function"

    assert [] == re.findall(risky, sources)


def test_the_lock_file_records_no_addresses() -> None:
    lock = (FRONT / "package-lock.json").read_text(encoding="utf-8")

    assert '"resolved"' not in lock
