"""Whatever is done to a scenario, checking it ends soon, in faults that can be told."""

import random
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from echelon.errors import CODES, ScenarioError, render_all
from echelon.scenario.bundled import bundled_path
from echelon.scenario.load import check_document, load_document
from echelon.scenario.schema.catalogue import fields_of
from echelon.scenario.schema.parts import PARTS
from echelon.scenario.template import TEMPLATES, files_of
from scenario.example_folders import BASE, write

GATCHINA = {
    str(path.relative_to(bundled_path("ostrov-gatchina"))): path.read_text(encoding="utf-8")
    for path in bundled_path("ostrov-gatchina").rglob("*")
    if path.is_file()
}

SCENARIOS: tuple[dict[str, str], ...] = (
    BASE,
    GATCHINA,
    *(files_of(template) for template in TEMPLATES),
)

VALUES: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    10**30,
    1e308,
    "",
    " ",
    ";",
    "..",
    "1..",
    "3..2",
    "600..700..1000",
    "normal(1; -1)",
    "choice(a=0.5; b=0.5)",
    "min(a; b)",
    "(" * 80,
    "not " * 80,
    "1917-02-30",
    "1917-10-25 OS",
    "1917-11-07 12:00..1917-11-08",
    "9999-12-31",
    "heard(luga_joined)",
    "happened(luga_joined) and (",
    "move ninth_don to luga by rail",
    "go to luga with krasnov",
    "halt luga",
    "all",
    "otherwise",
    "krasnov",
    "ninth_don",
    "luga; luga; pskov",
    "places.luga.name",
    "Луга",
    "\u202e",
    "{said}",
    "krasnov1922 p. 3; ; guide1917",
    [],
    ["luga", None, {"a": 1}],
    [[1, 2], [3]],
    {},
    {"value": 3, "source": ["x"], "grade": "Z"},
    {"value": {"value": 1}},
    {"source": "guide1917"},
    {"from": "1917-11-08", "to": "1917-11-07"},
    {"id": "luga"},
)

FIELDS = sorted({field.key for part in PARTS.values() for field in fields_of(part.model)})

KEYS = [*FIELDS, "lenght_km", "length_h", "value", ""]

_WORD = re.compile(r"\w+")


def survives(files: dict[str, str]) -> None:
    """Check a folder; whatever is wrong is told in words and by known codes."""
    with tempfile.TemporaryDirectory() as name:
        folder = write(Path(name) / "scenario", files)
        check = check_document(folder)
        assert all(fault.code in CODES for fault in check.faults)
        assert all(bool(fault.message) for fault in check.faults)
        assert render_all(check.faults, check.name).encode()
        if check.document is None:
            with pytest.raises(ScenarioError):
                load_document(folder)
        else:
            assert check.document.scenario_hash == load_document(folder).scenario_hash
            assert check.document.quantities() is not None


def fuzzed(examples: int) -> Callable[..., Any]:
    return settings(
        max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )


@fuzzed(60)
@given(
    scenario=st.sampled_from(SCENARIOS),
    chance=st.randoms(use_true_random=False),
    cuts=st.integers(1, 6),
)
def test_a_scenario_with_lines_torn_out_doubled_and_swapped(
    scenario: dict[str, str], chance: random.Random, cuts: int
) -> None:
    files = dict(scenario)
    for _ in range(cuts):
        name = chance.choice(sorted(files))
        lines = files[name].splitlines() or [""]
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        match chance.randrange(4):
            case 0:
                del lines[one]
            case 1:
                lines.insert(one, lines[other])
            case 2:
                lines[one], lines[other] = lines[other], lines[one]
            case _:
                lines[one] = lines[one][: chance.randrange(len(lines[one]) + 1)]
        files[name] = "\n".join(lines) + "\n"
    survives(files)


@fuzzed(60)
@given(
    scenario=st.sampled_from(SCENARIOS),
    chance=st.randoms(use_true_random=False),
    words=st.lists(st.sampled_from(KEYS + [v for v in VALUES if isinstance(v, str)]), min_size=1),
)
def test_a_scenario_with_words_put_in_place_of_words(
    scenario: dict[str, str], chance: random.Random, words: list[str]
) -> None:
    files = dict(scenario)
    for word in words[:8]:
        name = chance.choice(sorted(files))
        found = list(_WORD.finditer(files[name]))
        if found:
            at = chance.choice(found)
            files[name] = files[name][: at.start()] + word + files[name][at.end() :]
    survives(files)


@fuzzed(80)
@given(data=st.data())
def test_a_scenario_with_any_value_in_any_field(data: st.DataObject) -> None:
    trees = {
        name.removesuffix(".yaml"): yaml.safe_load(text)
        for name, text in BASE.items()
        if name.endswith(".yaml") and name != "scenario.yaml"
    }
    for _ in range(data.draw(st.integers(1, 6))):
        part = data.draw(st.sampled_from(sorted(PARTS)))
        entries = trees.setdefault(part, [])
        if not entries or data.draw(st.booleans()):
            entries.append({"id": data.draw(st.sampled_from(["x", "y", "luga", "time", 3, None]))})
        entry = data.draw(st.sampled_from(entries))
        keys = [field.key for field in fields_of(PARTS[part].model)]
        entry[data.draw(st.sampled_from(keys + KEYS[-4:]))] = data.draw(st.sampled_from(VALUES))
    files = {name: text for name, text in BASE.items() if not name.endswith(".yaml")}
    files |= {f"{part}.yaml": yaml.safe_dump(tree) for part, tree in trees.items()}
    survives(files | {"scenario.yaml": BASE["scenario.yaml"]})


@fuzzed(60)
@given(data=st.data())
def test_a_scenario_under_any_overlay(data: st.DataObject) -> None:
    paths = st.sampled_from(
        [
            f"{part}.{id_}.{field}"
            for part in (*PARTS, "place", "")
            for id_ in (
                "luga",
                "ninth_don",
                "wire",
                "countermand",
                "taken",
                "joining",
                "pskov_luga",
            )
            for field in ("id", "men", "when", "name", "from", "reach", "do", "at", "fact", "group")
        ]
    )
    values = st.sampled_from(VALUES)
    overlay = data.draw(
        st.fixed_dictionaries(
            {"label": st.just("other")},
            optional={
                "source": values,
                "change": st.dictionaries(paths, values, max_size=4) | values,
                "drop": st.lists(paths.map(lambda path: path.rpartition(".")[0])) | values,
                "add": st.dictionaries(st.sampled_from([*PARTS, "x"]), values) | values,
            },
        )
    )
    survives(BASE | {"what_ifs/other.yaml": yaml.safe_dump(overlay)})


@fuzzed(30)
@given(
    head=st.dictionaries(
        st.sampled_from(["title", "period", "t0", "event_limit", "echelon"]),
        st.sampled_from(VALUES),
    )
)
def test_a_scenario_with_any_head(head: dict[str, Any]) -> None:
    whole = yaml.safe_load(BASE["scenario.yaml"]) | head
    survives(BASE | {"scenario.yaml": yaml.safe_dump(whole)})
