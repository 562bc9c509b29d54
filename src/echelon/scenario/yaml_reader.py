"""YAML into the positioned tree, event by event, so that no file can make it large."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from echelon.errors import Fault
from echelon.scenario.limits import DEEPEST, MOST_FAULTS, MOST_VALUES
from echelon.scenario.reading import Reading, at_most
from echelon.scenario.scalars import NotFiniteError, plain_value
from echelon.scenario.source_text import SourceText
from echelon.scenario.tree import Mapping, Node, Scalar, Sequence, Span
from echelon.scenario.yaml_syntax import syntax_fault

# libyaml compares each %TAG line with all before it, which takes hours for 5 MB of them.
_TAG_LINE = re.compile(r"^%TAG", re.MULTILINE)
_PROPERTY = re.compile(r"[&!*][^\s,\[\]{}]*")


def read_yaml(source: SourceText, most_values: int = MOST_VALUES) -> Reading:
    """Read one YAML document.

    libyaml's events are taken one at a time; nothing is resolved or constructed, and
    reading stops at the first thing that could make it long (see `limits`). Scalars
    follow YAML 1.2; aliases, anchors and tags are faults.

    Parameters
    ----------
    source : SourceText
        The text of the file.
    most_values : int
        Scalars, lists and mappings to accept.

    Returns
    -------
    Reading
        The tree, or None in its place if the faults leave no sense in it.
    """
    builder = _Builder(source, most_values)
    tag = _TAG_LINE.search(source.text)
    if tag is not None:
        builder.refuse("tag", "tags are not part of the language", source.span(*tag.span()))
        return builder.reading()
    try:
        for event in _events(source.text):
            builder.take(event)
            if builder.stopped:
                break
    except yaml.YAMLError as error:
        builder.add(syntax_fault(source, error))
        builder.readable = False
    return builder.reading()


_Valued: TypeAlias = ScalarEvent | MappingStartEvent | SequenceStartEvent


def _events(text: str) -> Iterator[Event]:
    events: Iterator[Event] = yaml.parse(text, Loader=yaml.CLoader)
    return events


class _Mark(Protocol):
    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


def _place_of(mark: _Mark | None) -> tuple[int, int]:
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)


@dataclass
class _Open:
    """A list or mapping whose end has not been read."""

    is_mapping: bool
    start: tuple[int, int]
    nodes: list[Node] = field(default_factory=list)
    entries: list[tuple[Scalar, Node]] = field(default_factory=list)
    keys: dict[str, Scalar] = field(default_factory=dict)
    key: Node | None = None


class _Builder:
    def __init__(self, source: SourceText, most_values: int) -> None:
        self.source = source
        self.most_values = most_values
        self.faults: list[Fault] = []
        self.readable = True
        self.stopped = False
        self._open: list[_Open] = []
        self._root: Node | None = None
        self._values = 0
        self._documents = 0

    def reading(self) -> Reading:
        root = self._root or Scalar(None, "", Span(self.source.name, 1, 1, 1, 1))
        return Reading(
            root if self.readable else None, at_most(MOST_FAULTS, self.faults), self._values
        )

    def take(self, event: Event) -> None:
        match event:
            case ScalarEvent():
                self._check_properties(event)
                self._place(self._scalar(event))
            case MappingStartEvent() | SequenceStartEvent():
                self._check_properties(event)
                self._begin(event)
            case MappingEndEvent() | SequenceEndEvent():
                self._finish(event)
            case AliasEvent():
                message = f"alias `*{event.anchor}` repeats a value from elsewhere"
                self._refuse_property("alias", message, event)
                self._place(Scalar(None, "", self._span(event)))
            case DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    message = "the file holds more than one document"
                    self.refuse("several-documents", message, self._span(event))

    def add(self, fault: Fault) -> None:
        self.faults.append(fault)
        if len(self.faults) > MOST_FAULTS:
            self.stopped, self.readable = True, False

    def refuse(self, code: str, message: str, span: Span, label: str = "", help: str = "") -> None:
        """Add a fault after which the rest of the file is not worth reading."""
        self.stopped, self.readable = True, False
        self.add(Fault(code, message, self.source.spot(span), label, help=help))

    def _span(self, event: Event) -> Span:
        return Span(self.source.name, *_place_of(event.start_mark), *_place_of(event.end_mark))

    def _check_properties(
        self, event: ScalarEvent | MappingStartEvent | SequenceStartEvent
    ) -> None:
        if event.anchor is not None:
            message = f"anchor `&{event.anchor}` marks a value for use elsewhere"
            self._refuse_property("anchor", message, event)
        elif event.tag is not None:
            self._refuse_property("tag", "a tag gives a value a type of its own", event)

    def _refuse_property(self, code: str, message: str, event: Event) -> None:
        span = self._span(event)
        start = self.source.offset(span.line, span.column)
        written = _PROPERTY.match(self.source.text, start)
        if written is not None:
            span = self.source.span(start, written.end())
        self.readable = False
        spot = self.source.spot(span)
        label = f"{'aliases' if code == 'alias' else code + 's'} are not part of the language"
        self.add(Fault(code, message, spot, label, help="if it is text, put it in quotes"))

    def _scalar(self, event: ScalarEvent) -> Scalar:
        span, text = self._span(event), event.value
        if event.style:
            return Scalar(text, text, span, quoted=True)
        try:
            return Scalar(plain_value(text), text, span)
        except NotFiniteError as error:
            self.readable = False
            shown = text if len(text) <= 40 else f"{text[:20]}\u2026"
            self.add(Fault("bad-number", f"`{shown}` is {error}", self.source.spot(span)))
            return Scalar(None, text, span)

    def _begin(self, event: MappingStartEvent | SequenceStartEvent) -> None:
        is_mapping = isinstance(event, MappingStartEvent)
        self._open.append(_Open(is_mapping, _place_of(event.start_mark)))
        if len(self._open) > DEEPEST:
            message = f"lists and mappings are nested more than {DEEPEST} deep"
            self.refuse("too-deep", message, self._span(event))

    def _finish(self, event: MappingEndEvent | SequenceEndEvent) -> None:
        done = self._open.pop()
        span = Span(self.source.name, *done.start, *_place_of(event.end_mark))
        if done.is_mapping:
            self._place(Mapping(tuple(done.entries), span))
        else:
            self._place(Sequence(tuple(done.nodes), span))

    def _place(self, node: Node) -> None:
        self._values += 1
        if self._values > self.most_values:
            self.refuse("too-large", "the scenario holds too many values", node.span)
        if not self._open:
            self._root = node
            return
        around = self._open[-1]
        if not around.is_mapping:
            around.nodes.append(node)
        elif around.key is None:
            around.key = node
        else:
            self._enter(around, around.key, node)
            around.key = None

    def _enter(self, around: _Open, key: Node, value: Node) -> None:
        if not isinstance(key, Scalar) or not key.raw:
            spot = self.source.spot(key)
            self.add(Fault("bad-key", "a key must be a word", spot, "not a word"))
        elif key.raw in around.keys:
            self._report_second(around.keys[key.raw], key)
        else:
            around.keys[key.raw] = key
            around.entries.append((key, value))

    def _report_second(self, first: Scalar, key: Scalar) -> None:
        note = f"it is first given at {first.span.file}:{first.span.line}"
        spot = self.source.spot(key)
        message = f"key `{key.raw}` is given twice"
        self.add(Fault("duplicate-key", message, spot, "given again", (note,)))
