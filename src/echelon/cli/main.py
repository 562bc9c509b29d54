"""The command `echelon`: its subcommands, and what it says when something is wrong.

A command's own output goes to standard output, everything else to standard error.
"""

from __future__ import annotations

import contextlib
import os
import shlex
import signal
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

import click

from echelon.cli.check import check
from echelon.cli.chronicle import chronicle
from echelon.cli.list import list_scenarios
from echelon.cli.new import new
from echelon.cli.results import results
from echelon.cli.run import run
from echelon.cli.why import why
from echelon.errors import EchelonError, ScenarioError
from echelon.version import VERSION

INTERRUPTED = 130
BROKEN_PIPE = 141
"""Exit status of a process that SIGINT or SIGPIPE has ended, as shells count it."""


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    epilog="SCENARIO is the name of a bundled scenario (`echelon list`) or a folder.",
)
@click.version_option(VERSION, prog_name="echelon", message="%(prog)s %(version)s")
def echelon() -> None:
    """Who may command, who will obey, who gets there in time.

    Campaign analysis of a contested capital: a folder of text and tables is played
    thousands of times.
    """


for command in (list_scenarios, new, check, run, results, chronicle, why):
    echelon.add_command(command)


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
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter shows its number instead of an error.
        with contextlib.suppress(AttributeError, OSError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGTERM, _interrupt)
    try:
        return _run(list(sys.argv[1:] if arguments is None else arguments))
    except BrokenPipeError:
        # Whoever read the output has enough of it.
        _abandon(sys.stdout)
        return BROKEN_PIPE
    except KeyboardInterrupt:
        _say("interrupted")
        return INTERRUPTED


def _run(arguments: list[str]) -> int:
    try:
        with echelon.make_context("echelon", arguments) as context:
            echelon.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as done:
        sys.stdout.flush()
        return done.exit_code
    except click.ClickException as misuse:
        misuse.show()
        return misuse.exit_code
    except ScenarioError as error:
        click.echo(str(error), err=True)
        return error.exit_status
    except EchelonError as error:
        _say(str(error))
        return error.exit_status
    except (BrokenPipeError, KeyboardInterrupt, click.Abort) as error:
        if isinstance(error, click.Abort):
            raise KeyboardInterrupt from error
        raise
    except MemoryError:
        _say("there is not enough memory")
        return EchelonError.exit_status
    except OSError as error:
        if error.filename is None and error.errno is not None:
            _abandon(sys.stdout)
            _say(f"cannot write the output: {os.strerror(error.errno).lower()}")
            return EchelonError.exit_status
        return _own_fault(error, arguments)
    except Exception as error:
        return _own_fault(error, arguments)
    return 0


def _own_fault(error: Exception, arguments: list[str]) -> int:
    """Say that echelon itself is at fault, and keep the traceback only if asked to."""
    _say(
        "this is a fault in echelon, not in your scenario\n"
        f"  {type(error).__name__}: {' '.join(str(error).split())[:300]}\n"
        "Please open an issue in echelon's issue tracker, with these lines, the command\n"
        f"  {shlex.join(['echelon', *arguments])}\n"
        f"and the version, echelon {VERSION} on Python {sys.version.split()[0]}."
    )
    if os.environ.get("ECHELON_DEBUG"):
        descriptor, name = tempfile.mkstemp(prefix="echelon-fault-", suffix=".txt")
        os.close(descriptor)
        Path(name).write_text("".join(traceback.format_exception(error)), encoding="utf-8")
        click.echo(f"The traceback is in {name}.", err=True)
    else:
        click.echo("With ECHELON_DEBUG=1 the traceback is written to a file.", err=True)
    return EchelonError.exit_status


def _say(message: str) -> None:
    with contextlib.suppress(OSError):
        click.echo(f"echelon: {message}", err=True)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _abandon(stream: object) -> None:
    """Send what is still buffered nowhere, so that Python does not complain on leaving."""
    with contextlib.suppress(AttributeError, OSError, ValueError):
        descriptor = os.open(os.devnull, os.O_WRONLY)
        os.dup2(descriptor, stream.fileno())  # type: ignore[attr-defined]
        os.close(descriptor)
