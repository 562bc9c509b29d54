"""What every value of a scenario rests on: its source, its grade, and how much hangs on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, get_args

from echelon.report import schema
from echelon.scenario.actions import Action, format_actions
from echelon.scenario.document import Document
from echelon.scenario.expressions import Expression, format_expression
from echelon.scenario.schema.catalogue import keys_of
from echelon.scenario.schema.parts import PARTS
from echelon.scenario.sources import CitationError, parse_citation

NOT_STATED, NOT_WANTED = "", "-"
"""Grades of values without one: of those that want evidence, and of those that need none."""

MEANINGS = {
    "A": "contemporary document",
    "B": "eyewitness or good secondary work",
    "C": "single, partisan or indirect",
    "D": "general knowledge, estimate or default",
    NOT_STATED: "none stated, though it is a number or a moment",
    NOT_WANTED: "a name, a rule or a question, which needs none",
}
LONGEST = 300
"""Letters of a value or a note in the table."""

_EXPRESSIONS = get_args(Expression)


def evidence(
    document: Document, influence: Mapping[str, float], moves: Mapping[str, float]
) -> schema.Evidence:
    """Return every value that bears on a run, those of most weight first, and the works cited.

    Weight is what of the outcome hangs on a value, then what a what-if that changes it does to the
    outcome, then how weak the evidence is for what the scenario itself says.

    Parameters
    ----------
    document : Document
        The scenario.
    influence : mapping of str to float
        By id of an input that matters, how much of the outcome hangs on it.
    moves : mapping of str to float
        By name of a value, or of an entry, the most by which a what-if that changes it moves the
        outcome; of an entry that is dropped, the names in it are no values that would weigh.
    """
    told = (_value(document, key, influence, moves) for key in sorted(document.provenance))
    values = tuple(sorted(told, key=_lightness))
    stated = document.grades
    grades = {NOT_STATED if grade == "none" else grade: n for grade, n in stated.items()}
    grades[NOT_WANTED] = len(values) - sum(stated.values())
    return schema.Evidence(
        values=values,
        grades=tuple(
            schema.Grade(grade=grade, meaning=meaning, values=grades[grade])
            for grade, meaning in MEANINGS.items()
            if grades[grade]
        ),
        works=_works(document),
        unsourced=sum(value.origin != "default" and not value.source for value in values),
    )


def _written(document: Document, key: tuple[str, str, str]) -> Any:
    part, id_, field = key
    if part not in PARTS:
        return getattr(document.settings, field, None)
    entry = document.parts[part].get(id_)
    known = keys_of(PARTS[part].model).get(field)
    return getattr(entry, known.name, None) if entry is not None and known is not None else None


def _lightness(value: schema.Value) -> tuple[float, float, bool, int]:
    """Rank a value: the less, the more hangs on it and the less it rests on."""
    order = (NOT_STATED, "D", "C", "B", "A", NOT_WANTED)
    is_default = value.origin == "default"
    return -(value.influence or 0.0), -abs(value.moved or 0.0), is_default, order.index(value.grade)


def _value(
    document: Document,
    key: tuple[str, str, str],
    influence: Mapping[str, float],
    moves: Mapping[str, float],
) -> schema.Value:
    part, id_, field = key
    provenance = document.provenance[key]
    known = keys_of(PARTS[part].model).get(field) if part in PARTS else None
    entry = document.parts[part].get(id_) if part in PARTS else None
    written = _written(document, key)
    if (written is None or written == ()) and known is not None:
        written = known.default  # a rule in words, as “that of the side”
    name = ".".join(each for each in key if each)
    share = influence.get(name)
    if share is None and part == "inputs":
        share = influence.get(id_)
    return schema.Value(
        name=name,
        label=getattr(entry, "label", None) or getattr(entry, "name", None) or "",
        value=_cut(_text(document, written)),
        unit=known.unit if known is not None else "",
        origin=provenance.origin.value,
        source=provenance.source or "",
        grade=provenance.grade or (NOT_STATED if document.wants_evidence(*key) else NOT_WANTED),
        note=_cut(provenance.note or ""),
        influence=share,
        moved=moves.get(name, None if isinstance(written, str) else moves.get(f"{part}.{id_}")),
    )


def _cut(words: str) -> str:
    """Return words as long as the file has room for, and say so where some are left out."""
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"


def _text(document: Document, value: Any) -> str:
    if isinstance(value, _EXPRESSIONS):
        return format_expression(value, document.calendar)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Action):
        return format_actions((value,))
    if isinstance(value, tuple | list):
        return "; ".join(_text(document, item) for item in value)
    return str(value)


def _works(document: Document) -> tuple[schema.Work, ...]:
    cited = Counter[str]()
    for provenance in document.provenance.values():
        try:
            citations = parse_citation(provenance.source) if provenance.source else ()
        except CitationError:
            citations = ()
        cited.update({citation.key for citation in citations})
    return tuple(
        schema.Work(key=key, text=work.text, cited=cited[key])
        for key, work in sorted(document.sources.items(), key=lambda pair: pair[1].text.lower())
    )
