"""Where the command line begins: interruptions and readers who have had enough.

A command's own output goes to standard output, everything else to standard error.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType

from echelon.cli.streams import abandon, say, show_every_letter

INTERRUPTED = 130
BROKEN_PIPE = 141
"""Exit status of a process that SIGINT or SIGPIPE has ended, as shells count it."""

NEW_OBJECTS_BETWEEN_LOOKS = 100_000
"""How many objects Python makes before it looks for what nobody needs any more."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command of echelon.

    Parameters
    ----------
    arguments : sequence of str, optional
        The command line after the program's name; that of the process if not given.

    Returns
    -------
    int
        The exit status: 0 done, 1 the scenario is wrong, 2 misuse, 3 could not finish,
        130 interrupted.
    """
    show_every_letter()
    # A command needs what it reads to its end; looked through as often as Python would, that takes
    # a twelfth of a start.
    gc.set_threshold(NEW_OBJECTS_BETWEEN_LOOKS)
    # Pydantic would ask every package there is for plugins; the models here have none.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGTERM, _interrupt)
    try:
        # Imported only here, so that an impatient Ctrl-C meets no traceback either.
        from echelon.cli.ending import exit_status

        return exit_status(list(sys.argv[1:] if arguments is None else arguments))
    except BrokenPipeError:
        abandon(sys.stdout)
        return BROKEN_PIPE
    except KeyboardInterrupt:
        say("interrupted")
        return INTERRUPTED


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
