"""Whatever stands in a folder, reading it ends soon, with faults and never with a crash.

Nothing here measures time: a reader that hangs, or works in the square of a file's
length, makes the suite stop here, and that is how one notices.
"""

import os
import random
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from echelon.errors import CODES, render_all
from echelon.scenario.folder import Folder, read_folder

PARTS = ("places", "links", "units", "inputs", "what_ifs")
MEGABYTES_5 = 5_000_000

CONTENTS: dict[str, bytes] = {
    "noise": random.Random(1917).randbytes(1_000_000),
    "zeros": bytes(1_000_000),
    "UTF-16": "- id: luga".encode("utf-16"),
    "Windows-1251": "- id: Луга".encode("cp1251"),
    "half a letter": "Луга".encode()[:-1],
    "surrogates": b"\xed\xa0\x80",
    "escape": b"- \x1b[2J",
    "too long": b"#" * (MEGABYTES_5 + 1),
    "brackets": b"[" * MEGABYTES_5,
    "braces": b"{" * MEGABYTES_5,
    "dashes": b"- " * (MEGABYTES_5 // 2),
    "question marks": b"? " * (MEGABYTES_5 // 2),
    "depth": b"".join(b" " * depth + b"a:\n" for depth in range(2_000)),
    "a million keys": b"".join(b"%06x:\n" % key for key in range(600_000)),
    "one key again and again": b"a: 1\n" * 1_000_000,
    "tag lines": b"".join(b"%%TAG !%d! b\n" % tag for tag in range(300_000)) + b"---\na",
    "tag lines later": b"a\n...\n" + b"".join(b"%%TAG !%d! b\n" % tag for tag in range(300_000)),
    "laughs": b"a: &a [x]\n" + b"".join(b"b%d: &b%d [*a, *a]\n" % (i, i) for i in range(50_000)),
    "documents": b"---\n" * 1_000_000,
    "a digit too many": b"- " + b"9" * (MEGABYTES_5 - 2),
    "decimals": b"- 0." + b"9" * (MEGABYTES_5 - 4),
    "quotes": b'"' * MEGABYTES_5,
    "an odd quote": b'"' * (MEGABYTES_5 - 1),
    "commas": b"," * MEGABYTES_5,
    "lines": b"\n" * MEGABYTES_5,
    "carriage returns": b"\r" * MEGABYTES_5,
    "one long word": b"x" * MEGABYTES_5,
    "folded text": b"a: >\n" + b"  x\n\n" * 1_000_000,
    "colons": b":" * MEGABYTES_5,
    "empty": b"",
}


def sound(folder: Folder) -> bool:
    assert all(fault.code in CODES for fault in folder.faults)
    assert len(folder.faults) <= 1_001
    return bool(render_all(folder.faults, folder.name).encode())


@pytest.mark.parametrize("name", ["places.yaml", "places.csv", "scenario.yaml", "sources.bib"])
@pytest.mark.parametrize("data", CONTENTS.values(), ids=CONTENTS.keys())
def test_any_content_is_read_or_refused(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / "scenario.yaml").write_bytes(b"echelon: 1\n")
    (tmp_path / name).write_bytes(data)
    reading = read_folder(tmp_path, PARTS)
    (tmp_path / name).unlink()  # pytest keeps the folders of three sessions
    assert sound(reading)


@pytest.mark.parametrize("name", ["noise", "zeros", "UTF-16", "Windows-1251", "half a letter"])
@pytest.mark.parametrize("file", ["places.yaml", "places.csv", "sources.bib"])
def test_what_is_not_utf8_is_called_so(tmp_path: Path, file: str, name: str) -> None:
    (tmp_path / "scenario.yaml").write_bytes(b"echelon: 1\n")
    (tmp_path / file).write_bytes(CONTENTS[name])
    assert ["not-text"] == [fault.code for fault in read_folder(tmp_path, PARTS).faults]


def test_a_byte_order_mark_does_not_shift_the_places(tmp_path: Path) -> None:
    (tmp_path / "scenario.yaml").write_bytes(b"\xef\xbb\xbfechelon: 1\n")
    (tmp_path / "places.csv").write_bytes(b"\xef\xbb\xbfid,id\nluga,a\n")
    spots = [fault.spot for fault in read_folder(tmp_path, PARTS).faults]
    assert [(1, 4, "id,id")] == [(spot.line, spot.column, spot.text) for spot in spots if spot]


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        here = Path.cwd()
        os.chdir(path.parent)  # the path of a socket has room for 107 bytes only
        try:
            listener.bind(path.name)
        finally:
            os.chdir(here)


def link_to(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


STRANGE: dict[str, tuple[str, Callable[[Path], None]]] = {
    "folder": ("not-a-file", Path.mkdir),
    "pipe": ("not-a-file", make_pipe),
    "socket": ("not-a-file", make_socket),
    "device": ("outside-folder", link_to("/dev/zero")),
    "terminal": ("outside-folder", link_to("/dev/tty")),
    "stranger": ("outside-folder", link_to("/etc/passwd")),
    "neighbour": ("outside-folder", link_to("../outside.csv")),
    "to nothing": ("missing-file", link_to("nothing.txt")),
    "endless file": ("outside-folder", link_to("/proc/self/mem")),
}


@pytest.mark.parametrize("name", ["places.csv", "scenario.yaml", "sources.bib"])
@pytest.mark.parametrize(("code", "make"), STRANGE.values(), ids=STRANGE.keys())
def test_what_is_no_ordinary_file_is_refused(
    tmp_path: Path, name: str, code: str, make: Callable[[Path], None]
) -> None:
    (tmp_path / "outside.csv").write_text("id\nluga\n")
    folder = tmp_path / "road"
    folder.mkdir()
    if name != "scenario.yaml":
        (folder / "scenario.yaml").write_text("echelon: 1\n")
    make(folder / name)
    reading = read_folder(folder, PARTS)
    assert [code] == [fault.code for fault in reading.faults]
    assert sound(reading)


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null", "/", "/proc", "a\0b", "x" * 5000, ""])
def test_any_path_can_be_asked_for(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    reading = read_folder(path, PARTS)
    assert reading.faults
    assert sound(reading)


def test_links_in_a_circle_are_refused(tmp_path: Path) -> None:
    (tmp_path / "scenario.yaml").write_text("echelon: 1\n")
    (tmp_path / "places.csv").symlink_to("links.csv")
    (tmp_path / "links.csv").symlink_to("places.csv")
    (tmp_path / "what_ifs").symlink_to("what_ifs")
    reading = read_folder(tmp_path, PARTS)
    assert 3 == len(reading.faults)
    assert {"places", "links", "what_ifs"} == reading.unread


def test_a_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "scenario.yaml").write_text("echelon: 1\n")
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "towns.txt").write_text("id\nluga\n")
    (tmp_path / "places.csv").symlink_to("tables/towns.txt")
    reading = read_folder(tmp_path, PARTS)
    assert ((), 1) == (reading.faults, len(reading.parts["places"].items))


def test_a_link_to_the_scenarios_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "road").mkdir()
    (tmp_path / "road" / "scenario.yaml").write_text("echelon: 1\n")
    (tmp_path / "link").symlink_to("road")
    assert () == read_folder(tmp_path / "link", PARTS).faults


def test_a_folder_of_what_ifs_elsewhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.yaml").write_text("")
    (tmp_path / "road").mkdir()
    (tmp_path / "road" / "scenario.yaml").write_text("echelon: 1\n")
    (tmp_path / "road" / "what_ifs").symlink_to("../elsewhere")
    reading = read_folder(tmp_path / "road", PARTS)
    assert (["outside-folder"], {}) == (
        [fault.code for fault in reading.faults],
        reading.overlays["what_ifs"],
    )


def test_a_folder_of_too_many_files_is_refused(tmp_path: Path) -> None:
    for number in range(2_100):
        (tmp_path / f"{number}.txt").touch()
    assert ["too-large"] == [fault.code for fault in read_folder(tmp_path, PARTS).faults]


def test_many_small_files_meet_one_limit_together(tmp_path: Path) -> None:
    (tmp_path / "scenario.yaml").write_text("echelon: 1\n")
    (tmp_path / "what_ifs").mkdir()
    for number in range(60):
        text = "".join(f"k{key}: 1\n" for key in range(1_000))
        (tmp_path / "what_ifs" / f"w{number}.yaml").write_text(text)
    reading = read_folder(tmp_path, PARTS)
    assert ["too-large"] == [fault.code for fault in reading.faults]
    assert {"what_ifs"} == reading.unread


names = st.sampled_from(
    [
        *("scenario.yaml", "places.csv", "places.yaml", "links.yaml", "units.csv", "sources.bib"),
        *("plases.csv", "what_ifs/a.yaml", "what_ifs/B.yaml", "what_ifs/c.csv", "x.txt", "x.YML"),
    ]
)
contents = (
    st.binary(max_size=100)
    | st.text(max_size=100).map(str.encode)
    | st.sampled_from([b"echelon: 1\nplaces: [{id: a}]", b"id,name\na,b\n", b"- id: a\n", b"a: {}"])
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=st.dictionaries(names, contents, max_size=6))
def test_any_folder_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]
) -> None:
    folder = tmp_path_factory.mktemp("folder")
    (folder / "what_ifs").mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    reading = read_folder(folder, PARTS)
    assert sound(reading)
    assert all(part in PARTS for part in reading.parts)
