"""How a command prints what it has to say."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from echelon.errors import Interruption

if TYPE_CHECKING:
    from echelon.api import Results

Found = TypeVar("Found")


def print_json(value: Any) -> None:
    """Print plain values as JSON, readable by people too where the terminal can show them."""
    encoding = (getattr(sys.stdout, "encoding", None) or "ascii").lower()
    escaped = encoding.replace("-", "") != "utf8"
    click.echo(json.dumps(value, indent=2, ensure_ascii=escaped, allow_nan=False))


def print_page(text: str) -> None:
    """Print a page; its first line is bold on a terminal and plain when piped."""
    first, newline, rest = text.partition("\n")
    click.echo(click.style(first, bold=True) + newline + rest)


def print_results(results: Results, *, full: bool) -> None:
    """Print what runs say, on a screen or two unless all of it is asked for."""
    print_page(results.in_full() if full else str(results))
    if not full:
        click.echo(
            "\nQuantiles, accounts and the doubt about each moment: --full; all figures: --json"
        )


def tell_even_if_stopped(work: Callable[[], Found], tell: Callable[[Found], None]) -> None:
    """Do long work and tell what it found; if it is stopped (Ctrl-C), what was done by then.

    Raises
    ------
    Interruption
        If it was stopped, once all is told.
    """
    try:
        found = work()
    except Interruption as stopped:
        if stopped.found is not None:
            tell(stopped.found)
            sys.stdout.flush()
        raise
    tell(found)
