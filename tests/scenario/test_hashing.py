"""The hash of a scenario changes with its values, and with nothing else (K3)."""

import random
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from echelon.scenario.load import load_document
from scenario.example_folders import BASE, write


def hash_of(folder: Path, **files: str | None) -> str:
    changed: dict[str, str | None] = {**BASE, **files}
    kept = {name: text for name, text in changed.items() if text is not None}
    return load_document(write(folder, kept)).scenario_hash


@pytest.fixture
def base_hash(tmp_path: Path) -> str:
    return hash_of(tmp_path / "base")


PARTS = [name for name in BASE if name.endswith(".yaml") and name != "scenario.yaml"]


@settings(max_examples=15, deadline=None)
@given(order=st.randoms(use_true_random=False))
def test_the_order_of_declarations_does_not_matter(
    order: random.Random, tmp_path_factory: pytest.TempPathFactory
) -> None:
    files: dict[str, str | None] = {}
    for name in PARTS:
        if name != "outcomes.yaml":
            entries = yaml.safe_load(BASE[name])
            order.shuffle(entries)
            shuffled = [dict(order.sample(list(each.items()), len(each))) for each in entries]
            files[name] = yaml.safe_dump(shuffled, sort_keys=False)
    head, *rows = BASE["places.csv"].splitlines()
    files["places.csv"] = "\n".join([head, *order.sample(rows, len(rows))])
    folder = tmp_path_factory.mktemp("permuted")
    assert hash_of(folder / "base") == hash_of(folder / "permuted", **files)


@pytest.mark.parametrize(
    "files",
    [
        {"sides.yaml": "# a comment\n- id: government\n  name:  'Government'\n"},
        {"sides.yaml": None, "sides.csv": "id,name\ngovernment,Government\n"},
        {"sides.yaml": "government: {name: Government}\n"},
        {"sides.yaml": "- {id: government, name: {value: Government, source: guide1917}}\n"},
        {"sides.yaml": "- {id: government, name: Government, grade: D, note: so they say}\n"},
        {"sides.yaml": "- {id: government, name: Government, known_by: 1917-11-01}\n"},
        {"units.yaml": BASE["units.yaml"].replace("men: 480", "men: 480.0, guns: 0")},
        {"units.yaml": BASE["units.yaml"].replace("men: 480", "men: 480..480")},
        {
            "units.yaml": BASE["units.yaml"].replace(
                "men: 480", "men: 480, loading_h: 0.7..1.5..3.0"
            )
        },
        {"facts.yaml": BASE["facts.yaml"].replace("; gatchina) > 300", ";gatchina)>(3e2)")},
        {"acts.yaml": BASE["acts.yaml"].replace("1917-11-07 00:00", "1917-10-25 OS")},
        {"scenario.yaml": BASE["scenario.yaml"].replace("end:", "calendar: new_style, end:")},
        {"scenario.yaml": BASE["scenario.yaml"] + "t0: 1917-11-07 00:00\n"},
        {"what_ifs/other.yaml": "label: other\nchange: {units.ninth_don.men: 3}\n"},
        {
            "units.yaml": "- {id: ninth_don, group: don, name: Ninth Don, men: 480}\n",
            "groups.yaml": "don: {part: units, fields: {side: government, place: ostrov}}\n",
        },
    ],
    ids=lambda files: ",".join(files),
)
def test_another_way_of_writing_the_same_is_the_same(
    files: dict[str, str | None], tmp_path: Path, base_hash: str
) -> None:
    assert base_hash == hash_of(tmp_path / "other", **files)


@pytest.mark.parametrize(
    "files",
    [
        {"sides.yaml": "- {id: government, name: The Government}\n"},
        {"units.yaml": BASE["units.yaml"].replace("480", "481")},
        {"units.yaml": BASE["units.yaml"].replace("480", "480..481")},
        {"units.yaml": BASE["units.yaml"].replace("men:", "loading_h: 1..2..4, men:")},
        {"facts.yaml": BASE["facts.yaml"].replace("300", "301")},
        {"facts.yaml": BASE["facts.yaml"].replace("Luga joins}", "Luga joins, at: luga}")},
        {"acts.yaml": BASE["acts.yaml"].replace("tell krasnov", "tell kerensky")},
        {"scenario.yaml": BASE["scenario.yaml"].replace("1917-11-14", "1917-11-15")},
        {"scenario.yaml": BASE["scenario.yaml"] + "event_limit: 9\n"},
        {"times.yaml": "- {id: joining, label: Luga joins, fact: gatchina_taken}\n"},
    ],
    ids=lambda files: ",".join(files),
)
def test_another_value_is_another_scenario(
    files: dict[str, str | None], tmp_path: Path, base_hash: str
) -> None:
    assert base_hash != hash_of(tmp_path / "other", **files)


def test_the_order_of_outcomes_is_a_value(tmp_path: Path) -> None:
    first = "- {id: one, label: one, when: happened(luga_joined)}\n"
    second = "- {id: two, label: two, when: happened(gatchina_taken)}\n"
    last = "- {id: rest, label: rest, otherwise: true}\n"
    one = hash_of(tmp_path / "one", **{"outcomes.yaml": first + second + last})
    other = hash_of(tmp_path / "other", **{"outcomes.yaml": second + first + last})
    assert one != other


def test_the_style_of_dates_is_no_value(tmp_path: Path) -> None:
    old = """\
echelon: 1
title: The road to Petrograd
question: Who gets there in time?
period: {start: 1917-10-25, end: 1917-11-01, calendar: old_style}
"""
    facts = BASE["facts.yaml"].replace("> 300}", "> 300 and time >= 1917-11-08 NS}")
    new_style = hash_of(tmp_path / "new", **{"facts.yaml": facts})
    files = {"scenario.yaml": old, "facts.yaml": facts.replace("1917-11-08 NS", "1917-10-26")}
    files["acts.yaml"] = BASE["acts.yaml"].replace("1917-11-07 00:00", "1917-10-25")
    assert new_style == hash_of(tmp_path / "old", **files)


def test_an_overlay_makes_another_scenario_and_an_empty_one_does_not(tmp_path: Path) -> None:
    files = BASE | {
        "what_ifs/other.yaml": "label: other\nchange: {units.ninth_don.men: 3}\n",
        "what_ifs/same.yaml": "label: same\nchange: {units.ninth_don.men: 480}\n",
    }
    document = load_document(write(tmp_path, files))
    assert document.scenario_hash != document.with_overlay(what_if="other").scenario_hash
    assert document.scenario_hash == document.with_overlay(what_if="same").scenario_hash


def test_a_correlation_is_the_same_whatever_the_order_of_its_inputs(tmp_path: Path) -> None:
    inputs = "".join(f"- {{id: {name}, value: 1..2, source: guide1917}}\n" for name in "abc")
    one = "- {id: together, inputs: [a, b, c], matrix: [[1, .1, .2], [.1, 1, .3], [.2, .3, 1]]}\n"
    other = "- {id: together, inputs: [c, a, b], matrix: [[1, .2, .3], [.2, 1, .1], [.3, .1, 1]]}\n"
    files = {"inputs.yaml": inputs}
    assert hash_of(tmp_path / "one", **files, **{"correlations.yaml": one}) == hash_of(
        tmp_path / "other", **files, **{"correlations.yaml": other}
    )
