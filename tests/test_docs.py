"""The documentation beside the code: links lead somewhere, and what is named is there."""

from __future__ import annotations

import ast
import re
import shlex
from pathlib import Path

import click
import pytest

from echelon.cli.commands import echelon
from echelon.engine.vocabulary import Kind
from echelon.scenario.actions import check_actions, parse_actions
from echelon.scenario.conditions import parse_condition
from echelon.scenario.distributions import KINDS
from echelon.scenario.document import Document
from echelon.scenario.load import load_document
from echelon.scenario.notation import parse_moment_quantity, parse_quantity
from echelon.scenario.predicates import PREDICATES
from echelon.scenario.schema.catalogue import keys_of
from echelon.scenario.schema.conduct import ACT_KINDS
from echelon.scenario.schema.ground import Channel, Link
from echelon.scenario.schema.parts import PARTS
from echelon.scenario.types import check_types
from echelon.scenario.verbs import VERBS
from tools.transcripts import blocks_of, commands_of, empty_folder, lasting, outputs_of

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
ENGINE = ROOT / "src" / "echelon" / "engine"
MODEL = sorted(path for path in (DOCS / "model").glob("*.md") if path.name != "README.md")
GUIDE = sorted((DOCS / "guide").glob("*.md"))
PROSE = [ROOT / "README.md", DOCS / "README.md", DOCS / "model" / "README.md", *MODEL, *GUIDE]

HEADINGS = [
    "In words",
    "Equation",
    "Parameters",
    "Source",
    "In the code",
    "What it leaves out",
    "Shown by",
]
LINK = re.compile(r"\[[^\]]+\]\((?P<target>[^)\s]+)\)")
CITED_TEST = re.compile(r"^- `(?P<file>[\w/]+\.py)(?:::(?P<name>\w+))?`$", re.MULTILINE)
CITED_FILE = re.compile(r"`(?P<file>(?:engine|campaign|scenario|analysis)/[\w/]+\.py)`")
ROW = re.compile(r"^\| `(?P<name>[\w.]+)` \|(?P<cells>.*)\|$", re.MULTILINE)
RANKED = re.compile(r"^\| (?P<rank>\d+) \| `(?P<kind>\w+)` \|", re.MULTILINE)
EXAMPLE = ROOT / "src" / "echelon" / "scenarios" / "ostrov-gatchina"
"""The scenario whose names the examples of the notation use."""


def page(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def prose_of(path: Path) -> str:
    """Return a page without its fenced blocks."""
    return re.sub(r"^```.*?^```$", "", page(path), flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("path", PROSE, ids=name_of)
def test_every_link_leads_somewhere(path: Path):
    targets = [found["target"].split("#")[0] for found in LINK.finditer(prose_of(path))]
    local = [target for target in targets if target and not target.startswith("http")]

    assert [] == [target for target in local if not (path.parent / target).exists()]


@pytest.mark.parametrize("folder", ["model", "guide"])
def test_every_page_is_in_the_index_of_its_folder(folder: str):
    index = DOCS / ("model/README.md" if folder == "model" else "README.md")
    linked = {
        (index.parent / found["target"].split("#")[0]).resolve()
        for found in LINK.finditer(page(index))
    }

    pages = MODEL if folder == "model" else GUIDE

    assert [] == [name_of(path) for path in pages if path not in linked]


@pytest.mark.parametrize("path", MODEL, ids=name_of)
def test_every_rule_is_told_in_the_same_order(path: Path):
    assert HEADINGS == re.findall(r"^## (.+)$", page(path), re.MULTILINE)


def test_every_module_of_the_engine_is_on_a_page_of_the_model():
    modules = {
        f"engine/{path.relative_to(ENGINE).as_posix()}"
        for path in ENGINE.rglob("*.py")
        if path.name != "__init__.py"
    }
    told = {found["file"] for path in MODEL for found in CITED_FILE.finditer(page(path))}

    assert set() == modules - told


@pytest.mark.parametrize("path", MODEL, ids=name_of)
def test_every_module_that_a_page_names_is_there(path: Path):
    source = ROOT / "src" / "echelon"
    told = page(path).partition("## Shown by")[0]
    files = [found["file"] for found in CITED_FILE.finditer(told)]

    assert [] == [file for file in files if not (source / file).is_file()]


def functions_of(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("path", MODEL, ids=name_of)
def test_every_test_that_a_page_names_is_there(path: Path):
    missing = []
    for found in CITED_TEST.finditer(page(path).partition("## Shown by")[2]):
        file = ROOT / "tests" / found["file"]
        if not file.is_file() or (found["name"] and found["name"] not in functions_of(file)):
            missing.append(found.group())

    assert [] == missing


TABLED_TEST = re.compile(r"`(?P<file>[\w/]+\.py)::(?P<name>\w+)`")


def test_every_row_of_theory_names_a_test_that_is_there():
    found = list(TABLED_TEST.finditer(page(DOCS / "model" / "README.md")))
    missing = [
        each.group()
        for each in found
        if each["name"] not in functions_of(ROOT / "tests" / each["file"])
    ]

    assert len(found) > 30
    assert [] == missing


def reference_rows() -> dict[str, tuple[str, str]]:
    """Return unit and default of every field, by `part.field`, from the generated reference."""
    rows: dict[str, tuple[str, str]] = {}
    part = ""
    for line in page(DOCS / "reference" / "scenario.md").splitlines():
        if line.startswith("#"):
            title = line.strip("# `").lower()
            part = {"settings": "scenario"}.get(title, title)
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if len(cells) == 6 and cells[0].startswith("`"):
            default = "required" if cells[5] == "required" else cells[3] or "none"
            rows[f"{part}.{cells[0].strip('`')}"] = (cells[2], default)
    return rows


@pytest.mark.parametrize("path", MODEL, ids=name_of)
def test_units_and_defaults_of_a_page_are_those_of_the_reference(path: Path):
    rows = reference_rows()
    parameters = page(path).partition("## Parameters")[2].partition("## Source")[0]
    told = {
        found["name"]: tuple(cell.strip() for cell in found["cells"].split("|")[:2])
        for found in ROW.finditer(parameters)
    }

    assert {name: rows.get(name) for name in told} == told


def test_the_published_order_of_events_is_that_of_the_engine():
    order = page(DOCS / "model" / "order-of-events.md")
    told = [(int(found["rank"]), found["kind"]) for found in RANKED.finditer(order)]

    assert [(kind.value, kind.name) for kind in Kind if kind < Kind.PERIOD_BEGINS] == told


def kinds_of(model: type, field: str) -> tuple[str, ...]:
    """Return the words that a field of the language takes."""
    return tuple(keys_of(model)[field].leaf.name.replace("`", "").split(" or "))


def test_every_word_of_the_language_is_described():
    told = "\n".join(prose_of(path) for path in (*MODEL, *GUIDE))
    told += "\n".join(block.text for path in GUIDE for block in blocks_of(page(path)))
    words = {
        *PARTS,
        *VERBS,
        *PREDICATES,
        *KINDS,
        *ACT_KINDS,
        *kinds_of(Link, "kind"),
        *kinds_of(Channel, "kind"),
        "choice",
        "each",
        "min",
        "max",
    }

    assert [] == sorted(word for word in words if not re.search(rf"\b{word}\b", told))


def examples(kind: str) -> list[str]:
    """Return the examples of the page on the notation in blocks of this kind."""
    return [
        line.partition(" #")[0].strip()
        for block in blocks_of(page(DOCS / "guide" / "notation.md"))
        if block.info == kind
        for line in block.text.splitlines()
    ]


def names_of(document: Document) -> dict[str, set[str]]:
    return {part: set(document.parts[part]) for part in document.parts}


@pytest.mark.parametrize("text", examples("quantities"))
def test_an_example_of_a_quantity_is_read(text: str):
    parse_quantity(text)


@pytest.mark.parametrize("text", examples("moments"))
def test_an_example_of_a_moment_is_read(text: str):
    parse_moment_quantity(text, load_document(EXAMPLE).settings.calendar)


@pytest.mark.parametrize(
    ("text", "observer", "expected"),
    [
        *((text, "person", "truth") for text in examples("conditions of a person")),
        *((text, "truth", "truth") for text in examples("conditions of the truth")),
        *((text, "truth", "number") for text in examples("numbers")),
    ],
)
def test_an_example_of_a_condition_makes_sense(text: str, observer: str, expected: str):
    document = load_document(EXAMPLE)
    condition = parse_condition(text, document.settings.calendar)

    assert [] == check_types(condition, names_of(document), observer, expected)


@pytest.mark.parametrize("text", examples("actions"))
def test_an_example_of_an_action_names_what_there_is(text: str):
    document = load_document(EXAMPLE)

    assert [] == check_actions(parse_actions(text), names_of(document))


def quoted_commands() -> list[str]:
    """Return every command of echelon that a page quotes."""
    found = []
    for path in PROSE:
        for block in blocks_of(page(path)):
            found += commands_of(block.text)
        found += re.findall(r"`(echelon [a-z][^`]*)`", prose_of(path))
    return sorted(set(found))


@pytest.mark.parametrize("command", quoted_commands())
def test_a_quoted_command_and_its_options_exist(command: str):
    _, name, *words = shlex.split(command)
    subcommand = echelon.get_command(click.Context(echelon), name)

    assert subcommand is not None
    options = {option for each in subcommand.params for option in each.opts}
    assert set() == {word for word in words if word.startswith("-")} - options


@pytest.mark.parametrize("path", GUIDE, ids=name_of)
def test_what_the_guide_shows_is_what_is_printed(path: Path):
    with empty_folder():
        for block, printed in outputs_of(blocks_of(page(path))):
            # If this differs on purpose: python tools/transcripts.py
            assert lasting(printed) == lasting(block.text)
