"""What the checks let pass, and what they find once and only once."""

from pathlib import Path

import pytest

from echelon.errors import Fault
from echelon.scenario.load import check_document
from scenario.example_folders import BASE, write

LINES = """\
- {id: ostrov_pskov, kind: rail, from: ostrov, to: pskov, length_km: 53, source: guide1917}
- {id: pskov_luga, kind: road, from: pskov, to: luga, length_km: 138, source: guide1917}
"""


def faults_of(folder: Path, **files: str | None) -> tuple[Fault, ...]:
    changed: dict[str, str | None] = {**BASE, **files}
    kept = {name: text for name, text in changed.items() if text is not None}
    return check_document(write(folder, kept)).faults


def codes_of(folder: Path, **files: str | None) -> list[str]:
    return [fault.code for fault in faults_of(folder, **files)]


def order(do: str, by: str = "krasnov") -> dict[str, str | None]:
    return {"orders.yaml": f"- {{id: o, by: {by}, when: time > 1917-11-08, do: {do}}}\n"}


def test_a_place_is_not_reached_by_several_means_in_turn(tmp_path: Path) -> None:
    """It once passed, and in every run nobody found a way."""
    files = order("move ninth_don to luga") | {"links.yaml": LINES}
    [fault] = faults_of(tmp_path, **files)
    assert "unreachable" == fault.code
    assert "where no links lead all the way by one means" in fault.message
    assert "order each stage by itself" in fault.help


def test_a_place_is_reached_by_several_means_in_stages(tmp_path: Path) -> None:
    files = {"links.yaml": LINES}
    files |= order("move ninth_don to pskov by rail; move ninth_don to luga")
    assert [] == codes_of(tmp_path, **files)


def test_a_place_is_not_reached_by_rail_over_a_road(tmp_path: Path) -> None:
    files = order("move ninth_don to luga by rail") | {"links.yaml": LINES}
    assert ["unreachable"] == codes_of(tmp_path, **files)


def test_a_place_is_reached_from_where_another_order_may_have_led(tmp_path: Path) -> None:
    text = """\
- {id: march, by: krasnov, when: heard(luga_joined), do: move ninth_don to pskov}
- {id: entrain, by: krasnov, when: heard(luga_joined), do: move ninth_don to ostrov by rail}
"""
    assert [] == codes_of(tmp_path, **{"orders.yaml": text})


def test_nobody_needs_a_channel_to_somebody_in_the_same_place(tmp_path: Path) -> None:
    files = order("halt ninth_don") | {"channels.yaml": None, "acts.yaml": None}
    assert ["no-channel"] == codes_of(
        tmp_path / "away", **files | order("halt ninth_don", "kerensky")
    )
    assert [] == codes_of(tmp_path / "here", **files)


def test_a_broadcast_carries_no_order_to_anybody(tmp_path: Path) -> None:
    """It once counted as a way for letters, which no run ever takes."""
    files = order("halt ninth_don", "kerensky") | {
        "channels.yaml": "- {id: r, kind: radio, reach: all, delay_min: 5, source: guide1917}\n"
    }
    assert ["no-channel", "no-channel"] == codes_of(tmp_path, **files)


def test_what_is_announced_must_come_to_the_station(tmp_path: Path) -> None:
    radio = "- {id: r, kind: radio, from: luga, reach: all, delay_min: 5, source: guide1917}\n"
    wire = "- {id: w, kind: telephone, from: ostrov, to: luga, delay_min: 5, source: guide1917}\n"
    files = order("announce luga_joined by r")
    apart = files | {"channels.yaml": BASE["channels.yaml"] + radio}
    joined = files | {"channels.yaml": BASE["channels.yaml"] + radio + wire}

    assert ["no-channel"] == codes_of(tmp_path / "apart", **apart)
    assert [] == codes_of(tmp_path / "joined", **joined)


def test_an_author_is_no_work_though_the_bibliography_has_his_name(tmp_path: Path) -> None:
    """It was once enough that the word stood anywhere in it."""
    units = "- {id: ninth_don, name: Ninth Don, side: government, men: 480, place: ostrov, "
    files = {"units.yaml": f"{units}source: Krasnov 1922 p. 3}}\n"}
    assert ["unknown-source"] == codes_of(tmp_path, **files)


def test_nobody_announces_over_a_wire_that_only_two_ends_hear(tmp_path: Path) -> None:
    files = order("announce luga_joined by wire")
    assert ["no-channel"] == codes_of(tmp_path, **files)


def test_a_message_is_relayed_over_several_channels(tmp_path: Path) -> None:
    text = "- {id: kerensky, name: K, side: government, place: luga}\n"
    persons = "".join(BASE["persons.yaml"].splitlines(keepends=True)[:2]) + text
    wire = "- {id: on, kind: telephone, from: luga, to: pskov, delay_min: 5, source: guide1917}\n"
    files = order("halt ninth_don", "kerensky") | {"persons.yaml": persons}
    assert ["no-channel"] == codes_of(tmp_path / "without", **files)
    files["channels.yaml"] = BASE["channels.yaml"] + wire
    assert [] == codes_of(tmp_path / "with", **files)


def test_an_order_to_come_may_bring_its_author_to_the_receiver(tmp_path: Path) -> None:
    text = """\
- {id: come, by: kerensky, when: time > 1917-11-08, do: go to ostrov by rail}
- {id: stop, by: kerensky, when: time > 1917-11-08, do: halt ninth_don}
"""
    assert [] == codes_of(
        tmp_path, **{"orders.yaml": text, "channels.yaml": None, "acts.yaml": None}
    )


@pytest.mark.parametrize(
    ("deed", "side", "said"),
    [
        ("seize luga", "", "a staff that stands on no side takes nothing"),
        ("seize luga", ", side: government", ""),
        ("go to luga", ", side: government", "a staff stays where it is"),
    ],
)
def test_a_staff_takes_a_place_for_its_side_alone_and_goes_nowhere(
    tmp_path: Path, deed: str, side: str, said: str
) -> None:
    staff = f"- {{id: crowd, name: C, kind: crowd, place: luga{side}, grade: D, note: x}}\n"
    found = faults_of(tmp_path, **order(deed, "crowd") | {"staffs.yaml": staff})
    assert [said] * bool(said) == [
        fault.message.partition(": ")[2][: len(said)]
        for fault in found
        if fault.code == "bad-action"
    ]


def test_a_value_that_is_an_input_needs_no_source_of_its_own(tmp_path: Path) -> None:
    inputs = "- {id: strength_of_all, value: 300..500, source: guide1917}\n"
    unit = "- {id: ninth_don, name: N, side: government, place: ostrov, men: strength_of_all}\n"
    assert [] == codes_of(tmp_path, **{"inputs.yaml": inputs, "units.yaml": unit})


def test_a_guess_that_says_so_needs_no_source(tmp_path: Path) -> None:
    unit = BASE["units.yaml"].replace("source: krasnov1922", "grade: D, note: a guess")
    assert [] == codes_of(tmp_path, **{"units.yaml": unit})


def test_a_value_without_a_source_is_told_once_and_not_again_with_a_what_if(tmp_path: Path) -> None:
    units = "".join(
        f"- {{id: {name}, name: N, side: government, place: ostrov, men: 300}}\n"
        for name in ("ninth_don", "tenth_don", "a", "b", "c")
    )
    files: dict[str, str | None] = {
        "units.yaml": units,
        "what_ifs/fewer.yaml": "label: o\ndrop: [units.b]\n",
        "what_ifs/more.yaml": "label: o\nchange: {units.b.men: 400}\n",
    }
    found = [(fault.message, fault.spot) for fault in faults_of(tmp_path, **files)]
    assert [
        ("5 units give no source for some of `men`", "units.yaml"),
        ("unit `b` gives no source for `men`", "more.yaml"),
    ] == [(message, spot and Path(spot.file).name) for message, spot in found]


@pytest.mark.parametrize("rest", ["a town", "Old"])
def test_the_rest_of_a_text_that_a_comma_cut_off_is_said_to_want_quotes(
    tmp_path: Path, rest: str
) -> None:
    places = f"- {{id: luga, name: Luga, {rest}}}\n"
    found = faults_of(tmp_path, **{"places.yaml": places, "places.csv": None})
    (cut,) = [fault for fault in found if fault.code == "unknown-key"]
    assert f"unknown key `{rest}` in place `luga`" == cut.message
    assert "put quotes around a text with a comma in it" in str(cut.help)


def test_an_input_that_only_a_what_if_uses_is_used(tmp_path: Path) -> None:
    files: dict[str, str | None] = {
        "inputs.yaml": "- {id: strength_of_all, value: 300..500, source: guide1917}\n",
        "what_ifs/other.yaml": "label: o\nchange: {units.ninth_don.men: strength_of_all}\n",
    }
    assert [] == codes_of(tmp_path, **files)


def test_a_correlated_input_may_be_fixed_by_a_what_if(tmp_path: Path) -> None:
    inputs = "".join(f"- {{id: {name}, value: 1..2, source: guide1917}}\n" for name in "ab")
    files: dict[str, str | None] = {
        "inputs.yaml": inputs,
        "correlations.yaml": "- {id: c, inputs: a; b, correlation: 0.5, source: guide1917}\n",
        "what_ifs/other.yaml": "label: o\nchange: {inputs.a.value: 2}\n",
    }
    assert [] == codes_of(tmp_path, **files)


def test_an_act_that_may_be_before_the_start_is_refused(tmp_path: Path) -> None:
    text = BASE["acts.yaml"].replace("1917-11-07 00:00", "1917-11-06 23:00..1917-11-07 00:00")
    assert ["outside-period"] == codes_of(tmp_path, **{"acts.yaml": text})


def test_a_column_that_no_row_should_have_is_told_once(tmp_path: Path) -> None:
    table = "id,name,colour\ngovernment,Government,white\nsoviets,Soviets,red\n"
    assert ["unknown-key"] == codes_of(tmp_path, **{"sides.yaml": None, "sides.csv": table})


def test_an_entry_at_fault_makes_no_fault_of_what_names_it(tmp_path: Path) -> None:
    sides = "- {id: government, nmae: Government}\n"
    assert ["unknown-key"] == codes_of(tmp_path, **{"sides.yaml": sides})


def test_a_file_that_cannot_be_read_makes_no_fault_of_what_names_its_entries(
    tmp_path: Path,
) -> None:
    assert ["syntax"] == codes_of(tmp_path, **{"sides.yaml": "- {id: government, name: [\n"})


def test_a_broken_work_makes_no_fault_of_what_cites_it(tmp_path: Path) -> None:
    works = BASE["sources.bib"] + "@book{guide1918, title = {Guide\n"
    unit = BASE["units.yaml"].replace("krasnov1922", "guide1918")
    files: dict[str, str | None] = {"sources.bib": works, "units.yaml": unit}
    assert ["bad-bibliography"] == codes_of(tmp_path, **files)


def test_very_many_warnings_forbid_nothing(tmp_path: Path) -> None:
    rows = "".join(f"input_{row},{row},guide1917\n" for row in range(1_200))
    check = check_document(write(tmp_path, BASE | {"inputs.csv": "id,value,source\n" + rows}))
    assert check.document is not None
    assert {"unused", "too-many-faults"} == {fault.code for fault in check.warnings}
    assert () == check.errors


def test_a_missing_file_is_named_where_its_entries_are_wanted(tmp_path: Path) -> None:
    faults = faults_of(tmp_path, **{"sides.yaml": None})
    assert {"there are no sides: write them in `sides.yaml` or `sides.csv`"} == {
        fault.help for fault in faults if fault.code == "unknown-name"
    }


def test_many_entries_without_a_source_are_told_of_at_once(tmp_path: Path) -> None:
    rows = "".join(f"place_{row},Place,{row % 90}\n" for row in range(40))
    head = BASE["places.csv"].replace("id,name\n", "").replace("\n", ",\n")
    files = {name: text for name, text in BASE.items() if name != "places.csv"}
    files["places.csv"] = "id,name,lat\n" + rows + head
    (fault,) = check_document(write(tmp_path / "one", files)).faults
    assert "40 places give no source for some of `lat`" == fault.message
    assert fault.notes[0].endswith("and 28 more")
    # The remedy that it names is one.
    group = fault.help.split("a group `")[1].removesuffix("`")
    files["groups.yaml"] = f"- {group}\n"
    assert () == check_document(write(tmp_path / "two", files)).faults


def test_a_fault_of_the_base_is_told_once_though_an_overlay_changes_what_its_notes_name(
    tmp_path: Path,
) -> None:
    person = "- {id: nobody, name: N, side: goverment, place: pskov}\n"
    files = {
        "persons.yaml": BASE["persons.yaml"] + person,
        "sides.yaml": "- {id: reds, name: The Reds}\n" + BASE["sides.yaml"],
        "what_ifs/without.yaml": "label: Without them\ndrop: [sides.reds]\n",
    }
    assert ["unknown-name"] == codes_of(tmp_path, **files)


def test_an_office_of_an_institution_that_does_not_exist_is_told_of(tmp_path: Path) -> None:
    """It once ended the check of who commands by a traceback."""
    files = {
        "institutions.yaml": "- {id: staff, name: Staff, side: government, competences: all}\n",
        "offices.yaml": "- {id: chief, name: Chief, of: staf, holder: krasnov}\n",
        "dispositions.yaml": "- {id: d, of: ninth_don, toward: government, value: loyal,"
        " source: krasnov1922}\n",
    } | order("halt ninth_don")
    assert ["unknown-name", "nobody-commands"] == codes_of(tmp_path, **files)


def say(do: str, when: str, **more: str) -> dict[str, str | None]:
    return {
        "orders.yaml": f"- {{id: o, by: krasnov, when: {when}, do: {do}, grade: D, note: guess}}\n"
    } | {f"{name}.yaml": text for name, text in more.items()}


@pytest.mark.parametrize("question", ["men(ninth_don) > 0", "at(krasnov)", "function(pskov)"])
def test_a_question_that_lacks_a_name_is_one_fault_and_no_fault_of_echelon(
    tmp_path: Path, question: str
) -> None:
    [fault] = faults_of(tmp_path, **say("tell krasnov luga_joined", question))
    assert "bad-condition" == fault.code
    assert "takes 2 names" in fault.message


def test_an_order_in_which_nothing_is_done_is_refused(tmp_path: Path) -> None:
    [fault] = faults_of(tmp_path, **say("[]", "time > 1917-11-08"))
    assert "wrong-type" == fault.code


def test_nobody_is_his_own_deputy(tmp_path: Path) -> None:
    persons = BASE["persons.yaml"].replace("side:", "deputy: krasnov, side:", 1)
    [fault] = faults_of(tmp_path, **{"persons.yaml": persons})
    assert ("circular", "person `krasnov` is its own deputy") == (fault.code, fault.message)


def test_a_knowledge_date_outside_of_the_period_is_refused(tmp_path: Path) -> None:
    for t0, where in (("1917-11-15", "after the period ends"), ("1917-11-06", "before the period")):
        heading = BASE["scenario.yaml"] + f"t0: {t0}\n"
        [fault] = faults_of(tmp_path, **{"scenario.yaml": heading})
        assert "outside-period" == fault.code
        assert fault.message.startswith(f"`t0` lies {where}")


def test_a_range_where_a_recorded_number_stands_is_called_a_range(tmp_path: Path) -> None:
    quantities = "- {id: men_there, label: men, value: men(ninth_don; luga)}\n"
    record = "- {id: r, of: men_there, best: 0..5, source: krasnov1922}\n"
    [fault] = faults_of(tmp_path, **{"quantities.yaml": quantities, "record.yaml": record})
    assert "`0..5` is a range, and a recorded number is one" in fault.message
    assert "`low` and `high`" in fault.help


def test_whom_an_act_appoints_wrongly_is_one_fault(tmp_path: Path) -> None:
    files = {
        "institutions.yaml": "- {id: cabinet, name: Cabinet, side: government, competences: all}\n",
        "offices.yaml": "- {id: premier, name: Premier, of: cabinet, holder: kerensky}\n",
        "acts.yaml": BASE["acts.yaml"]
        + "- {id: named, at: 1917-11-07 00:00, by: kerensky, kind: appoint, office: premier, "
        "target: premier, to: ninth_don, label: named, source: krasnov1922}\n",
    }
    [fault] = faults_of(tmp_path, **files)
    assert "wrong-kind" == fault.code


def test_what_is_no_word_for_a_disposition_is_told_with_the_words(tmp_path: Path) -> None:
    text = "- {id: d, of: ninth_don, toward: government, value: fanatical, source: krasnov1922}\n"
    [fault] = faults_of(tmp_path, **{"dispositions.yaml": text})
    assert "`devoted`, `loyal`, `inclined`" in fault.help


def test_a_default_that_is_restated_without_a_source_is_told_of_once(tmp_path: Path) -> None:
    text = "- {id: ageing, of: news.half_life_h, value: 6..12}\n"
    assert ["no-source"] == codes_of(tmp_path, **{"defaults.yaml": text})


@pytest.mark.parametrize("men", ["480 / 0", "480 / (0.0)", "min(1 / 0; 4)"])
def test_a_quantity_that_divides_by_zero_as_written_is_refused(tmp_path: Path, men: str) -> None:
    units = BASE["units.yaml"].replace("480", men)
    [fault] = faults_of(tmp_path, **{"units.yaml": units})
    assert ("bad-number", "unit `ninth_don` divides by zero") == (fault.code, fault.message)


def test_nobody_offers_himself_anything(tmp_path: Path) -> None:
    text = (
        "- {id: truce, label: a truce, by: krasnov, to: krasnov, worth: 1, grade: D, note: guess}\n"
    )
    deal = {"agreements.yaml": text} | order("offer truce")
    [fault] = [it for it in faults_of(tmp_path, **deal) if not it.warning]
    assert "circular" == fault.code
    assert "agreement `truce` is offered to `krasnov`, who offers it" == fault.message
