"""The positioned tree that every file of a scenario is read into, whatever its format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias


class Span(NamedTuple):
    """A stretch of a file; lines and columns count from 1, the end is exclusive."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value as it was written.

    Parameters
    ----------
    value : None, bool, int, float or str
        Typed by the YAML 1.2 core rules; text in quotes is always a string.
    raw : str
        The text itself, without quotes and indentation. Offsets of notation and
        conditions count its characters.
    span : Span
        Where it stands, quotes included.
    quoted : bool
        True if quotes or a block make it a text.
    """

    value: bool | int | float | str | None
    raw: str
    span: Span
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and their values in the order of the file; no key stands twice."""

    entries: tuple[tuple[Scalar, Node], ...]
    span: Span

    def get(self, key: str) -> Node | None:
        """Give the value of a key, or None if there is no such key."""
        for scalar, node in self.entries:
            if scalar.raw == key:
                return node
        return None

    def key(self, key: str) -> Scalar | None:
        """Give the key itself, to point at it, or None if there is no such key."""
        for scalar, _ in self.entries:
            if scalar.raw == key:
                return scalar
        return None

    def keys(self) -> Iterator[str]:
        """Go through the keys as texts."""
        return (scalar.raw for scalar, _ in self.entries)


Node: TypeAlias = Scalar | Sequence | Mapping
"""Anything in the tree."""


def kind_of(node: Node) -> str:
    """Name the kind of a node in the words of a person.

    Parameters
    ----------
    node : Node
        Any node.

    Returns
    -------
    str
        With its article, such as ``a list`` or ``a number``.

    Examples
    --------
    >>> kind_of(Scalar(700, "700", Span("units.yaml", 1, 1, 1, 4)))
    'a number'
    """
    match node:
        case Sequence():
            return "a list"
        case Mapping():
            return "a mapping"
        case Scalar(value=None):
            return "nothing"
        case Scalar(value=bool()):
            return "true or false"
        case Scalar(value=int() | float()):
            return "a number"
        case _:
            return "a text"
