"""How a command prints what it has to say."""

from __future__ import annotations

import json
import sys
from typing import Any

import click


def print_json(value: Any) -> None:
    """Print plain values as JSON, readable by people too where the terminal can show them."""
    encoding = (getattr(sys.stdout, "encoding", None) or "ascii").lower()
    escaped = encoding.replace("-", "") != "utf8"
    click.echo(json.dumps(value, indent=2, ensure_ascii=escaped, allow_nan=False))


def print_page(text: str) -> None:
    """Print a page; its first line is bold on a terminal and plain when piped."""
    first, newline, rest = text.partition("\n")
    click.echo(click.style(first, bold=True) + newline + rest)
