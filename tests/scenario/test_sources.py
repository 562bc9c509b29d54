"""The bibliography is read whatever it holds, and citations name works and places in them."""

import contextlib
import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from echelon.scenario.sources import Citation, CitationError, parse_citation, read_bibliography

KRASNOV = """
@book{krasnov1922,
  author = {Krasnov, Pyotr N. and Somebody Else},
  title = {{Na vnutrennem   fronte}},
  year = 1922,
}
"""


def test_a_work_is_read_with_what_reports_print():
    bibliography = read_bibliography(KRASNOV)
    assert () == bibliography.faults
    [source] = bibliography.sources.values()
    assert source.key == "krasnov1922"
    assert source.author == "Krasnov, Pyotr N.; Somebody Else"
    assert source.title == "Na vnutrennem fronte"
    assert source.year == "1922"
    assert source.text == "Krasnov, Pyotr N.; Somebody Else (1922), Na vnutrennem fronte"


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("@misc{a, title = {T}}", "T"),
        ("@misc{a, editor = {E}, date = {1990-01-02}, title = {T}}", "E (1990-01-02), T"),
        ("@misc{a, author = {A}}", "A"),
        ("@misc{a, year = 1917}", "1917"),
        ("@misc{a}", "a"),
        ('@string{t = "Times"} @misc{a, title = t}', "Times"),
    ],
)
def test_a_work_without_everything_is_printed_with_what_it_has(text, printed):
    assert printed == read_bibliography(text).sources["a"].text


@pytest.mark.parametrize(
    ("text", "at_fault", "message"),
    [
        ("@book{a, title={x}", "@book{a, title={x}", "the entry is not complete BibTeX"),
        ("@book{a title=x}", "@book{a title=x}", "the entry is not complete BibTeX"),
        ("\n\n@book{a, title", "@book{a, title", "the entry is not complete BibTeX"),
        ("@book", "@book", "the entry has no braces"),
        ("@book{, title={x}}", "@book{, title={x}}", "the entry has no key that can be cited"),
        ("@book{a b, title={x}}", "@book{a b, title={x}}", "the entry has no key that can be"),
        ("@misc{a, year=1}\n@misc{a, year=2}", "@misc{a, year=2}", "there is another entry `a`"),
        ("@misc{a, year=1, year=2}", "@misc{a, year=1, year=2}", "the entry states `year` more"),
    ],
)
def test_a_malformed_entry_is_a_fault_on_its_line(text, at_fault, message):
    [fault] = read_bibliography(text).faults
    assert fault.message.startswith(message)
    assert at_fault == text[fault.start : fault.end]
    assert fault.code == "bad-bibliography"


def test_a_malformed_entry_does_not_hide_the_others():
    bibliography = read_bibliography("@book{broken, title={\n" + KRASNOV + "@book\n")
    assert "krasnov1922" in bibliography.sources
    assert bibliography.faults[0].start == 0


def test_remarks_between_entries_are_no_faults():
    bibliography = read_bibliography("% a remark\n@comment{x}\n@preamble{{y}}\n" + KRASNOV)
    assert () == bibliography.faults
    assert list(bibliography.sources) == ["krasnov1922"]


def test_the_parser_writes_nothing_to_the_log(caplog):
    level = logging.getLogger("bibtexparser").level
    with caplog.at_level(logging.DEBUG):
        assert read_bibliography("@book{a, title={x}").faults
    assert [] == caplog.records
    assert level == logging.getLogger("bibtexparser").level


def test_an_enormous_bibliography_is_refused_unread():
    for text in ("@a{" * 10_001, " " * 2_000_001):
        [fault] = read_bibliography(text).faults
        assert fault.code == "too-large"


scraps = st.sampled_from(
    ["@", "@book", "@book{", "@string{", "@comment{", "@preamble(", "a", ",", "=", "{", "}", '"']
) | st.sampled_from(
    ["\n", "\n@misc{k,", "title = {x},", "#", "\\", "(", ")", "%", " ", "é", "\x00"]
)


@settings(max_examples=300)
@given(st.text() | st.lists(scraps, max_size=40).map("".join))
def test_any_text_is_a_bibliography_with_or_without_faults(text):
    bibliography = read_bibliography(text)
    assert all(0 <= fault.start <= fault.end <= len(text) for fault in bibliography.faults)
    assert all(key == source.key != "" for key, source in bibliography.sources.items())


def test_a_citation_is_a_key_and_a_place():
    text = " pratt1915 ch. X;luk_duk ; miller:2003, p. 5"
    cited = parse_citation(text)
    assert cited == (
        Citation("pratt1915", "ch. X", 1, 10),
        Citation("luk_duk", "", 17, 24),
        Citation("miller:2003", "p. 5", 27, 38),
    )
    assert [text[citation.start : citation.end] for citation in cited] == [
        "pratt1915",
        "luk_duk",
        "miller:2003",
    ]


@pytest.mark.parametrize("text", ["", " ", "; p. 12", "a;", "a; ;b", ","])
def test_a_citation_of_nothing_is_refused(text):
    with pytest.raises(CitationError) as caught:
        parse_citation(text)
    assert caught.value.code == "bad-citation"
    assert 0 <= caught.value.start <= caught.value.end <= len(text)


@given(st.text())
def test_any_text_is_a_citation_or_refused(text):
    cited = ()
    with contextlib.suppress(CitationError):
        cited = parse_citation(text)
    assert all(text[c.start : c.end] == c.key != "" for c in cited)
