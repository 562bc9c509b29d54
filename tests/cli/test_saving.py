"""Files that a user has named are whole or as they were."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from echelon.cli.saving import save_text
from echelon.errors import UnfinishedError


def test_a_file_is_replaced_by_all_that_is_written(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("a longer text that stood there before", encoding="utf-8")

    save_text(page, "Dnó")

    assert "Dnó" == page.read_text(encoding="utf-8")
    assert [page] == list(tmp_path.iterdir())


def test_what_stood_there_still_stands_if_the_disk_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page.html"
    page.write_text("before", encoding="utf-8")

    def is_full(_: int) -> None:
        raise OSError(errno.ENOSPC, "no space left on device")

    monkeypatch.setattr(os, "fsync", is_full)
    with pytest.raises(UnfinishedError, match=r"no room left on the disk to write `.*page\.html`"):
        save_text(page, "after")

    assert "before" == page.read_text(encoding="utf-8")
    assert [page] == list(tmp_path.iterdir())


def test_a_link_goes_on_leading_to_the_file(tmp_path: Path) -> None:
    page, link = tmp_path / "page.html", tmp_path / "latest.html"
    page.write_text("before", encoding="utf-8")
    link.symlink_to(page)

    save_text(link, "after")

    assert link.is_symlink()
    assert "after" == page.read_text(encoding="utf-8")


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)

    save_text(pipe, "through")

    assert b"through" == os.read(reader, 100)
    assert pipe.is_fifo()
    os.close(reader)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnfinishedError, match=r"cannot write `.*page\.html`: no such file"):
        save_text(tmp_path / "nowhere" / "page.html", "text")
