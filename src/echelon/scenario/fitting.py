"""Fitting what was written to a model: typed values, or faults where they stand.

What can be read of an entry at fault is kept, so that the checks still find what else is wrong.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from echelon.errors import Fault, nearest
from echelon.scenario import tree
from echelon.scenario.calendar import Calendar
from echelon.scenario.fields import Sources, Written, inner, plain
from echelon.scenario.provenance import Origin, Provenance
from echelon.scenario.schema.catalogue import Field, fields_of, keys_of
from echelon.scenario.schema.entry import Declared, Evidence, Model
from echelon.scenario.schema.texts import Texts
from echelon.units import stem_of, unit_of

_Model = TypeVar("_Model", bound=Model)


NO_EVIDENCE = Evidence.model_construct()

CUT_TEXT = "a comma ends a value between braces: put quotes around a text with a comma in it"
"""Help for a key without a value, which is most often the rest of a text."""


class _Context(NamedTuple):
    """What a reader is told when pydantic does not call it."""

    field_name: str
    context: Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Fitter:
    """Reads values by their leaves, with the calendar of the scenario.

    Parameters
    ----------
    calendar : Calendar
        How dates are read.
    sources : Sources
        Receives the faults.
    texts : Texts
        What texts were read as before.
    levels : mapping of str to (str or number)
        Words for dispositions that the scenario restates.
    """

    calendar: Calendar
    sources: Sources
    texts: Texts = field(default_factory=Texts)
    levels: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def context(self) -> dict[str, Any]:
        """The validation context that the readers expect."""
        return {"calendar": self.calendar, "texts": self.texts, "levels": self.levels}

    def fit(
        self,
        model: type[_Model],
        written: Mapping[str, Written],
        called: str,
        where: tree.Node,
    ) -> tuple[_Model | None, dict[str, Any]]:
        """Make an entry of a model, and report everything that keeps it from being one.

        Parameters
        ----------
        model : type
            Model of the entry.
        written : mapping of str to Written
            Its fields by key, inherited ones included.
        called : str
            What messages call it: ``link `pskov_luga` ``.
        where : Node
            What to point at if something is missing.

        Returns
        -------
        entry : Model or None
            None if there is any fault.
        values : dict of str to Any
            By key, what could be read of the fields that the entry states itself.
        """
        is_complete = self.check_keys(model, written, called, where)
        known = keys_of(model)
        data = {
            key: plain(each.node, known[key].leaf)
            for key, each in written.items()
            if key in known and not each.is_nothing
        }
        try:
            entry = model.model_validate(data, context=self.context)
        except ValidationError as error:
            self._report(model, error, written, called)
            return None, self.read_values(known, written)
        own = {
            key: getattr(entry, known[key].name)
            for key in data
            if written[key].origin is Origin.SUPPLIED
        }
        return (entry if is_complete else None), own

    def read_values(
        self, known: Mapping[str, Field], written: Mapping[str, Written]
    ) -> dict[str, Any]:
        """Read each field for itself and leave out those that cannot be read."""
        values: dict[str, Any] = {}
        for key, each in written.items():
            if key in known and not each.is_nothing and each.origin is Origin.SUPPLIED:
                value, fault = self.read(known[key], each.node)
                if fault is None:
                    values[key] = value
        return values

    def read(self, field: Field, node: tree.Node, called: str = "") -> tuple[Any, Fault | None]:
        """Read the value of one field; return it, or the fault that it has."""
        try:
            context = _Context(field.key, self.context)
            return field.leaf.read(plain(node, field.leaf), context), None
        except PydanticCustomError as error:
            return None, self._fault(error.type, error.context or {}, node, called)

    def provenance(self, written: Written, of_entry: Evidence) -> Provenance:
        """Return where a stated value comes from, by its own evidence or that of its entry."""
        own = self.read_evidence(written.evidence) if written.evidence else NO_EVIDENCE
        return Provenance(
            written.origin,
            own.source or of_entry.source,
            own.grade or of_entry.grade,
            of_entry.known_by if own.known_by is None else own.known_by,
            own.note or of_entry.note,
        )

    def read_evidence(self, nodes: Mapping[str, tree.Node]) -> Evidence:
        """Read what is said of the evidence for a value; what cannot be read is left out."""
        known = keys_of(Declared)
        values = {key: self.read(known[key], node)[0] for key, node in nodes.items()}
        return Evidence.model_construct(**values)

    def check_evidence(self, written: Iterable[Written]) -> None:
        """Report what is wrong with evidence written beside values."""
        known = keys_of(Declared)
        for each in written:
            for key, node in each.evidence.items():
                _, fault = self.read(known[key], node)
                if fault is not None:
                    self.sources.faults.append(fault)

    def check_keys(
        self,
        model: type[Model],
        written: Mapping[str, Written],
        called: str,
        where: tree.Node,
    ) -> bool:
        """Report unknown and missing keys; one that stands for the other is one fault."""
        known = keys_of(model)
        stated = {key for key, each in written.items() if not each.is_nothing}
        missing = [
            field.key for field in fields_of(model) if field.required and field.key not in stated
        ]
        own = {key: each for key, each in written.items() if each.origin is Origin.SUPPLIED}
        meant_keys = self.refuse_unknown(known, own, stated, called)
        is_complete = not missing and not own.keys() - known.keys()
        missing = [key for key in missing if key not in meant_keys]
        for key in missing:
            blank = written.get(key)
            if blank is None and where.span.file.endswith(".csv"):
                self._miss_column(known[key], where.span.file)
                continue
            self.sources.add(
                "missing-key",
                f"{called} has no `{key}`",
                blank.key if blank is not None else where,
                label=f"`{key}` is missing",
                help=f"write `{key}`: {known[key].description}",
            )
        return is_complete

    def _miss_column(self, field: Field, file: str) -> None:
        """Report once that a table lacks a column, however many of its rows want it."""
        message = f"the table has no column `{field.key}`, and rows that need it"
        told = (each for each in self.sources.faults if each.message == message)
        if any(each.spot is not None and each.spot.file == file for each in told):
            return
        self.sources.add(
            "missing-key",
            message,
            tree.Scalar(field.key, field.key, tree.Span(file, 1, 1, 1, 1)),
            label=f"`{field.key}` is missing",
            help=f"add a column `{field.key}`: {field.description}",
        )

    def refuse_unknown(
        self,
        known: Mapping[str, Field],
        written: Mapping[str, Written],
        stated: Collection[str],
        called: str,
    ) -> set[str]:
        """Report unknown keys, and return the keys that they were probably meant to be."""
        found: set[str] = set()
        for key, each in written.items():
            if key in known or (is_cut_short(key) and cut_values(written)):
                continue
            free = [name for name in known if name not in stated]
            meant = meant_key(key, free, known)
            found |= {meant} if meant else set()
            self.sources.add(
                "unknown-key",
                f"unknown key `{key}` in {called}",
                each.key,
                label=f"not a key of {_a(called)}",
                help=CUT_TEXT if each.is_nothing and _is_text(key) else _key_help(key, meant, free),
            )
        return found

    def _report(
        self,
        model: type[Model],
        error: ValidationError,
        written: Mapping[str, Written],
        called: str,
    ) -> None:
        for detail in error.errors(include_url=False, include_input=False):
            key = str(detail["loc"][0]) if detail["loc"] else ""
            each = written.get(key)
            # A fault in an inherited value is told once, where the group states it.
            if each is None or each.origin is Origin.INHERITED or detail["type"] == "missing":
                continue
            context = dict(detail.get("ctx", {}))
            if key in cut_values(written):
                context["help"] = "between braces a comma ends the value: separate by `;`"
            fault = self._fault(detail["type"], context, each.node, called)
            self.sources.faults.append(fault)

    def _fault(
        self, code: str, context: Mapping[str, Any], node: tree.Node, called: str = ""
    ) -> Fault:
        path = context.get("path", ())
        node, offset, length = inner(node, path)
        if "start" in context and context["end"] > context["start"]:
            offset += context["start"]
            length = context["end"] - context["start"]
        message = str(context.get("said", "the value does not fit"))
        return Fault(
            code,
            f"{called}: {message}" if called else message,
            self.sources.spot(node, offset, length),
            str(context.get("label", "")),
            (),
            str(context.get("help", "")),
        )


def meant_key(key: str, free: Collection[str], known: Mapping[str, Field]) -> str | None:
    """Return the key that an unknown one was probably meant to be.

    Parameters
    ----------
    key : str
        As written.
    free : collection of str
        Keys that the entry does not state yet; a slip is most likely one of them.
    known : mapping of str to Field
        All keys of the model.
    """
    stem = stem_of(key)
    for candidate in sorted(free):
        if stem and stem == stem_of(candidate):
            return candidate
    return nearest(key, free) or nearest(key, known)


def is_cut_short(key: str) -> bool:
    """Tell whether a key is the rest of a value that a comma between braces cut in two."""
    return key.count(")") > key.count("(")


def cut_values(written: Mapping[str, Written]) -> set[str]:
    """Return the keys whose values lost their end: `{when: men(unit, place) > 300}`."""
    if not any(is_cut_short(key) for key in written):
        return set()
    return {
        key
        for key, each in written.items()
        if isinstance(each.node, tree.Scalar)
        and each.node.raw.count("(") > each.node.raw.count(")")
    }


def _is_text(key: str) -> bool:
    """Tell whether a key looks like words of a text: keys are lower-case and without spaces."""
    return key != key.lower() or " " in key


def _key_help(key: str, meant: str | None, free: Collection[str]) -> str:
    if meant is None:
        return f"it may also have {', '.join(f'`{name}`' for name in free)}" if free else ""
    unit = unit_of(meant)
    if unit and stem_of(key) == stem_of(meant):
        return f"write `{meant}`: it is given in {unit}"
    return f"did you mean `{meant}`?"


def _a(called: str) -> str:
    noun = called.split(" `")[0]
    if noun.startswith(("a ", "an ", "the ")):
        return noun
    return f"{'an' if noun[0] in 'aeio' else 'a'} {noun}"
