"""Conditions are parsed by their published precedence and refused at the right characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echelon.scenario.conditions import ConditionError, parse_condition
from echelon.scenario.expressions import (
    And,
    Binary,
    Call,
    Compare,
    Duration,
    Moment,
    Name,
    Negate,
    Not,
    Number,
    Or,
    TextError,
    Truth,
    format_expression,
    walk,
)
from scenario.expression_trees import CALENDAR, conditions

HOUR_US = 3_600_000_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("true", Truth(True)),
        ("heard(gatchina_taken)", Call("heard", (Name("gatchina_taken"),))),
        ("men(a, b) > 5", Compare(">", Call("men", (Name("a"), Name("b"))), Number(5.0))),
        ("men(a; b) > 5", Compare(">", Call("men", (Name("a"), Name("b"))), Number(5.0))),
        ("time >= 1917-10-25 07:00", Compare(">=", Name("time"), Moment(HOUR_US))),
        ("time < 1917-11-07 07:00 NS", Compare("<", Name("time"), Moment(HOUR_US))),
        ("a or b and c", Or(Name("a"), And(Name("b"), Name("c")))),
        ("(a or b) and c", And(Or(Name("a"), Name("b")), Name("c"))),
        ("a and b and c", And(And(Name("a"), Name("b")), Name("c"))),
        ("not a and b", And(Not(Name("a")), Name("b"))),
        ("not a < b", Not(Compare("<", Name("a"), Name("b")))),
        ("not not a", Not(Not(Name("a")))),
        ("a and not b", And(Name("a"), Not(Name("b")))),
        (
            "a + b * c < d",
            Compare("<", Binary("+", Name("a"), Binary("*", Name("b"), Name("c"))), Name("d")),
        ),
        ("-a * b != c", Compare("!=", Binary("*", Negate(Name("a")), Name("b")), Name("c"))),
        (
            "a - b - c == d",
            Compare("==", Binary("-", Binary("-", Name("a"), Name("b")), Name("c")), Name("d")),
        ),
        ("a > 3 h", Compare(">", Name("a"), Duration(3 * HOUR_US))),
        ("a > 3h", Compare(">", Name("a"), Duration(3 * HOUR_US))),
        ("a > -90 min", Compare(">", Name("a"), Duration(-3 * HOUR_US // 2))),
        ("a > 0.1 s", Compare(">", Name("a"), Duration(100_000))),
        ("a > 2 d", Compare(">", Name("a"), Duration(48 * HOUR_US))),
        ("min(a; b; c)", Call("min", (Name("a"), Name("b"), Name("c")))),
    ],
)  # fmt: skip
def test_a_condition_is_read_by_the_binding_of_its_operators(text, expected):
    assert expected == parse_condition(text, CALENDAR)


@pytest.mark.parametrize(
    ("text", "at_fault", "message", "advice"),
    [
        ("a < b < c", "<", "comparisons do not chain", "write `low <= x and x <= high`"),
        ("a = 3", "=", "`=` cannot follow `a`", "write `==` to compare"),
        ("a && b", "&", "`&` has no meaning here", "write `and`"),
        ("a ≥ 3", "≥", "`≥` has no meaning here", "write `>=`"),
        ("a adn b", "adn", "`adn` cannot follow `a`", "did you mean `and`?"),
        ("and a", "and", "nothing stands before `and`", ""),
        ("a or", "", "the condition breaks off", ""),
        ("1 + not a", "not", "`not` binds too loosely here", "write `(not ...)`"),
        ("x > 3 hours", "hours", "`hours` is not a unit of time", "did you mean `h`?"),
        ("x > 3 men", "men", "`men` is not a unit of time", None),
        ("normal(1; 2) > 3", "normal(1; 2)", "a condition draws nothing", None),
        ("1..2 > 3", "1..2", "a condition draws nothing", None),
        ("time > 18:00", ":", "`:` has no meaning here", None),
        ("time > 1917-02-30", "30", "there is no day 30 in February 1917", None),
        ("heard(x=1)", "x=1", "`x=` has no meaning here", None),
        ("heard('x')", "'", "`'` has no meaning here", "leave the quotation marks out"),
        ("Heard(x)", "Heard", "`Heard` is not a name", None),
        ("x > 1000001 d", "1000001", "a duration is longer than a million days", ""),
        ("__import__(os)", "__import__", "`__import__` is not a name", None),
        ("a.b", ".", "`.` has no meaning here", None),
        ("a; b", ";", "`;` cannot follow `a`", "only the arguments of a call are separated"),
        ("a(b", "(", "a bracket is opened and not closed", "add `)`"),
        ("", "", "there is no condition here", ""),
    ],
)  # fmt: skip
def test_a_faulty_condition_is_refused_where_it_is_faulty(text, at_fault, message, advice):
    with pytest.raises(TextError) as caught:
        parse_condition(text, CALENDAR)
    assert message == caught.value.message
    assert at_fault == text[caught.value.start : caught.value.end]
    assert advice is None or advice == caught.value.help


def test_every_node_knows_its_characters():
    text = " heard( taken )and(men(a;b)>= -5 or time>1917-10-25 18:00) "
    written = {text[node.start : node.end] for node in walk(parse_condition(text, CALENDAR))}
    assert written == {
        "heard( taken )and(men(a;b)>= -5 or time>1917-10-25 18:00)",
        "heard( taken )",
        "taken",
        "(men(a;b)>= -5 or time>1917-10-25 18:00)",
        "men(a;b)>= -5",
        "men(a;b)",
        "a",
        "b",
        "-5",
        "time>1917-10-25 18:00",
        "time",
        "1917-10-25 18:00",
    }


def test_positions_take_no_part_in_equality():
    tight = parse_condition("a>3", CALENDAR)
    assert tight == parse_condition("  a  >  (3)", CALENDAR)
    assert hash(tight) == hash(parse_condition("a > 3.0", CALENDAR))


@given(conditions())
def test_the_canonical_text_of_a_condition_reads_back_as_the_same(condition):
    assert condition == parse_condition(format_expression(condition, CALENDAR), CALENDAR)


def test_a_moment_is_not_printed_without_a_calendar():
    with pytest.raises(ValueError, match="printed in a calendar"):
        format_expression(Moment(0))


scraps = st.sampled_from(
    ["a", "heard(", "(", ")", ";", "and", "or", "not", "<", ">=", "==", "=", "-", "+", "/", "3"]
) | st.sampled_from(
    ["h", "min", "min(", "1917-11-07", "06:00", "OS", "..", "true", "1.5", ",", " "]
)


@given(st.text() | st.lists(scraps, max_size=30).map(" ".join) | st.lists(scraps).map("".join))
def test_any_text_is_a_condition_or_refused_inside_the_text(text):
    refused = []
    try:
        condition = parse_condition(text, CALENDAR)
    except TextError as error:
        refused.append(error)
    else:
        assert condition == parse_condition(format_expression(condition, CALENDAR), CALENDAR)
    assert all(0 <= error.start <= error.end <= len(text) for error in refused)


@given(conditions(), st.data())
def test_a_damaged_condition_is_read_or_refused(condition, data):
    text = format_expression(condition, CALENDAR)
    cut = data.draw(st.integers(0, len(text)))
    damaged = text[:cut] + data.draw(st.text(max_size=2)) + text[cut + 1 :]
    read = []
    try:
        read.append(parse_condition(damaged, CALENDAR))
    except TextError as error:
        read.append(error)
    assert len(read) == 1


@pytest.mark.parametrize("piece", ["(", "not ", "- ", "a(", "a and ", "a < ", "((a) and "])
def test_deep_conditions_are_refused_and_not_choked_on(piece):
    with pytest.raises(ConditionError):
        parse_condition(piece * (9_999 // len(piece)), CALENDAR)
