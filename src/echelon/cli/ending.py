"""How a command ends: its exit status, and what is said of an error."""

from __future__ import annotations

import os
import shlex
import sys
import tempfile
import traceback
from pathlib import Path

import click

from echelon.cli.commands import echelon
from echelon.cli.streams import abandon, say
from echelon.errors import EchelonError, ScenarioError
from echelon.version import VERSION

UNFINISHED = EchelonError.exit_status


def exit_status(arguments: list[str]) -> int:
    """Run one command and turn whatever it raises into a message and a status.

    Raises
    ------
    KeyboardInterrupt, BrokenPipeError
        Left to `main`, which can also meet them before this is even loaded.
    """
    try:
        with echelon.make_context("echelon", arguments) as context:
            echelon.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as done:
        sys.stdout.flush()
        return done.exit_code
    except click.Abort as error:
        raise KeyboardInterrupt from error
    except click.ClickException as misuse:
        misuse.show()
        return misuse.exit_code
    except ScenarioError as error:
        click.echo(str(error), err=True)
        return error.exit_status
    except EchelonError as error:
        say(str(error))
        return error.exit_status
    except MemoryError:
        say("there is not enough memory")
        return UNFINISHED
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.filename is not None or error.errno is None:
            return _own_fault(error, arguments)
        abandon(sys.stdout)
        say(f"cannot write the output: {os.strerror(error.errno).lower()}")
        return UNFINISHED
    except Exception as error:
        return _own_fault(error, arguments)
    return 0


def _own_fault(error: Exception, arguments: list[str]) -> int:
    """Say that echelon itself is at fault, and keep the traceback only if asked to."""
    say(
        "this is a fault in echelon, not in your scenario\n"
        f"  {type(error).__name__}: {' '.join(str(error).split())[:300]}\n"
        "Please open an issue in echelon's issue tracker, with these lines, the command\n"
        f"  {shlex.join(['echelon', *arguments])}\n"
        f"and the version, echelon {VERSION} on Python {sys.version.split()[0]}.\n"
        f"{_kept_traceback(error)}"
    )
    return UNFINISHED


def _kept_traceback(error: Exception) -> str:
    if not os.environ.get("ECHELON_DEBUG"):
        return "With ECHELON_DEBUG=1 the traceback is written to a file."
    try:
        descriptor, name = tempfile.mkstemp(prefix="echelon-fault-", suffix=".txt")
        os.close(descriptor)
        Path(name).write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    except OSError as problem:
        return f"The traceback could not be written to a file: {problem.strerror}."
    return f"The traceback is in {name}."
