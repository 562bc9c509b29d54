"""A tree keeps the place of everything in it, down to a character inside a text."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from echelon.scenario.csv_reader import read_csv
from echelon.scenario.source_text import SourceText
from echelon.scenario.tree import Mapping, Node, Scalar, Sequence, Span, kind_of
from echelon.scenario.yaml_reader import read_yaml

SPAN = Span("places.yaml", 1, 1, 1, 2)

WRITTEN = {
    "plain": "when: time >= 3 and bad",
    "single": "when: 'it''s >= 3 and bad'",
    "double": 'when: "\\x41 \\"b\\" \\u0416 and bad"',
    "double over two lines": 'when: "time >= 3\n  and bad"',
    "plain over two lines": "when: time >= 3\n  and\n  bad",
    "literal": "when: |\n  time >= 3\n    and bad\n",
    "folded": "when: >-\n  time >= 3\n  and\n\n  bad\n",
    "flow": "{at: 1, when: time >= 3 and bad}",
}


def scalar_at(root: Node | None, key: str) -> Scalar:
    assert isinstance(root, Mapping)
    scalar = root.get(key)
    assert isinstance(scalar, Scalar)
    return scalar


@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN.keys())
def test_a_spot_inside_a_scalar_stands_under_the_same_word_in_the_file(written: str) -> None:
    source = SourceText("orders.yaml", written)
    scalar = scalar_at(read_yaml(source).root, "when")
    for word in ("and", "bad"):
        spot = source.spot(scalar, scalar.raw.index(word), len(word))
        assert word == spot.text[spot.column - 1 : spot.end_column - 1]


def test_a_spot_inside_a_quoted_cell_stands_under_the_same_word_in_the_file() -> None:
    source = SourceText("orders.csv", 'id,when\na,"he said ""go"" and\nwent, bad"\n')
    root = read_csv(source).root
    assert isinstance(root, Sequence)
    scalar = scalar_at(root.items[0], "when")
    spot = source.spot(scalar, scalar.raw.index("and"), 3)
    assert (2, "and") == (spot.line, spot.text[spot.column - 1 : spot.end_column - 1])
    spot = source.spot(scalar, scalar.raw.index("bad"), 3)
    assert (3, "bad") == (spot.line, spot.text[spot.column - 1 : spot.end_column - 1])


def test_a_spot_without_an_offset_covers_the_scalar_with_its_quotes() -> None:
    source = SourceText("a.yaml", "name: 'Luga'")
    spot = source.spot(scalar_at(read_yaml(source).root, "name"))
    assert "'Luga'" == spot.text[spot.column - 1 : spot.end_column - 1]


def test_a_spot_of_something_long_ends_with_its_first_line() -> None:
    source = SourceText("a.yaml", "- id: luga\n  name: Luga\n")
    root = read_yaml(source).root
    assert isinstance(root, Sequence)
    spot = source.spot(root.items[0])
    assert "id: luga" == spot.text[spot.column - 1 : spot.end_column - 1]


@given(
    st.text(alphabet="ab<>= '\"\\\u0416\u5317", min_size=1, max_size=40).map(str.strip),
    st.sampled_from(["single", "double", "csv"]),
)
def test_every_character_is_found_where_it_is_written(text: str, style: str) -> None:
    assume(text)
    if style == "csv":
        source = SourceText("a.csv", 'key\n"' + text.replace('"', '""') + '"')
        root = read_csv(source).root
        assert isinstance(root, Sequence)
        scalar = scalar_at(root.items[0], "key")
    else:
        quoted = "'" + text.replace("'", "''") + "'"
        if style == "double":
            quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
        source = SourceText("a.yaml", f"key: {quoted}")
        scalar = scalar_at(read_yaml(source).root, "key")
    assert text == scalar.raw
    for offset, character in enumerate(text):
        spot = source.spot(scalar, offset, 1)
        written = spot.text[spot.column - 1 : spot.end_column - 1]
        assert character == written[-1]
        assert written in (character, 2 * character, "\\" + character)


@given(st.text(max_size=60), st.integers(0, 60), st.none() | st.integers(0, 60))
def test_a_spot_can_be_made_for_any_offset(text: str, offset: int, length: int | None) -> None:
    source = SourceText("a.yaml", text)
    root = read_yaml(source).root
    if isinstance(root, Scalar):
        spot = source.spot(root, offset, length)
        assert spot.end_column > spot.column > 0


@given(st.text(alphabet="ab\n\r\u2028", max_size=40), st.data())
def test_line_and_column_lead_back_to_the_character(text: str, data: st.DataObject) -> None:
    source = SourceText("a.yaml", text)
    offset = data.draw(st.integers(0, len(text)))
    assert offset == source.offset(*source.place(offset))


def test_a_mapping_gives_values_and_keys_by_name() -> None:
    key, value = Scalar("id", "id", SPAN), Scalar("luga", "luga", SPAN)
    mapping = Mapping(((key, value),), SPAN)
    assert (value, key, ["id"]) == (mapping.get("id"), mapping.key("id"), list(mapping.keys()))
    assert (None, None) == (mapping.get("name"), mapping.key("name"))


def test_nodes_are_named_in_plain_words() -> None:
    values = [None, True, 7, 7.5, "seven"]
    assert ["nothing", "true or false", "a number", "a number", "a text"] == [
        kind_of(Scalar(value, str(value), SPAN)) for value in values
    ]
    assert ["a list", "a mapping"] == [kind_of(Sequence((), SPAN)), kind_of(Mapping((), SPAN))]
