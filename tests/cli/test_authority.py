"""`echelon authority`: who may command, side by side, and why."""

from __future__ import annotations

from pathlib import Path

import pytest

import echelon
from cli.terminal import say, say_json
from engine.verdicts import deed, institution, office, view
from worlds import Entry, person, places, scenario_text


@pytest.fixture
def rivals(tmp_path: Path) -> str:
    """Write a scenario of a cabinet and a council that depose and void each other."""
    entries = [
        *places("here"),
        *(person(id_, "here") for id_ in ("anna", "boris", "clara")),
        institution("council", stands=False),
        institution("cabinet"),
        office("premier", "cabinet", "boris"),
        view("reds", "council"),
        view("whites", "cabinet"),
        view("both", "council", "cabinet"),
        deed("opens", "convene", 1, "council"),
        deed("decree", "declare_void", 2, "protest"),
        deed("protest", "declare_void", 3, "decree", institution="cabinet", reported_to=["clara"]),
    ]
    path = tmp_path / "rivals.yaml"
    path.write_text(scenario_text(entries), encoding="utf-8")
    return str(path)


def test_all_views_stand_side_by_side_within_the_width_of_a_terminal(
    rivals: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = say(capsys, "authority", rivals)

    assert 0 == status
    assert all(len(line) <= 80 for line in out.splitlines())
    assert "  decree                            void       undecided  void       valid\n" in out
    assert "  premier                           vacant     Boris      vacant     vacant\n" in out


def test_a_verdict_is_derived_in_words(rivals: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = say(capsys, "authority", rivals, "--view", "reds", "--explain", "protest")

    assert "In the view of Reds\n  protest: void\n" in out
    assert 'taken back or declared void by "decree", valid' in out


@pytest.mark.parametrize(
    ("signature", "reason"),
    [
        ({}, "nobody signed it for second, without whose signature first can do no such act"),
        ({"countersigned_by": "boris"}, "countersigned by Boris as second: holds it"),
        ({"countersigned_by": "clara"}, "countersigned by Clara as second: does not hold it"),
    ],
)
def test_a_derivation_tells_of_the_second_signature(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    signature: dict[str, object],
    reason: str,
) -> None:
    entries = [
        *places("here"),
        *(person(id_, "here") for id_ in ("anna", "boris", "clara")),
        institution("council"),
        view("reds", "council"),
        office("first", "council", "anna", countersigned_by="second"),
        office("second", "council", "boris", deputy="clara"),
        deed("decree", "proclaim", 1, office="first", **signature),
    ]
    path = tmp_path / "signed.yaml"
    path.write_text(scenario_text(entries), encoding="utf-8")

    _, out, _ = say(capsys, "authority", str(path), "--view", "reds", "--explain", "decree")

    assert reason in " ".join(out.split())


def test_before_an_act_is_done_nobody_has_heard_of_it(
    rivals: str, capsys: pytest.CaptureFixture[str]
) -> None:
    [told] = say_json(capsys, "authority", rivals, "--view", "both", "--at", "1900-01-01 02:30")[
        "views"
    ]

    assert {"id", "name", "institutions", "offices", "acts"} == told.keys()
    assert {"opens": "valid", "decree": "valid", "protest": "unheard"} == {
        act["id"]: act["standing"] for act in told["acts"]
    }


def test_what_is_unknown_is_answered_with_the_nearest(
    rivals: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, err = say(capsys, "authority", rivals, "--explain", "protes")

    assert 2 == status
    assert "did you mean `protest`?" in err


@pytest.mark.parametrize(
    ("about", "answer"),
    [
        ("nothing_like_it", "no act, office or institution of rivals; there are `cabinet`, `"),
        ("boris", "`boris` is a person, whom no view judges; explain an office of his: `premier`"),
        ("clara", "`clara` is a person, whom no view judges\n"),
    ],
)
def test_what_cannot_be_explained_is_answered_with_what_can(
    rivals: str, capsys: pytest.CaptureFixture[str], about: str, answer: str
) -> None:
    status, _, err = say(capsys, "authority", rivals, "--explain", about)

    assert 2 == status
    assert answer in err


def test_of_a_vacant_office_it_is_told_why_nobody_holds_it(
    rivals: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = say(capsys, "authority", rivals, "--view", "reds", "--explain", "premier")

    assert "  premier: vacant\n  premier, Boris: does not hold it\n" in out
    assert "by the authority of Cabinet, which does not stand" in out


def test_json_of_one_thing_holds_that_thing_alone(
    rivals: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = say_json(capsys, "authority", rivals, "--explain", "premier", "--view", "both")["views"]

    assert [("both", [], ["premier"], [])] == [
        (it["id"], it["institutions"], [one["id"] for one in it["offices"]], it["acts"])
        for it in told
    ]


def test_python_gives_the_same(rivals: str) -> None:
    found = echelon.load(rivals).authority(view="both")

    assert "undecided" == found["both"].of("decree")
    assert "boris" == found["both"].of("premier")


def test_who_would_be_appointed_and_was_not_is_said_to_hold_nothing_for_that(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entries = [
        *places("here"),
        *(person(id_, "here") for id_ in ("anna", "boris")),
        institution("cabinet"),
        office("premier", "cabinet", "boris"),
        view("whites", "cabinet"),
        deed("named", "appoint", 1, "premier", to="anna", office="premier"),
    ]
    path = tmp_path / "chosen.yaml"
    path.write_text(scenario_text(entries), encoding="utf-8")

    _, out, _ = say(capsys, "authority", str(path), "--view", "whites", "--explain", "premier")

    assert "  premier, Anna: does not hold it\n    - no valid act has appointed him\n" in out
    assert 1 == out.count("has appointed")


def test_who_holds_an_office_has_his_whole_name_but_for_initials(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = {"king": "King Juan Carlos", "general": "N. N. Dukhonin", "poet": "X."}
    entries = [
        *places("here"),
        *(person(id_, "here", name=name) for id_, name in names.items()),
        institution("state"),
        *(office(f"post_of_{id_}", "state", id_) for id_ in names),
        view("whites", "state"),
    ]
    path = tmp_path / "posts.yaml"
    path.write_text(scenario_text(entries), encoding="utf-8")

    _, out, _ = say(capsys, "authority", str(path), "--view", "whites")

    posts = " ".join(out[out.index("Offices") : out.index("Why:")].split())
    assert "Offices post_of_general Dukhonin post_of_king King Juan Carlos post_of_poet X." == posts


def test_a_derivation_has_small_articles_inside_its_sentences(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entries = [
        *places("here"),
        person("anna", "here"),
        institution("state", name="The State"),
        institution("cabinet", name="The Cabinet", derives_from="state"),
        office("premier", "cabinet", "anna"),
        Entry("views", {"id": "whites", "name": "The Whites", "roots": ["state"]}),
    ]
    path = tmp_path / "articles.yaml"
    path.write_text(scenario_text(entries), encoding="utf-8")

    _, office_out, _ = say(capsys, "authority", str(path), "--explain", "premier")
    _, cabinet_out, _ = say(capsys, "authority", str(path), "--explain", "cabinet")

    assert "In the view of the Whites\n  premier, Anna: holds it\n" in office_out
    assert "by the authority of the Cabinet, which stands" in office_out
    assert "derives from the State, which stands" in cabinet_out
