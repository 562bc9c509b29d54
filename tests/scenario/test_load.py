"""What a checked scenario hands to those who run it."""

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from echelon.errors import MisuseError, ScenarioError
from echelon.scenario.document import Document
from echelon.scenario.expressions import Draw, Name, Number
from echelon.scenario.load import check_document, load_document
from echelon.scenario.notation import parse_quantity
from echelon.scenario.provenance import Origin
from scenario.example_folders import BASE, write

WITH_GROUP = {
    "inputs.yaml": "- {id: rail_speed, value: 15..30, source: guide1917}\n",
    "groups.yaml": """\
- id: warsaw_line
  part: links
  fields: {kind: rail, speed_km_h: rail_speed, headway_min: 20..40}
  source: guide1917
  grade: C
""",
    "links.csv": """\
id,group,from,to,length_km,length_km.source,headway_min
ostrov_pskov,warsaw_line,ostrov,pskov,53,krasnov1922 p. 2,
pskov_gatchina,warsaw_line,pskov,gatchina,240,krasnov1922 p. 3,30
""",
}


def load(folder: Path, **files: str) -> Document:
    return load_document(write(folder, {**BASE, **files}))


def with_group(folder: Path) -> Document:
    base = {name: text for name, text in BASE.items() if name != "links.yaml"}
    return load_document(write(folder, base | WITH_GROUP))


def test_a_default_is_an_expression_like_any_other(tmp_path: Path) -> None:
    unit = load(tmp_path).parts.units["ninth_don"]
    assert parse_quantity("0.7..1.5..3") == unit.loading_h
    assert Number(700.0) == unit.men_per_echelon


@pytest.mark.parametrize(
    ("kind", "speed"), [("rail", "15..22..30"), ("road", "15..25..35"), ("water", "8..12..18")]
)
def test_the_default_speed_is_that_of_the_kind_of_link(
    kind: str, speed: str, tmp_path: Path
) -> None:
    text = f"- {{id: way, kind: {kind}, from: luga, to: pskov, length_km: 9, source: guide1917}}\n"
    base = {name: text for name, text in BASE.items() if name != "links.yaml"}
    document = load_document(write(tmp_path, base | {"links.yaml": text}))
    assert parse_quantity(speed) == document.parts.links["way"].speed_km_h


def test_a_value_tells_whether_it_is_supplied_inherited_or_default(tmp_path: Path) -> None:
    provenance = with_group(tmp_path).provenance
    told = {
        key: provenance["links", "ostrov_pskov", key].origin
        for key in ("length_km", "headway_min", "tracks")
    }
    assert told == {
        "length_km": Origin.SUPPLIED,
        "headway_min": Origin.INHERITED,
        "tracks": Origin.DEFAULT,
    }


def test_a_value_carries_its_own_evidence_before_that_of_its_group(tmp_path: Path) -> None:
    provenance = with_group(tmp_path).provenance
    assert provenance["links", "ostrov_pskov", "length_km"].source == "krasnov1922 p. 2"
    assert provenance["links", "ostrov_pskov", "headway_min"].source == "guide1917"
    assert provenance["links", "ostrov_pskov", "headway_min"].grade == "C"


def test_what_an_entry_states_stands_before_what_it_inherits(tmp_path: Path) -> None:
    links = with_group(tmp_path).parts.links
    assert Number(30.0) == links["pskov_gatchina"].headway_min
    assert Name("rail_speed") == links["pskov_gatchina"].speed_km_h


def test_each_entry_draws_an_inherited_distribution_for_itself(tmp_path: Path) -> None:
    names = {quantity.name for quantity in with_group(tmp_path).quantities()}
    assert {"links.ostrov_pskov.headway_min", "links.pskov_gatchina.headway_min"} <= names


def test_quantities_carry_their_unit_and_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    quantities = load(tmp_path).quantities()
    assert sorted(quantity.name for quantity in quantities) == [each.name for each in quantities]
    units = {quantity.name: quantity.unit for quantity in quantities}
    assert "km/h" == units["links.pskov_luga.speed_km_h"]
    assert "men" == units["units.ninth_don.men"]


def test_moments_are_counted_from_the_start_of_the_period(tmp_path: Path) -> None:
    document = load(tmp_path)
    assert 0 == document.settings.start_us
    assert 7 * 24 * 3_600_000_000 == document.settings.end_us
    assert 0 == document.settings.t0_us


def test_a_range_of_moments_is_drawn(tmp_path: Path) -> None:
    acts = BASE["acts.yaml"].replace("1917-11-07 00:00", "1917-11-07 00:00..1917-11-07 02:00")
    text = acts.replace("label: stop", "label: stop, exogenous: it was under way")
    act = load(tmp_path, **{"acts.yaml": text}).parts.acts["countermand"]
    assert isinstance(act.at, Draw)
    assert (0.0, 7_200_000_000.0) == act.at.distribution.support()


def test_outcomes_keep_their_order_and_all_else_is_sorted(tmp_path: Path) -> None:
    parts = load(tmp_path).parts
    assert ["taken", "not_taken"] == list(parts.outcomes)
    assert sorted(parts.places) == list(parts.places)


def test_a_document_travels_to_another_process_whole(tmp_path: Path) -> None:
    document = load(tmp_path)
    copy = pickle.loads(pickle.dumps(document))
    assert document == copy
    assert document.scenario_hash == copy.with_overlay().scenario_hash


def test_a_single_file_holds_a_whole_scenario(tmp_path: Path) -> None:
    text = BASE["scenario.yaml"] + "outcomes: [{id: any, label: any, otherwise: true}]\n"
    path = tmp_path / "tiny.yaml"
    path.write_text(text)
    assert "tiny" == load_document(path).name


def test_loading_raises_all_faults_at_once(tmp_path: Path) -> None:
    files = {
        "units.yaml": "- {id: ninth_don, plaace: luga}\n",
        "sides.yaml": "- {id: B, name: b}\n",
    }
    with pytest.raises(ScenarioError) as raised:
        load(tmp_path, **files)
    assert {"units.yaml", "sides.yaml", "persons.yaml"} == {
        Path(fault.spot.file).name for fault in raised.value.faults if fault.spot
    }


@pytest.mark.parametrize(
    ("main", "code"), [("sides: [{id: government, name: G}\n", "syntax"), (None, "missing-file")]
)
def test_what_stood_in_a_main_file_that_cannot_be_read_is_not_missed_elsewhere(
    tmp_path: Path, main: str | None, code: str
) -> None:
    files = {name: text for name, text in BASE.items() if name not in ("sides.yaml", "sides.csv")}
    folder = write(tmp_path, files)
    if main is None:
        (folder / "scenario.yaml").unlink()
    else:
        (folder / "scenario.yaml").write_text(main, encoding="utf-8")

    assert [code] == [fault.code for fault in check_document(folder).faults]


def test_a_check_counts_what_the_scenario_holds(tmp_path: Path) -> None:
    check = check_document(write(tmp_path, BASE))
    assert 6 == check.counts["places"]
    assert check.tally is not None
    assert check.tally.as_json().keys() == {"supplied", "inherited", "default"}
    assert check.tally.inherited == 0


def test_an_unknown_what_if_is_named_with_the_nearest(tmp_path: Path) -> None:
    document = load(tmp_path, **{"what_ifs/no_wire.yaml": "label: no wire\n"})
    with pytest.raises(MisuseError, match="did you mean `no_wire`"):
        document.with_overlay(what_if="no_wires")
    with pytest.raises(MisuseError, match="no what-if `peace`; there are `no_wire`"):
        document.with_overlay(what_if="peace")
    with pytest.raises(MisuseError, match="no account `peace`; there is none"):
        document.with_overlay(account="peace")


def test_a_check_needs_neither_compiler_nor_tables(tmp_path: Path) -> None:
    folder = write(tmp_path, BASE)
    script = (
        "import sys; from echelon.scenario.load import check_document; "
        f"check_document({str(folder)!r}); "
        "print(*sorted({'numba', 'numpy', 'pandas', 'pyarrow'} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert "" == done.stdout.strip()
