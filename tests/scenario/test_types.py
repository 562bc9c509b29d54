"""A condition that mixes what cannot be mixed, or names what is not there, is found at load."""

import pytest
from hypothesis import given

from echelon.scenario.conditions import parse_condition
from echelon.scenario.predicates import PREDICATES
from echelon.scenario.references import KINDS, SINGULARS
from echelon.scenario.types import check_types
from scenario.expression_trees import CALENDAR, conditions

NAMES = {
    "facts": {"gatchina_taken"},
    "units": {"vanguard"},
    "places": {"gatchina", "luga"},
    "sides": {"loyal"},
    "persons": {"krasnov"},
    "links": {"luga_gatchina"},
    "orders": {"advance"},
    "inputs": {"limit_men"},
}


def faults(text, observer="truth", expected="truth"):
    return check_types(parse_condition(text, CALENDAR), NAMES, observer, expected)


@pytest.mark.parametrize(
    ("text", "observer", "expected"),
    [
        ("heard(gatchina_taken) and strength(loyal, gatchina) >= 500", "person", "truth"),
        ("heard(gatchina_taken; krasnov)", "truth", "truth"),
        ("happened(gatchina_taken) or at(vanguard; luga) or at(krasnov; luga)", "truth", "truth"),
        ("time >= 1917-10-28 06:00 and time - time_of(gatchina_taken) > 3 h", "person", "truth"),
        ("estimate(vanguard; gatchina) < time + 2 d * 0.5", "person", "truth"),
        ("not open(luga_gatchina) and not open(luga)", "truth", "truth"),
        ("received(advance) == received(advance) or true", "truth", None),
        ("men(vanguard; luga) > limit_men * 0.5", "truth", "truth"),
        ("max(men(vanguard; luga); strength(loyal; luga)) / 2", "truth", "number"),
        ("min(time_of(gatchina_taken); 1917-10-30)", "truth", "moment"),
        ("(time - time_of(gatchina_taken)) / 1 h", "truth", "number"),
        ("-(time - 1917-10-25) + 3 h", "truth", "duration"),
        ("departed(vanguard; luga) and arrived(vanguard; gatchina)", "truth", "truth"),
    ],
)
def test_a_sound_condition_has_no_faults(text, observer, expected):
    if expected is None:
        assert ["a truth cannot be compared"] == [fault.message for fault in faults(text)]
    else:
        assert [] == faults(text, observer, expected)


@pytest.mark.parametrize(
    ("text", "observer", "at_fault", "code", "message"),
    [
        ("time >= 3", "truth", "time >= 3", "bad-condition", "a moment is compared with a number"),
        ("men(vanguard; luga)", "truth", "men(vanguard; luga)", "bad-condition",
         "this is a number, and a truth is wanted"),
        ("time + 3 > time", "truth", "time + 3", "bad-condition",
         "a moment + a number makes no sense"),
        ("time + time > time", "truth", "time + time", "bad-condition",
         "a moment + a moment makes no sense"),
        ("-time > time", "truth", "-time", "bad-condition", "minus a moment makes no sense"),
        ("min(time; 3) > 2", "truth", "min(time; 3)", "bad-condition",
         "`min` mixes a moment, a number"),
        ("max(true; false)", "truth", "max(true; false)", "bad-condition",
         "`max` does not apply to a truth"),
        ("1 and true", "truth", "1", "bad-condition", "this is a number, and a truth is wanted"),
        ("not 1", "truth", "1", "bad-condition", "this is a number, and a truth is wanted"),
        ("herd(gatchina_taken)", "person", "herd", "unknown-name", "there is no question `herd`"),
        ("heard(gatchina_takn)", "person", "gatchina_takn", "unknown-name",
         "there is no fact or act `gatchina_takn`"),
        ("at(gatchina; luga)", "truth", "gatchina", "wrong-kind",
         "`gatchina` is a place, and a person, unit, staff or body is wanted here"),
        ("received(luga)", "truth", "luga", "wrong-kind",
         "`luga` is a place, and an order is wanted here"),
        ("limit_mn > 3", "truth", "limit_mn", "unknown-name",
         "there is no input or question `limit_mn`"),
        ("luga > 3", "truth", "luga", "wrong-kind", "`luga` is a place, which has no value"),
        ("heard", "person", "heard", "bad-condition", "`heard` asks about nothing"),
        ("time() > 1917-10-26", "person", "time()", "bad-condition",
         "`time` takes no brackets here"),
        ("men(vanguard) > 1", "person", "men(vanguard)", "bad-condition",
         "`men` takes 2 names here"),
        ("men(vanguard; 3) > 1", "person", "3", "bad-condition", "`men` takes names"),
        ("happened(gatchina_taken)", "person", "happened(gatchina_taken)", "not-observable",
         "`happened` asks for the truth, which no person sees"),
        ("estimate(vanguard; luga) < time", "truth", "estimate(vanguard; luga)",
         "not-observable",
         "`estimate` asks what a person reckons, and this is asked of the truth"),
        ("heard(gatchina_taken)", "truth", "heard(gatchina_taken)", "not-observable",
         "`heard` takes 2 names here"),
        ("heard(gatchina_taken; krasnov)", "person", "heard(gatchina_taken; krasnov)",
         "not-observable", "`heard` takes 1 name here"),
    ],
)  # fmt: skip
def test_a_senseless_condition_has_one_fault_at_its_cause(text, observer, at_fault, code, message):
    [fault] = faults(text, observer)
    assert message == fault.message
    assert at_fault == text[fault.start : fault.end]
    assert code == fault.code


def test_the_nearest_name_is_offered():
    assert [fault.help for fault in faults("happened(gatchina_takn)")] == [
        "did you mean `gatchina_taken`?"
    ]
    assert [fault.help for fault in faults("hapened(gatchina_taken)")] == [
        "did you mean `happened`?"
    ]


def test_all_faults_of_a_condition_are_found_at_once():
    text = "herd(x) and men(vanguard; lugga) > 3 h or happened(gatchina_takn)"
    assert [text[fault.start : fault.end] for fault in faults(text)] == [
        "herd",
        "lugga",
        "men(vanguard; lugga) > 3 h",
        "gatchina_takn",
    ]


@given(conditions())
def test_any_condition_is_sound_or_has_faults_inside_its_text(condition):
    for observer in ("truth", "person"):
        for fault in check_types(condition, NAMES, observer):
            assert fault.message


def test_every_slot_of_a_question_is_of_a_known_kind():
    slots = {
        kind
        for predicate in PREDICATES.values()
        for observer in ("truth", "person")
        for kind in predicate.slots(observer)
    }
    assert slots <= set(KINDS)
    assert {part for parts in KINDS.values() for part in parts} <= set(SINGULARS)
