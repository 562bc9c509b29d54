"""What holds for every tracked file, whatever it is about."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

import echelon

ROOT = Path(__file__).resolve().parents[1]

LONGEST_FILE = 400

# Written in pieces, so that this file does not find itself.
MACHINE_PATHS = tuple(f"/{first}/" for first in ("root", "home", "work", "Users", "tmp/plan"))
REGISTRIES = tuple(
    "".join(parts)
    for parts in (
        ("py", "pi.org"),
        ("python", "hosted.org"),
        ("--index", "-url"),
        ("--extra-index", "-url"),
        ("--find", "-links"),
        ("anaconda", ".org"),
        ("file", "://"),
    )
)
UNFINISHED = (("TO", "DO"), ("FIX", "ME"), ("X", "XX"), ("HA", "CK"))


def tracked_files() -> list[Path]:
    """List the files under version control, or skip where there is no repository."""
    try:
        listing = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listing.split("\0") if name and (ROOT / name).is_file()]


def text_of(path: Path) -> str:
    """Read a tracked file; one that is not text has no lines to judge."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def places_of(words: tuple[str, ...]) -> list[str]:
    """Say where any of `words` stands in a tracked file, as `file:line`."""
    return [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked_files()
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if any(word in line for word in words)
    ]


def test_no_tracked_file_names_a_registry() -> None:
    assert [] == places_of(REGISTRIES)


def test_no_tracked_file_names_a_path_of_one_machine() -> None:
    assert [] == places_of(MACHINE_PATHS)


def test_no_module_is_longer_than_can_be_read() -> None:
    too_long = [
        f"{path.relative_to(ROOT)}: {len(text_of(path).splitlines())} lines"
        for path in tracked_files()
        if path.suffix in {".py", ".sh"} and len(text_of(path).splitlines()) > LONGEST_FILE
    ]

    assert [] == too_long


def test_every_module_says_what_it_is_about() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in tracked_files()
        if path.suffix == ".py"
        and path.is_relative_to(ROOT / "src")
        and not text_of(path).lstrip().startswith(('"""', 'r"""'))
    ]

    assert [] == silent


def test_no_module_has_a_name_that_would_take_anything() -> None:
    vague = [
        str(path.relative_to(ROOT))
        for path in tracked_files()
        if path.stem in {"utils", "util", "helpers", "helper", "manager", "common", "misc"}
    ]

    assert [] == vague


def test_nothing_is_left_to_be_done_in_a_comment() -> None:
    marks = re.compile(r"\b(" + "|".join(f"{a}{b}" for a, b in UNFINISHED) + r")\b")
    left = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked_files()
        if path.suffix in {".py", ".sh", ".toml", ".yaml"}
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if marks.search(line)
    ]

    assert [] == left


def test_the_constraints_pin_exact_versions_and_nothing_else() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = re.compile(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+")
    loose = [line for line in lines if not line.startswith("#") and not pinned.fullmatch(line)]

    assert [] == loose


def test_the_licence_is_the_whole_apache_licence() -> None:
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")

    assert licence.strip().startswith("Apache License\n                           Version 2.0")
    assert "END OF TERMS AND CONDITIONS" in licence


def test_the_version_is_the_same_wherever_it_is_written() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    version = re.search(r'^version = "(.+)"$', project, re.MULTILINE)

    assert version is not None
    assert f"version: {version[1]}\n" in citation
    assert version[1] == echelon.__version__
