"""Quantities are read as written, printed back exactly, and refused at the right characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echelon.scenario.calendar import CalendarError
from echelon.scenario.distributions import Distribution
from echelon.scenario.expressions import (
    Binary,
    Call,
    Draw,
    Duration,
    Moment,
    Name,
    Negate,
    Number,
    TextError,
    format_expression,
)
from echelon.scenario.notation import NotationError, parse_moment_quantity, parse_quantity
from scenario.expression_trees import CALENDAR, bounded, choices, moments_us, quantities

HOUR_US = 3_600_000_000


def uniform(low, high):
    return Draw(Distribution("uniform", (low, high)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("700", Number(700.0)),
        (" 700.5\n", Number(700.5)),
        ("-3", Number(-3.0)),
        ("- 3", Number(-3.0)),
        ("1e3", Number(1000.0)),
        ("1.5E-3", Number(0.0015)),
        ("600..1000", uniform(600, 1000)),
        ("600 .. 1000", uniform(600, 1000)),
        ("0.5..1.5", uniform(0.5, 1.5)),
        ("5..10", uniform(5, 10)),
        ("1e2..1e3", uniform(100, 1000)),
        ("-5..-1", uniform(-5, -1)),
        ("-5..5", uniform(-5, 5)),
        ("600..700..1000", Draw(Distribution("pert", (600, 700, 1000)))),
        ("0.5..0.75..1.5", Draw(Distribution("pert", (0.5, 0.75, 1.5)))),
        ("pert(600; 700; 1000)", Draw(Distribution("pert", (600, 700, 1000)))),
        ("uniform(600, 1000)", uniform(600, 1000)),
        ("normal(700; 80)", Draw(Distribution("normal", (700, 80)))),
        ("lognormal(12; 2.5)", Draw(Distribution("lognormal", (12, 2.5)))),
        ("beta(2; 3)", Draw(Distribution("beta", (2, 3)))),
        ("triangular(2; 4; 12)", Draw(Distribution("triangular", (2, 4, 12)))),
        ("exponential(6)", Draw(Distribution("exponential", (6,)))),
        ("choice(a=0.2; b=0.8)", Draw(Distribution("choice", (0.2, 0.8), ("a", "b")))),
        ("choice(-1=0.5, 2.50=0.5)", Draw(Distribution("choice", (0.5, 0.5), ("-1", "2.5")))),
        ("choice(nan=0.5; inf=0.5)", Draw(Distribution("choice", (0.5, 0.5), ("nan", "inf")))),
        ("5..5", Number(5.0)),
        ("triangular(5; 5; 5)", Number(5.0)),
        ("rail_speed", Name("rail_speed")),
        ("min", Name("min")),
        ("-rail_speed", Negate(Name("rail_speed"))),
        ("-(3)", Negate(Number(3.0))),
        ("2 - 5..10", Binary("-", Number(2.0), uniform(5, 10))),
        ("2-5", Binary("-", Number(2.0), Number(5.0))),
        ("2--5", Binary("-", Number(2.0), Number(-5.0))),
        ("min(a; 2)", Call("min", (Name("a"), Number(2.0)))),
        (
            "rail_speed * 0.8 + 2",
            Binary("+", Binary("*", Name("rail_speed"), Number(0.8)), Number(2.0)),
        ),
        (
            "8 / 4 / 2",
            Binary("/", Binary("/", Number(8.0), Number(4.0)), Number(2.0)),
        ),
        (
            "2 * (a + 1)",
            Binary("*", Number(2.0), Binary("+", Name("a"), Number(1.0))),
        ),
    ],
)
def test_a_quantity_is_read_as_written(text, expected):
    assert expected == parse_quantity(text)


@pytest.mark.parametrize(("number", "expected"), [(700, 700.0), (-0.5, -0.5), (-0.0, 0.0)])
def test_a_number_from_the_file_is_its_own_notation(number, expected):
    assert Number(expected) == parse_quantity(number)
    assert str(Number(expected)) == str(parse_quantity(number))


@pytest.mark.parametrize(
    ("text", "at_fault", "code", "message"),
    [
        ("1000..600", "1000", "low-above-high", "the low end of the range, 1000, is above"),
        ("5..20..10", "20", "low-above-high", "the best value, 20, lies outside the range"),
        ("triangular(5; 20; 10)", "20", "low-above-high", "the best value, 20, lies outside"),
        ("1..2..3..4", "1..2..3..4", "bad-notation", "a range of 4 ends"),
        ("600..", "", "bad-notation", "the range breaks off"),
        ("a..5", "..", "bad-notation", "`..` cannot follow `a`"),
        ("5..a", "a", "bad-notation", "the ends of a range are plain numbers"),
        ("5...6", ".", "bad-notation", "`.` has no meaning here"),
        (".5", ".", "bad-notation", "`.` has no meaning here"),
        ("normal(700; 0)", "0", "bad-notation", "the standard deviation is not above zero"),
        ("lognormal(0; 2)", "0", "bad-notation", "the median of a lognormal is not above zero"),
        ("lognormal(5; 1)", "1", "bad-notation", "the geometric standard deviation lies outside"),
        ("beta(0; 1)", "0", "bad-notation", "a shape of a beta lies outside"),
        ("exponential(-1)", "-1", "bad-notation", "the mean of an exponential is not above"),
        ("normal(700)", "normal(700)", "bad-notation", "`normal` takes 2 parameters, not 1"),
        ("normal(a; 1)", "a", "bad-notation", "a parameter of `normal` is not a plain number"),
        ("normal(x=1; 2)", "x=1", "bad-notation", "`x=` has no meaning here"),
        ("choice(a=0.5; b=0.4)", "b=0.4", "bad-notation", "the probabilities sum to 0.9, not to 1"),
        ("choice(a=1.5; b=0.5)", "a=1.5", "bad-notation", "a probability lies outside 0..1"),
        ("choice(a=0.5; a=0.5)", "a=0.5", "bad-notation", "`a` is among the options twice"),
        ("choice(a=0.5; 1=0.5)", "1=0.5", "bad-notation", "the options are partly words"),
        ("choice(a; b)", "a", "bad-notation", "an option has no probability"),
        ("choice(a=x)", "x", "bad-notation", "a probability is not a plain number"),
        ("choice(Ab=1)", "Ab=1", "bad-notation", "`Ab` is not a word to choose"),
        ("choice()", "choice()", "bad-notation", "`choice` has no options"),
        ("nomral(1; 2)", "nomral", "bad-notation", "there is no distribution `nomral`"),
        ("min(1)", "min(1)", "bad-notation", "`min` takes two values or more"),
        ("38 km", "38 km", "bad-unit", "`38 km` carries a unit"),
        ("3 h", "3 h", "bad-unit", "`3 h` carries a unit"),
        ("10 000", "000", "bad-notation", "`000` cannot follow `10`"),
        ("600–1000", "–", "bad-notation", "`–` has no meaning here"),
        ("1e999", "1e999", "bad-number", "the number is too large"),
        ("2000-10-5", "2000-10-5", "bad-notation", "a moment has no place in a quantity"),
        ("=3", "=", "bad-notation", "a leading `=` has no meaning here"),
        ("", "", "bad-notation", "there is no quantity here"),
        ("  ", "  ", "bad-notation", "there is no quantity here"),
        ("(1 + 2", "(", "bad-notation", "a bracket is opened and not closed"),
        ("1 + 2)", ")", "bad-notation", "`)` cannot follow `2`"),
        ("1 +", "", "bad-notation", "the quantity breaks off"),
        ("a b", "b", "bad-notation", "`b` cannot follow `a`"),
        ("a < b", "<", "bad-notation", "`<` belongs in a condition, not in a quantity"),
        ("not a", "not", "bad-notation", "`not` belongs in a condition, not in a quantity"),
        ("Rail", "Rail", "bad-notation", "`Rail` is not a name"),
        ("2 * choice(a=1)", "2 * choice(a=1)", "bad-notation", "a number * a word makes no sense"),
    ],
)
def test_a_faulty_quantity_is_refused_where_it_is_faulty(text, at_fault, code, message):
    with pytest.raises(NotationError) as caught:
        parse_quantity(text)
    assert caught.value.message.startswith(message)
    assert at_fault == text[caught.value.start : caught.value.end]
    assert code == caught.value.code


@pytest.mark.parametrize(
    "number",
    [True, float("nan"), float("inf"), 10**400, -(10**5000)],
    ids=["truth", "nan", "infinite", "large", "enormous"],
)
def test_a_number_that_is_none_is_refused(number):
    with pytest.raises(NotationError):
        parse_quantity(number)


def test_help_names_what_was_probably_meant():
    with pytest.raises(NotationError) as caught:
        parse_quantity("nomral(1; 2)")
    assert caught.value.help == "did you mean `normal`?"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1917-10-25 07:00", Moment(HOUR_US)),
        ("1917-11-07 07:00 NS", Moment(HOUR_US)),
        (
            "1917-10-25 06:00..1917-10-25 08:00",
            Draw(Distribution("uniform", (0, 2 * HOUR_US), is_of_moments=True)),
        ),
        (
            "1917-11-07 06:00 NS..1917-11-07 07:00 NS..1917-10-25 09:00 OS",
            Draw(Distribution("pert", (0, HOUR_US, 3 * HOUR_US), is_of_moments=True)),
        ),
        (
            "triangular(1917-10-25T06:00; 1917-10-25T07:00; 1917-10-25T08:00:00)",
            Draw(Distribution("triangular", (0, HOUR_US, 2 * HOUR_US), is_of_moments=True)),
        ),
        ("1917-10-25 06:00..1917-10-25 06:00", Moment(0)),
        (
            "1917-10-25 06:00 + delay_h * 1 h",
            Binary("+", Moment(0), Binary("*", Name("delay_h"), Duration(HOUR_US))),
        ),
    ],
)
def test_a_moment_may_be_uncertain(text, expected):
    assert expected == parse_moment_quantity(text, CALENDAR)


@pytest.mark.parametrize(
    ("text", "at_fault", "message"),
    [
        ("3 h", "3 h", "this is a duration, and a moment is wanted"),
        ("700", "700", "this is a number, and a moment is wanted"),
        ("1917-10-25 + 3", "1917-10-25 + 3", "a moment + a number makes no sense"),
        ("1917-10-25..3", "3", "a range is of moments or of numbers, not of both"),
        ("1917-10-26..1917-10-25", "1917-10-26", "the moments of the range are not in order"),
        ("1917-10-25 21:30..22:15", ":", "`:` has no meaning here"),
        ("normal(1917-10-25; 1)", "1917-10-25", "a parameter of `normal` is not a plain number"),
        ("1 h..2 h", "1 h", "a duration ends no range"),
    ],
)
def test_what_is_no_moment_is_refused_where_it_is_not(text, at_fault, message):
    with pytest.raises(NotationError) as caught:
        parse_moment_quantity(text, CALENDAR)
    assert message == caught.value.message
    assert at_fault == text[caught.value.start : caught.value.end]


def test_an_impossible_date_inside_a_range_is_pointed_at():
    text = "1917-10-25..1917-10-32"
    with pytest.raises(CalendarError) as caught:
        parse_moment_quantity(text, CALENDAR)
    assert caught.value.start == text.index("32")


@given(quantities)
def test_the_canonical_text_of_a_quantity_reads_back_as_the_same(quantity):
    assert quantity == parse_quantity(format_expression(quantity))


@given(choices())
def test_the_canonical_text_of_a_choice_reads_back_as_the_same(distribution):
    assert Draw(distribution) == parse_quantity(distribution.format())


@given(bounded(moments_us, is_of_moments=True))
def test_the_canonical_text_of_an_uncertain_moment_reads_back_as_the_same(distribution):
    text = distribution.format(CALENDAR)
    assert Draw(distribution) == parse_moment_quantity(text, CALENDAR)


SCRAPS = st.one_of(
    st.sampled_from("1.-+*/();,=ahé½٣"),
    st.sampled_from(["0.5", "..", "b1", "1e9", "1e999", "3h", "OS", "and", "not", "\x00", " "]),
    st.sampled_from(["min(", "normal(", "choice(", "a=0.5", "1917-10-25", "18:00"]),
)
near_valid = st.lists(SCRAPS, max_size=25).map("".join) | st.lists(SCRAPS, max_size=25).map(
    " ".join
)


@given(st.text() | near_valid)
def test_any_text_is_a_quantity_or_refused_inside_the_text(text):
    refused = []
    for read in (parse_quantity, lambda words: parse_moment_quantity(words, CALENDAR)):
        try:
            expression = read(text)
        except TextError as error:
            refused.append(error)
        else:
            assert expression == read(format_expression(expression, CALENDAR))
    assert all(0 <= error.start <= error.end <= len(text) for error in refused)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 9_999,
        "-" * 9_999,
        "a+" * 4_999 + "a",
        "min(" * 2_499,
        "1.." * 3_333,
        "9" * 9_999,
        "1e" + "9" * 9_000,
        "choice(" + "a=0;" * 2_000,
        "1917-11-07" + " " * 9_000,
        "1917-11-0" + "7" * 9_000,
        "1917-11-07 " * 900,
        "é" * 10_000,
        "1" * 10_001,
    ],
    ids=lambda text: text[:8],
)
def test_an_enormous_text_is_refused_and_not_choked_on(text):
    with pytest.raises(TextError):
        parse_quantity(text)


def test_brackets_nest_sixty_three_deep_and_no_deeper():
    assert Number(1.0) == parse_quantity("(" * 63 + "1" + ")" * 63)
    with pytest.raises(NotationError) as caught:
        parse_quantity("(" * 64 + "1" + ")" * 64)
    assert caught.value.code == "too-deep"


def test_long_sums_are_refused_with_a_way_out():
    assert isinstance(parse_quantity("+".join(["a"] * 100)), Binary)
    with pytest.raises(NotationError) as caught:
        parse_quantity("+".join(["a"] * 101))
    assert caught.value.help == "put groups of them in brackets"
