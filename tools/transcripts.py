"""The examples of the guide, really run: `python tools/transcripts.py` writes their output anew.

In a page of `docs/guide/`, a block `console` holds commands after `$` with what they print, a block
`python` followed by a block `text` holds statements with what they print, and a block `yaml` with
`title="FILE"` is written to that file first. The blocks of a page are one session, in an empty
folder.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
GUIDE = ROOT / "docs" / "guide"

BLOCK = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
TITLE = re.compile(r'title="(?P<file>[^"]+)"')
PASSING = (
    re.compile(r"(?<=took )\S+(?= s\b)"),
    re.compile(r"(?<=hash )[0-9a-f]{12}"),
    re.compile(r"(?<=digest )[0-9a-f]{12}"),
    re.compile(r"(?<=echelon )\d+\.\d+\.\d+"),
)
"""What may differ from one machine or version to the next without the example being wrong."""


class Block(NamedTuple):
    """A fenced block of a page: the words after its fence, its text, and where that stands."""

    info: str
    text: str
    start: int
    end: int


def blocks_of(page: str) -> list[Block]:
    """Return the fenced blocks of a page, in order."""
    return [
        Block(found["info"].strip(), found["text"], found.start("text"), found.end("text"))
        for found in BLOCK.finditer(page)
    ]


def lasting(text: str) -> str:
    """Return an output without what differs from one machine or version to the next."""
    for pattern in PASSING:
        text = pattern.sub("...", text)
    # A line is broken at 80 columns, wherever a shorter or longer number puts that.
    return " ".join(text.split())


def commands_of(text: str) -> list[str]:
    """Return the commands of a console block."""
    return [line.removeprefix("$ ") for line in text.splitlines() if line.startswith("$ ")]


def printed_by(command: str) -> str:
    """Run one command of echelon in this process and return what it prints."""
    from echelon.cli.main import main

    program, *arguments = shlex.split(command)
    if program != "echelon":
        raise ValueError(f"not a command of echelon: {command}")
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        main(arguments)
    return output.getvalue()


def outputs_of(blocks: list[Block]) -> Iterator[tuple[Block, str]]:
    """Play the blocks of a page and yield each that shows output, with its text as it should be."""
    names: dict[str, Any] = {}
    told = ""
    for block in blocks:
        kind = block.info.split()[0] if block.info else ""
        title = TITLE.search(block.info)
        if title is not None:
            path = Path(title["file"])
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
        elif kind == "console":
            shown = [f"$ {each}\n{printed_by(each)}" for each in commands_of(block.text)]
            yield block, "\n".join(shown)
        elif kind == "python":
            output = io.StringIO()
            with contextlib.redirect_stdout(output):
                exec(compile(block.text, "a page of the guide", "exec"), names)
            told = output.getvalue()
        elif kind == "text" and told:
            yield block, told
            told = ""


def rewritten(page: str) -> str:
    """Return a page with the outputs of its examples as they are now."""
    for block, text in reversed(list(outputs_of(blocks_of(page)))):
        if lasting(block.text) != lasting(text):
            page = page[: block.start] + text + page[block.end :]
    return page


@contextlib.contextmanager
def empty_folder() -> Iterator[None]:
    """Work in a folder of its own for a while."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)


def main() -> None:
    """Rewrite the pages of the guide whose examples print something else by now."""
    for path in sorted(GUIDE.glob("*.md")):
        page = path.read_text(encoding="utf-8")
        with empty_folder():
            now = rewritten(page)
        if now != page:
            path.write_text(now, encoding="utf-8")
            print(f"rewritten: {path.relative_to(ROOT)}")


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / "src")]
    main()
