"""Faults are shown as a person would point at them, and never harm the terminal."""

import pickle
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echelon.errors import (
    CODES,
    EchelonError,
    Fault,
    MisuseError,
    ScenarioError,
    Spot,
    UnfinishedError,
    in_order,
    nearest,
    render,
    render_all,
)

UNKNOWN_KEY = Fault(
    "unknown-key",
    "unknown key `lenght_km` in link `brenn_corvan`",
    Spot("two_cabinets/links.yaml", 15, 5, 14, "    lenght_km: 38.5"),
    "not a key of a link",
    help="did you mean `length_km`?",
)
UNKNOWN_PLACE = Fault(
    "unknown-name",
    "link `brenn_corvan` ends at a place that does not exist",
    Spot("two_cabinets/links.yaml", 14, 9, 15, "    to: corvam"),
    "no place has this id",
    ("places are declared from places.csv:2",),
    "did you mean `corvan`?",
)

SHOWN = """\
two_cabinets/links.yaml:14:9: error[unknown-name]: link `brenn_corvan` ends at a place that \
does not exist
   |
14 |     to: corvam
   |         ^^^^^^ no place has this id
   = note: places are declared from places.csv:2
   = help: did you mean `corvan`?

two_cabinets/links.yaml:15:5: error[unknown-key]: unknown key `lenght_km` in link `brenn_corvan`
   |
15 |     lenght_km: 38.5
   |     ^^^^^^^^^ not a key of a link
   = help: did you mean `length_km`?

2 errors in two_cabinets; nothing was run"""

texts = st.text(max_size=300)
spots = st.builds(
    Spot, texts, st.integers(0, 10**6), st.integers(0, 400), st.integers(0, 400), texts
)
faults = st.builds(
    Fault,
    st.just("syntax"),
    texts,
    st.none() | spots,
    texts,
    st.tuples(texts),
    texts,
    st.booleans(),
)


def test_faults_are_shown_in_file_order_with_line_carets_note_help_and_count() -> None:
    assert SHOWN == render_all([UNKNOWN_KEY, UNKNOWN_PLACE], "two_cabinets")


def test_the_same_fault_is_told_once() -> None:
    assert (UNKNOWN_KEY,) == in_order([UNKNOWN_KEY, UNKNOWN_KEY])


def test_warnings_are_counted_apart_and_do_not_keep_a_scenario_from_running() -> None:
    warning = Fault("no-source", "no source", None, warning=True)
    assert "1 warning in luga" == render_all([warning], "luga").splitlines()[-1]
    both = render_all([warning, UNKNOWN_KEY], "luga")
    assert "1 error and 1 warning in luga; nothing was run" == both.splitlines()[-1]


def test_what_forbids_a_run_is_not_drowned_in_warnings() -> None:
    warning = Fault("unused", "input `a` takes part in nothing", UNKNOWN_KEY.spot, warning=True)
    told = str(ScenarioError([warning, UNKNOWN_KEY], "two_cabinets"))

    assert "takes part in nothing" not in told
    assert told.startswith(render(UNKNOWN_KEY))
    assert told.endswith(
        "\n\n1 error and 1 warning in two_cabinets; nothing was run; "
        "`echelon check` shows the warnings"
    )
    assert render_all([UNKNOWN_KEY], "x") == str(ScenarioError([UNKNOWN_KEY], "x"))


def test_of_many_warnings_it_is_said_of_which_sorts_they_are_the_rarest_first() -> None:
    bare = [Fault("no-source", f"{number}", None, warning=True) for number in range(9)]
    rare = Fault("never-known", "x", None, warning=True)
    assert "9 warnings in luga" == render_all(bare, "luga").splitlines()[-1]
    last = render_all([*bare, rare], "luga").splitlines()[-1]
    assert "10 warnings in luga (1 never-known, 9 no-source)" == last


def test_a_fault_of_a_whole_file_shows_the_file_without_a_line() -> None:
    fault = Fault("missing-file", "there is no `scenario.yaml`", Spot.whole("luga"))
    assert "luga: error[missing-file]: there is no `scenario.yaml`" == render(fault)


def test_carets_stand_below_wide_letters() -> None:
    fault = Fault("bad-id", "bad", Spot("a.yaml", 1, 5, 7, "id: \u5317\u4eac"))
    assert "  |     ^^^^" == render(fault).splitlines()[3]


def test_a_long_line_is_cut_around_the_spot() -> None:
    line = "x" * 5_000_000 + "here" + "y" * 100
    shown = render(Fault("syntax", "odd", Spot("a.yaml", 1, 5_000_001, 5_000_005, line)))
    assert "here" in shown
    assert 80 >= max(len(row) for row in shown.splitlines())


def test_escape_sequences_never_reach_the_terminal() -> None:
    fault = Fault("not-text", "\x1b[31m", Spot("a\x1b.yaml", 1, 1, 2, "\x1b]0;x\x07"), "\x1b")
    assert "\x1b" not in render(fault)


@given(faults)
def test_any_fault_can_be_shown_encoded_and_given_as_json(fault: Fault) -> None:
    assert render(fault).encode()
    assert {"code", "severity", "message", "file", "line", "column", "end_column"} < set(
        fault.as_json()
    )


def test_every_code_is_a_word_with_a_failing_and_a_mended_example() -> None:
    for code, explanation in CODES.items():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code)
        assert explanation.paragraph.endswith(".")
        assert explanation.failing.startswith("# ")
        assert explanation.mended.startswith("# ")
        assert explanation.failing != explanation.mended


def test_a_slip_of_the_pen_finds_the_right_name() -> None:
    assert "length_km" == nearest("lenght_km", ["speed_km_h", "length_km"])
    assert "corvan" == nearest("corvam", ["brenn", "corvan"])
    assert "tsarskoye_selo" == nearest("Tsarskoye Selo", ["tsarskoye_selo"])


def test_an_unlike_name_finds_nothing() -> None:
    assert None is nearest("atlantis", ["pskov", "luga", "gatchina"])
    assert None is nearest("", ["pskov"])
    assert None is nearest("x" * 1000, ["x" * 999])


@given(st.text(max_size=20), st.lists(st.text(max_size=20), max_size=300))
def test_the_nearest_name_does_not_depend_on_the_order_of_the_names(
    name: str, candidates: list[str]
) -> None:
    assert nearest(name, candidates) == nearest(name, reversed(candidates))


@pytest.mark.parametrize(
    ("status", "error"),
    [(3, EchelonError()), (1, ScenarioError([])), (2, MisuseError()), (3, UnfinishedError())],
)
def test_each_error_knows_its_exit_status(status: int, error: EchelonError) -> None:
    assert status == error.exit_status


def test_a_scenario_error_says_all_faults_and_survives_pickling() -> None:
    error = pickle.loads(pickle.dumps(ScenarioError([UNKNOWN_KEY, UNKNOWN_PLACE], "two_cabinets")))
    assert SHOWN == str(error)
    assert (UNKNOWN_PLACE, UNKNOWN_KEY) == error.faults
