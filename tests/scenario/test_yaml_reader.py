"""YAML becomes the same structure that PyYAML sees, and nothing makes the reader stumble."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from echelon.errors import CODES, render_all
from echelon.scenario.reading import Reading
from echelon.scenario.source_text import SourceText
from echelon.scenario.tree import Mapping, Node, Scalar, Sequence
from echelon.scenario.yaml_reader import read_yaml

VALID = """\
echelon: 1  # the version
title: "Gatchina: the road"
period: {start: 1917-11-07 18:00, end: 1917-11-14}
places:
  - id: luga
    lat: 58.7
    holds: [station, exchange]
  - {id: pskov, about: "a town,
      a station"}
  - id: ostrov
    about: >
      a town,
      a station
orders:
  advance:
    by: krasnov
    when: |
      heard(gatchina_taken) and
      men(ninth_don, gatchina) >= 500
"""


def read(text: str, most_values: int = 100_000) -> Reading:
    return read_yaml(SourceText("a.yaml", text), most_values)


def plain(node: Node | None) -> Any:
    """Give a tree the form that PyYAML's BaseLoader gives it, in which all is text."""
    match node:
        case Scalar():
            return node.raw
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key.raw: plain(value) for key, value in node.entries}
    raise AssertionError("nothing was read")


words = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn")), max_size=20
)
values = st.recursive(
    words | st.sampled_from(["yes", "1", "a: b", "# c", "'", '"', " x ", "two\nlines\n"]),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(words.filter(bool), inner, max_size=4)
    ),
    max_leaves=12,
)


class _NoAliases(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


@given(
    values,
    st.sampled_from([None, "'", '"', "|", ">"]),
    st.sampled_from([None, True, False]),
    st.integers(10, 100),
    st.booleans(),
)
def test_the_tree_agrees_with_pyyaml_on_all_yaml_it_can_write(
    value: Any, style: str | None, flow: bool | None, width: int, unicode: bool
) -> None:
    text = yaml.dump(
        value,
        Dumper=_NoAliases,
        default_style=style,
        default_flow_style=flow,
        width=width,
        allow_unicode=unicode,
    )
    reading = read(text)
    assert () == reading.faults
    assert yaml.load(text, Loader=yaml.BaseLoader) == plain(reading.root)


def test_a_scenario_is_read_with_types_and_places() -> None:
    root = read(VALID).root
    assert isinstance(root, Mapping)
    version, period, places = root.get("echelon"), root.get("period"), root.get("places")
    assert isinstance(version, Scalar)
    assert (1, ("a.yaml", 1, 10, 1, 11)) == (version.value, version.span)
    assert isinstance(period, Mapping)
    start = period.get("start")
    assert isinstance(start, Scalar)
    assert ("1917-11-07 18:00", 3, 17) == (start.value, start.span.line, start.span.column)
    assert isinstance(places, Sequence)
    assert (5, 5) == places.items[0].span[1:3]


def test_quotes_make_a_text_of_a_number() -> None:
    root = read("['7', \"7\", 7]").root
    assert isinstance(root, Sequence)
    assert ["7", "7", 7] == [item.value for item in root.items if isinstance(item, Scalar)]


def test_an_empty_file_holds_nothing() -> None:
    for text in ("", "\n\n", "# only a comment\n", "---\n"):
        reading = read(text)
        assert () == reading.faults
        assert isinstance(reading.root, Scalar)
        assert None is reading.root.value


@pytest.mark.parametrize(
    ("code", "line", "column", "text"),
    [
        ("syntax", 1, 16, "title: Gatchina: the road"),
        ("syntax", 2, 1, "places:\n\t- id: luga"),
        ("syntax", 1, 7, "name: 'Luga\nkind: town\n"),
        ("syntax", 1, 14, "holds: [a, [b"),
        ("syntax", 2, 1, "- a\nb: 1"),
        ("syntax", 1, 4, "a: @b"),
        ("duplicate-key", 2, 1, "id: luga\nid: pskov"),
        ("duplicate-key", 1, 9, "{id: a, 'id': b}"),
        ("bad-key", 1, 1, "[a, b]: c"),
        ("bad-key", 1, 2, "? \n: c"),
        ("alias", 1, 4, "a: *b"),
        ("anchor", 1, 4, "a: &b c"),
        ("tag", 1, 4, "a: !!str c"),
        ("tag", 1, 4, "a: ! c"),
        ("tag", 1, 1, "%TAG ! tag:echelon:\n---\na"),
        ("several-documents", 2, 1, "a: 1\n---\nb: 2"),
        ("bad-number", 1, 4, "a: 1e999"),
        ("bad-number", 1, 4, "a: " + "9" * 500),
        ("too-deep", 1, 65, "[" * 65),
        ("too-deep", 65, 65, "".join(" " * depth + "a:\n" for depth in range(70))),
    ],
)
def test_each_fault_is_reported_once_at_its_place(
    code: str, line: int, column: int, text: str
) -> None:
    faults = read(text).faults
    spots = [(fault.code, fault.spot.line, fault.spot.column) for fault in faults if fault.spot]
    assert [(code, line, column)] == spots


def test_all_anchors_and_aliases_are_reported_in_one_pass_and_none_is_unfolded() -> None:
    laughs = "a: &a [x]\n" + "".join(f"{c}: &{c} [*a, *a]\n" for c in "bcdef")
    reading = read(laughs)
    assert None is reading.root
    assert 16 == len(reading.faults)
    assert {"alias", "anchor"} == {fault.code for fault in reading.faults}


def test_the_first_of_two_equal_keys_counts() -> None:
    assert {"a": "1"} == plain(read("a: 1\na: 2").root)


def test_depth_64_is_still_read() -> None:
    assert () == read("[" * 64 + "]" * 64).faults


def test_reading_stops_at_the_most_values() -> None:
    assert () == read("[1, 2, 3]", most_values=4).faults
    reading = read("[1, 2, 3, 4, 5]", most_values=4)
    assert (None, ["too-large"]) == (reading.root, [fault.code for fault in reading.faults])


def test_very_many_faults_are_cut_short() -> None:
    reading = read("a: 1\n" * 1000)
    assert None is reading.root
    assert "too-many-faults" == reading.faults[-1].code
    assert 201 == len(reading.faults)


def sound(reading: Reading) -> bool:
    known = all(fault.code in CODES and fault.spot for fault in reading.faults)
    explained = reading.root is not None or bool(reading.faults)
    return known and explained and bool(render_all(reading.faults, "x").encode())


@given(st.text(max_size=200))
def test_any_text_gives_a_tree_or_a_fault(text: str) -> None:
    assert sound(read(text))


@given(st.text(alphabet="-:?[]{},&*!|>'\"%@` \n\ta1#~.", max_size=80))
def test_any_heap_of_yaml_signs_gives_a_tree_or_a_fault(text: str) -> None:
    assert sound(read(text))


@given(st.data())
def test_a_damaged_scenario_gives_a_tree_or_a_fault(data: st.DataObject) -> None:
    text = VALID
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        length = data.draw(st.integers(0, 8))
        text = text[:start] + data.draw(st.text(max_size=4)) + text[start + length :]
    assert sound(read(text))
