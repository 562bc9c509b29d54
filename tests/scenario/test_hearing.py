"""Who can ever come to know what an order of his waits for."""

from pathlib import Path

import pytest

from echelon.scenario.load import check_document
from worlds import Entry, fact, order, person, places, road, scenario_text, unit

HEAD = (Path(__file__).parent / "errors" / "hearing" / "scenario.yaml").read_text("utf-8")


def never_known(folder: Path, *changes: tuple[str, str]) -> list[str]:
    text = HEAD
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (folder / "crisis.yaml").write_text(text, encoding="utf-8")
    faults = check_document(folder / "crisis.yaml").faults
    return [fault.message.split("`")[1] for fault in faults if fault.code == "never-known"]


def test_what_nobody_tells_and_he_cannot_see_is_never_known(tmp_path: Path) -> None:
    assert ["four"] == never_known(tmp_path)
    assert ["two", "four"] == never_known(tmp_path, ("do: go to corvan", "do: go to brenn"))


@pytest.mark.parametrize(
    "mended",
    [
        ("{id: alarm, label: Alarm}", "{id: alarm, label: Alarm, known_to: kant}"),
        ("tell varga alarm", "tell varga alarm; tell kant alarm"),
        ("tell varga alarm", "telephone varga, kant about alarm"),
        ("id: alarm, label: Alarm", "id: alarm, label: Alarm, at: brenn"),
    ],
)
def test_who_is_told_in_any_way_may_know(tmp_path: Path, mended: tuple[str, str]) -> None:
    assert [] == never_known(tmp_path, mended)


def test_the_chain_of_command_is_reported_to_and_a_traveller_sees(tmp_path: Path) -> None:
    assert "three" not in never_known(tmp_path)
    assert "two" not in never_known(tmp_path, ("commander: varga", "commander: kant"))
    assert "two" not in never_known(tmp_path, ("tell lund march", "go to corvan"))


def test_nobody_passes_a_dead_end_on_his_way(tmp_path: Path) -> None:
    away = ("do: tell varga alarm}", "do: tell varga alarm}\n  - {id: five, by: lund, "
            "when: time > 1917-11-08, do: go to brenn}")  # fmt: skip
    not_told = ("tell lund march", "tell varga march")
    assert "one" in never_known(tmp_path, not_told, away)
    there = (away[0], away[1].replace("go to brenn", "go to mill"))
    assert "one" not in never_known(tmp_path, not_told, there)


def test_what_a_what_if_names_may_be_known_under_it(tmp_path: Path) -> None:
    other = "\nwhat_ifs:\n  - {id: other, label: o, change: {facts.alarm.known_to: kant}}\norders:"
    assert "four" not in never_known(tmp_path, ("\norders:", other))


def test_what_is_reported_says_from_where(tmp_path: Path) -> None:
    text = HEAD.replace("at: mill, ", "")
    (tmp_path / "crisis.yaml").write_text(text, encoding="utf-8")
    assert "missing-key" in [
        fault.code for fault in check_document(tmp_path / "crisis.yaml").faults
    ]


def test_what_is_reported_says_from_where_also_where_a_group_says_who_acts(tmp_path: Path) -> None:
    entries = [
        *places("west"),
        person("chief", "west"),
        Entry("groups", {"id": "his", "part": "orders", "fields": {"by": "chief"}}),
        fact("alarm", reported_to=["chief"]),
        Entry("orders", {"id": "waits", "label": "w", "group": "his", "when": "heard(alarm)",
                         "do": "tell chief alarm"}),
    ]  # fmt: skip
    (tmp_path / "crisis.yaml").write_text(scenario_text(entries), encoding="utf-8")
    assert "missing-key" in [
        fault.code for fault in check_document(tmp_path / "crisis.yaml").faults
    ]


def test_what_no_company_of_a_pool_can_know_is_told_once(tmp_path: Path) -> None:
    company = {"companies": 3, "men": 50, "place": "west", "side": "red", "crosses_to": "east"}
    entries = [
        *places("west", "east"),
        road("west", "east"),
        person("chief", "west"),
        fact("alarm"),
        Entry("pools", {"id": "guard", "name": "guard", "to": "chief",
                        "offers_when": "heard(alarm)"} | company),
    ]  # fmt: skip
    (tmp_path / "crisis.yaml").write_text(scenario_text(entries), encoding="utf-8")
    faults = check_document(tmp_path / "crisis.yaml").faults

    found = [fault.message.split("`")[1] for fault in faults if fault.code == "never-known"]
    assert ["guard_1_offers_itself"] == found


@pytest.mark.parametrize(("waiter", "never"), [("army", []), ("chief", ["waits"])])
@pytest.mark.parametrize("asked", ["received(march)", "not received(march)"])
def test_that_an_order_has_come_is_known_to_whom_it_is_for(
    tmp_path: Path, waiter: str, never: list[str], asked: str
) -> None:
    entries = [
        *places("west", "east"),
        road("west", "east"),
        person("chief", "west"),
        unit("army", "west"),
        fact("done"),
        order("march", "chief", "time >= 1900-01-01 01:00", "move army to east"),
        order("waits", waiter, asked, "tell chief done"),
    ]
    (tmp_path / "crisis.yaml").write_text(scenario_text(entries), encoding="utf-8")
    faults = check_document(tmp_path / "crisis.yaml").faults

    found = [fault.message.split("`")[1] for fault in faults if fault.code == "never-known"]
    assert never == found


@pytest.mark.parametrize(
    ("wagons", "where", "never"),
    [(5, "west", []), (5, "east", ["waits"]), (None, "west", ["waits"])],
)
def test_wagons_are_known_to_who_is_where_they_are_counted(
    tmp_path: Path, wagons: int | None, where: str, never: list[str]
) -> None:
    entries = [
        *places("west", **({} if wagons is None else {"wagons": wagons})),
        *places("east"),
        person("chief", where),
        unit("army", "west"),
        order("waits", "chief", "wagons(west) > 3", "halt army"),
    ]
    (tmp_path / "crisis.yaml").write_text(scenario_text(entries), encoding="utf-8")
    faults = check_document(tmp_path / "crisis.yaml").faults

    found = [fault.message.split("`")[1] for fault in faults if fault.code == "never-known"]
    assert never == found
