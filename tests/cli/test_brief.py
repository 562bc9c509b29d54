"""`echelon brief`: what one actor knew, printed; and what cannot be asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.terminal import say, say_json
from engine.verdicts import deed, institution, office, view
from worlds import body, fact, order, person, places, scenario_text, staff

SCENARIO = "ostrov-gatchina"
RUN = ("--run", "3", "--seed", "3")
MORNING = ("--at", "1917-11-08 06:00")


def test_a_brief_says_what_is_known_since_when_and_from_whom(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status, out, err = say(capsys, "brief", SCENARIO, "krasnov", *RUN, *MORNING)

    assert (0, "") == (status, err)
    assert all(len(line) <= 80 for line in out.splitlines())
    assert "P. N. Krasnov, 8 Nov 1917 06:00, at Ostrov" in out
    assert "7 Nov 21:10  Cheremisov stops all trains for Petrograd (told by V. A." in out
    unheard = out.partition("Has not heard\n")[2].partition("\n\n")[0]
    assert "The first train leaves Ostrov" in " ".join(unheard.split())
    assert "Own standing orders\n" in out


def test_json_gives_the_same_as_plain_values(capsys: pytest.CaptureFixture[str]) -> None:
    told = say_json(capsys, "brief", SCENARIO, "krasnov", *RUN, *MORNING)

    assert {
        "scenario",
        "scenario_hash",
        "seed",
        "run",
        "actor",
        "name",
        "time",
        "place",
        "bound_for",
        "authority",
        "knows",
        "not_heard",
        "not_known",
        "letters",
        "orders",
    } == told.keys()
    assert ("krasnov", "1917-11-08T06:00", "Ostrov") == (
        told["actor"],
        told["time"],
        told["place"],
    )
    first = told["knows"][0]
    assert {"text", "since", "learnt", "age_h", "source"} == first.keys()
    assert "told by V. A. Cheremisov" == first["source"]
    assert first["since"] <= first["learnt"] <= told["time"]


def test_an_old_style_date_is_the_same_moment(capsys: pytest.CaptureFixture[str]) -> None:
    one = say(capsys, "brief", SCENARIO, "krasnov", *RUN, *MORNING)
    other = say(capsys, "brief", SCENARIO, "krasnov", *RUN, "--at", "1917-10-26 06:00 OS")

    assert one == other


def test_an_unknown_actor_is_misuse_and_the_nearest_is_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status, out, err = say(capsys, "brief", SCENARIO, "krasnof", *RUN, *MORNING)

    assert (2, "") == (status, out)
    assert (
        "`krasnof` is no person, unit, staff or body of ostrov-gatchina; did you mean `krasnov`?"
        in err
    )


@pytest.mark.parametrize("moment", ["1917-11-06 23:00", "1917-11-10 00:01", "1918-01-01"])
def test_a_moment_outside_the_period_is_misuse(
    capsys: pytest.CaptureFixture[str], moment: str
) -> None:
    status, out, err = say(capsys, "brief", SCENARIO, "krasnov", *RUN, "--at", moment)

    assert (2, "") == (status, out)
    assert "lies outside the period, 7 Nov 1917 12:00 to 10 Nov 1917 00:00" in err


@pytest.mark.parametrize(
    ("moment", "why"), [("noon", "is not a moment"), ("1917-11-31", "there is no day 31")]
)
def test_what_is_no_moment_is_misuse(
    capsys: pytest.CaptureFixture[str], moment: str, why: str
) -> None:
    status, _, err = say(capsys, "brief", SCENARIO, "krasnov", *RUN, "--at", moment)

    assert 2 == status
    assert why in err


def test_the_ends_of_the_period_belong_to_it(capsys: pytest.CaptureFixture[str]) -> None:
    for moment in ("1917-11-07 12:00", "1917-11-10 00:00"):
        assert 0 == say(capsys, "brief", SCENARIO, "krasnov", *RUN, "--at", moment)[0]


def test_a_what_if_changes_what_is_heard(capsys: pytest.CaptureFixture[str]) -> None:
    what_if = ("--what-if", "no_countermand")
    told = say_json(capsys, "brief", SCENARIO, "krasnov", *RUN, *MORNING, *what_if)

    assert [] == [known for known in told["knows"] if "stops all trains" in known["text"]]


def test_whether_somebody_holds_an_office_may_be_undecided(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entries = [
        *places("here"),
        *(person(id_, "here", view="both") for id_ in ("anna", "boris")),
        institution("council"),
        institution("cabinet"),
        institution("court"),
        office("premier", "cabinet", "boris"),
        office("judge", "court", "anna"),
        view("both", "council", "cabinet", "court"),
        deed("one", "declare_void", 1, "cabinet"),
        deed("two", "declare_void", 2, "council", institution="cabinet"),
    ]
    path = tmp_path / "rivals.yaml"
    path.write_text(scenario_text(entries), encoding="utf-8")
    at = ("--run", "0", "--at", "1900-01-01 03:00")

    _, out, _ = say(capsys, "brief", str(path), "anna", *at)

    assert "  - undecided: one; two\n" in out
    assert "  - premier: Boris (undecided)\n" in out
    assert "  - judge: Anna\n" in out


@pytest.mark.parametrize("actor", ["clerks", "cabinet"])
def test_staffs_and_bodies_have_briefs_as_well(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], actor: str
) -> None:
    entries = [
        *places("here"),
        *(person(id_, "here") for id_ in ("anna", "boris")),
        institution("council", side="red"),
        office("premier", "council", "boris"),
        staff("clerks", "here", "officials", side="red"),
        body("cabinet", "anna", "anna; boris", "here"),
        deed("decree", "proclaim", 1),
    ]
    path = tmp_path / "ministry.yaml"
    path.write_text(scenario_text(entries), encoding="utf-8")
    at = ("--run", "0", "--at", "1900-01-01 03:00")

    _, out, _ = say(capsys, "brief", str(path), actor, *at)

    assert f"{actor.title()}, 1 Jan 1900 03:00, at Here\n" in out
    assert "  - valid: decree\n" in out
    assert "  - premier: Boris\n" in out


def test_an_act_that_he_takes_for_forged_is_told_apart_from_one_that_is_void_to_him(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entries = [
        *places("here"),
        *(person(id_, "here", view="both") for id_ in ("anna", "boris", "clara")),
        institution("council"),
        office("chief", "council", "clara"),
        view("both", "council"),
        deed("letter", "proclaim", 1, office="chief", in_name_of="clara", believed=0.2),
        deed("speech", "proclaim", 2, office="chief"),
        fact("seen"),
        order("trusts", "boris", "valid(letter) or valid(speech)", "tell anna seen"),
    ]
    path = tmp_path / "forger.yaml"
    path.write_text(scenario_text(entries), encoding="utf-8")
    at = ("--run", "0", "--at")

    _, before, _ = say(capsys, "brief", str(path), "boris", *at, "1900-01-01 00:30")
    _, out, _ = say(capsys, "brief", str(path), "boris", *at, "1900-01-01 03:00")
    told = say_json(capsys, "brief", str(path), "boris", *at, "1900-01-01 03:00")

    assert "forged" not in before
    assert "  - for forged: letter\n" in out
    assert "Void: speech (own judgement, 1 h 0 min old)" in out
    assert "whether it is valid: letter" in out
    assert "  - void: speech\n" in out
    assert {"letter": "forged", "speech": "void"} == told["authority"]["acts"]
