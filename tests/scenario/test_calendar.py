"""Moments are read and written exactly, in either style and any century."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echelon.scenario.calendar import (
    Calendar,
    CalendarError,
    Date,
    date_of,
    days_in_month,
    julian_day,
)

HOUR_US = 3_600_000_000
DAY_US = 24 * HOUR_US
START = Calendar.from_start("1917-11-07")
STYLES = st.sampled_from(["new_style", "old_style"])


def count_days_since_year_one(when: Date, style: str) -> int:
    """Count days by walking over the months, knowing only the two leap rules."""
    lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    total = 0
    for year in range(1, when.year + 1):
        is_leap = year % 4 == 0
        if style == "new_style" and year % 100 == 0 and year % 400 != 0:
            is_leap = False
        for month in range(1, 13):
            if (year, month) == when[:2]:
                return total + when.day - 1
            total += lengths[month - 1] + (1 if month == 2 and is_leap else 0)
    raise AssertionError("the date lies before year 1")


@st.composite
def dates_with_style(draw):
    style = draw(STYLES)
    year, month = draw(st.integers(1, 3000)), draw(st.integers(1, 12))
    return Date(year, month, draw(st.integers(1, days_in_month(year, month, style)))), style


@given(dates_with_style())
def test_day_numbers_agree_with_counting_days_one_by_one(dated):
    when, style = dated
    first_day = 1721426 if style == "new_style" else 1721424
    assert first_day + count_days_since_year_one(when, style) == julian_day(when, style)


@given(dates_with_style())
def test_a_date_survives_the_way_through_its_day_number(dated):
    when, style = dated
    assert when == date_of(julian_day(when, style), style)


@given(st.dates(date(1, 1, 1), date(3000, 12, 31)))
def test_new_style_agrees_with_the_standard_library(day):
    assert day.toordinal() + 1721425 == julian_day(Date(day.year, day.month, day.day), "new_style")


@pytest.mark.parametrize(
    ("old_style", "new_style"),
    [
        ("1917-10-25", "1917-11-07"),  # the rising in Petrograd
        ("1918-01-31", "1918-02-13"),  # the last Old Style day in Soviet Russia
        ("1582-10-04", "1582-10-14"),  # the eve of Gregory's reform
        ("1582-10-05", "1582-10-15"),  # its first day
        ("1700-02-18", "1700-02-28"),
        ("1700-02-19", "1700-03-01"),
        ("1700-02-29", "1700-03-11"),
        ("1752-09-02", "1752-09-13"),  # the last Old Style day in Britain
        ("1800-02-29", "1800-03-12"),
        ("1900-02-29", "1900-03-13"),
        ("2000-02-29", "2000-03-13"),
        ("2100-02-28", "2100-03-13"),
        ("2100-02-29", "2100-03-14"),
        ("0001-01-03", "0001-01-01"),
        ("0299-07-01", "0299-07-01"),  # from March 200 to February 300 the two agree
    ],
)
def test_old_and_new_style_name_the_same_day(old_style, new_style):
    assert START.parse_moment(f"{new_style} NS") == START.parse_moment(f"{old_style} OS")


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("1917-11-07", 0),
        ("1917-11-07 18:00", 18),
        ("1917-11-07T18:00", 18),
        ("  1917-11-08   06:30 ", 30.5),
        ("1917-11-07 00:00:36", 0.01),
        ("1917-11-07 00:00:00.000036", 1e-8),
        ("1917-11-06 23:00 NS", -1),
        ("1917-10-25 18:00 OS", 18),
    ],
)
def test_moments_count_from_the_start(text, hours):
    assert round(hours * HOUR_US) == START.parse_moment(text)


def test_a_date_without_suffix_is_in_the_calendars_own_style():
    old = Calendar.from_start("1917-10-25", style="old_style")
    assert DAY_US == old.parse_moment("1917-10-26")
    assert DAY_US == old.parse_moment("1917-11-08 NS")


@pytest.mark.parametrize(
    ("text", "at_fault", "message"),
    [
        ("1917-02-30", "30", "there is no day 30 in February 1917"),
        ("1917-02-29 NS", "29", "there is no day 29 in February 1917"),
        ("1900-02-29", "29", "there is no day 29 in February 1900"),
        ("1917-11-00", "00", "there is no day 0 in November 1917"),
        ("1917-13-01", "13", "there is no month 13"),
        ("1917-11-7", "7", "`7` is not a day of two digits"),
        ("1917-1-07", "1", "`1` is not a month of two digits"),
        ("0000-01-01", "0000", "the year lies outside 0001..3000"),
        ("3001-01-01", "3001", "the year lies outside 0001..3000"),
        (" 1917-11-07 24:00", "24", "there is no hour 24"),
        ("1917-11-07 9:00", "9", "`9` is not an hour of two digits"),
        ("1917-11-07 12:60", "60", "there is no minute 60"),
        ("1917-11-07 12:00:60", "60", "there is no second 60"),
        ("1917-11-07T12:00Z", "Z", "a moment carries no time zone"),
        ("1917-11-07 12:00+02:00", "+02:00", "a moment carries no time zone"),
        ("7 November", "7 November", "`7 November` is not a moment"),
        ("", "", "`` is not a moment"),
    ],
)
def test_an_impossible_moment_is_refused_with_the_part_at_fault(text, at_fault, message):
    with pytest.raises(CalendarError) as caught:
        START.parse_moment(text)
    assert message == caught.value.message
    assert at_fault == text[caught.value.start : caught.value.end]


def test_the_leap_day_of_1900_existed_in_old_style_only():
    assert START.parse_moment("1900-03-13 NS") == START.parse_moment("1900-02-29 OS")
    with pytest.raises(CalendarError) as caught:
        START.parse_moment("1900-02-29 NS")
    assert "February 1900 has 28 days in the New Style" == caught.value.help


@given(
    st.integers(-900 * 365 * DAY_US, 900 * 365 * DAY_US),
    st.sampled_from([START, Calendar.from_start("1917-10-25 12:34:56", style="old_style")]),
)
def test_canonical_text_reads_back_exactly(moment_us, calendar):
    assert moment_us == calendar.parse_moment(calendar.format_canonical(moment_us))


@given(st.text())
def test_any_text_is_read_or_refused(text):
    refused = []
    try:
        START.parse_moment(text)
    except CalendarError as error:
        refused.append(error)
    assert all(0 <= error.start <= error.end <= len(text) for error in refused)


def test_moments_print_for_readers():
    old = Calendar.from_start("1917-10-25", style="old_style")
    assert "8 Nov 1917 06:00" == START.format_moment(30 * HOUR_US)
    assert "8 Nov 1917 05:59" == START.format_moment(30 * HOUR_US - 1)
    assert "8 Nov 1917 05:59:59" == START.format_moment(30 * HOUR_US - 1, with_seconds=True)
    assert "26 Oct 1917 06:00 OS" == old.format_moment(30 * HOUR_US)
    assert "1917-10-26 06:00" == old.format_canonical(30 * HOUR_US)
    assert "1917-11-08T06:00" == old.format_iso(30 * HOUR_US)
    assert "1917-11-08T06:00:00.000001" == old.format_iso(30 * HOUR_US + 1)
