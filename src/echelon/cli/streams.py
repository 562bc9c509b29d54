"""Standard output and error when something is wrong with them, or with anything else."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from typing import TextIO


def say(message: str) -> None:
    """Put a message on standard error, if there still is one."""
    with contextlib.suppress(OSError, ValueError):
        print(f"echelon: {message}", file=sys.stderr, flush=True)


def show_every_letter() -> None:
    """Let a terminal that cannot show a letter show its number instead of an error."""
    for stream in (sys.stdout, sys.stderr):
        # What stands in for a stream (a notebook's, a test's) can show every letter anyhow.
        if isinstance(stream, io.TextIOWrapper):
            with contextlib.suppress(OSError):
                stream.reconfigure(errors="backslashreplace")


def abandon(stream: TextIO) -> None:
    """Send what is still buffered nowhere, so that Python does not complain on leaving."""
    with contextlib.suppress(OSError, ValueError):
        descriptor = os.open(os.devnull, os.O_WRONLY)
        os.dup2(descriptor, stream.fileno())
        os.close(descriptor)
