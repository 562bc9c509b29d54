"""A table from any spreadsheet becomes the same tree as a list in YAML."""

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echelon.errors import CODES, render_all
from echelon.scenario.csv_reader import read_csv
from echelon.scenario.reading import Reading
from echelon.scenario.source_text import SourceText
from echelon.scenario.tree import Mapping, Node, Scalar, Sequence


def read(text: str, most_values: int = 100_000) -> Reading:
    return read_csv(SourceText("places.csv", text), most_values)


def plain(node: Node | None) -> Any:
    match node:
        case Scalar():
            return node.value
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key.raw: plain(value) for key, value in node.entries}
    raise AssertionError("nothing was read")


def test_the_heading_gives_the_keys_and_an_empty_cell_means_absent() -> None:
    text = "id,name,lat,holds\nluga,Luga,58.7,station; exchange\npskov,Pskov,,\n"
    assert [
        {"id": "luga", "name": "Luga", "lat": 58.7, "holds": "station; exchange"},
        {"id": "pskov", "name": "Pskov"},
    ] == plain(read(text).root)


def test_cells_are_typed_like_yaml_with_or_without_quotes() -> None:
    text = 'a,b,c,d,e\n7,"7",true, 1917-11-07 ,600..700\n'
    expected = {"a": 7, "b": 7, "c": True, "d": "1917-11-07", "e": "600..700"}
    assert [expected] == plain(read(text).root)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_rows_end_as_any_system_ends_them(line_end: str) -> None:
    text = line_end.join(["id,name", "", "luga,Luga", ",", ", ", "pskov,Pskov"])
    reading = read(text)
    assert () == reading.faults
    assert [{"id": "luga", "name": "Luga"}, {"id": "pskov", "name": "Pskov"}] == plain(reading.root)


def test_quoted_cells_hold_commas_quotes_and_line_ends() -> None:
    text = 'id,name\nluga, "Luga, ""the"" town\nand station" \n'
    expected = [{"id": "luga", "name": 'Luga, "the" town\nand station'}]
    assert expected == plain(read(text).root)


def test_places_are_right_after_a_cell_of_several_lines() -> None:
    root = read('id,name\nluga,"Luga\ntown"\n  pskov, Pskov \n').root
    assert isinstance(root, Sequence)
    row = root.items[1]
    assert isinstance(row, Mapping)
    spans = [value.span[1:] for _, value in row.entries]
    assert [(4, 3, 4, 8), (4, 10, 4, 15)] == spans


def test_columns_of_sources_and_grades_annotate_their_value() -> None:
    text = (
        "id,men,men.source,men.grade,place,place.note,source\n"
        "ninth,480,krasnov1922 p. 3,B,luga,,all1917\ntenth,700,,,pskov,guess,\n"
    )
    assert [
        {
            "id": "ninth",
            "men": {"value": 480, "source": "krasnov1922 p. 3", "grade": "B"},
            "place": "luga",
            "source": "all1917",
        },
        {"id": "tenth", "men": 700, "place": {"value": "pskov", "note": "guess"}},
    ] == plain(read(text).root)


def test_a_table_without_rows_is_an_empty_list() -> None:
    for text in ("", "\n\n", "id,name\n", ",,,\n"):
        reading = read(text)
        assert ([], ()) == (plain(reading.root), reading.faults)


@pytest.mark.parametrize(
    ("code", "line", "column", "text"),
    [
        ("ragged-row", 2, 11, "id,name\nluga,Luga,town\n"),
        ("ragged-row", 2, 1, "id,name\nluga\n"),
        ("duplicate-key", 1, 9, "id,name,id\na,b,c\n"),
        ("bad-key", 2, 3, "id,\na,b\n"),
        ("syntax", 2, 6, 'id,name\nluga,"Luga\n'),
        ("syntax", 2, 6, 'id,name\nluga,"Luga" town\n'),
        ("syntax", 1, 1, "id;name\nluga;Luga\n"),
        ("syntax", 1, 1, "id\tname\nluga\tLuga\n"),
        ("bad-number", 2, 1, "lat\n1e999\n"),
    ],
)
def test_each_fault_is_reported_once_at_its_place(
    code: str, line: int, column: int, text: str
) -> None:
    faults = read(text).faults
    assert [(code, line, column)] == [
        (fault.code, fault.spot.line, fault.spot.column) for fault in faults if fault.spot
    ]


def test_a_decimal_comma_is_found_though_the_row_ends_in_a_blank_cell() -> None:
    reading = read("id,length_km,tracks,holder\nline,64,5,2,\n")
    (fault,) = reading.faults
    assert ("ragged-row", "the row has 5 cells and the heading 4") == (fault.code, fault.message)
    assert fault.help is not None
    assert fault.help.startswith("write a decimal point: `64.5`; or put quotes")
    assert fault.spot is not None
    assert (2, 6) == (fault.spot.line, fault.spot.column)


def test_a_decimal_comma_in_a_range_is_found() -> None:
    (fault,) = read("id,delay_min,name\nline,1,5..30,\n").faults
    assert fault.help is not None
    assert "`1.5..30`" in fault.help


def test_a_comma_in_a_text_is_found_though_the_row_ends_in_a_blank_cell() -> None:
    (fault,) = read("id,name,kind\nluga,Luga, a town,\n").faults
    assert "put quotes around a text with a comma in it" in str(fault.help)
    assert "decimal" not in str(fault.help)


def test_empty_cells_and_columns_of_the_heading_do_no_harm() -> None:
    reading = read("id,name,,\nluga,Luga,,\n")
    assert () == reading.faults
    assert [{"id": "luga", "name": "Luga"}] == plain(reading.root)


@pytest.mark.parametrize(
    "text", ["id\n" + "a\n" * 30_000, "a," * 2_000, "id\n" + '""\n' * 60_000, "," * 5_000_000]
)
def test_a_table_too_large_is_refused(text: str) -> None:
    reading = read(text)
    assert (None, ["too-large"]) == (reading.root, [fault.code for fault in reading.faults])


cells = st.text(alphabet='ab"1,;\n\u0416 ', max_size=8).map(str.strip)


@given(st.lists(st.lists(cells.filter(bool), min_size=3, max_size=3), min_size=1, max_size=5))
def test_whatever_the_csv_module_writes_is_read_back(rows: list[list[str]]) -> None:
    file = io.StringIO()
    csv.writer(file).writerows([["a", "b", "c"], *rows])
    root = read(file.getvalue()).root
    assert isinstance(root, Sequence)
    found = [
        [value.raw for _, value in row.entries if isinstance(value, Scalar)]
        for row in root.items
        if isinstance(row, Mapping)
    ]
    assert rows == found


@given(st.text(max_size=200) | st.text(alphabet='a1",;\n\r \t.', max_size=80))
def test_any_text_gives_a_tree_or_a_fault(text: str) -> None:
    reading = read(text)
    assert reading.root is not None or reading.faults
    assert all(fault.code in CODES for fault in reading.faults)
    assert render_all(reading.faults, "x").encode()
