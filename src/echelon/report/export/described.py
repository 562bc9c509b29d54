"""What several descriptions say of a scenario: its parts, its period, its outcomes, its rules."""

from __future__ import annotations

import re
from collections.abc import Iterable

from echelon.report.export.markdown import bullets, code, plain, table
from echelon.report.rules import SECTIONS, rules_of_model, submodels_of_model
from echelon.scenario.document import Document
from echelon.scenario.schema.catalogue import fields_of
from echelon.scenario.schema.parts import PARTS
from echelon.version import VERSION

NO_ENTITIES = frozenset(
    {"inputs", "correlations", "groups", "outcomes", "times", "quantities", "record"}
    | {"what_ifs", "accounts"}
)
"""Parts that say what is asked or unknown, and are nothing in the world of the model."""


def heading(document: Document, kind: str) -> str:
    """Return the title of a description, and which scenario of which version it is of."""
    return (
        f"# {plain(document.settings.title)}: {kind}\n\n"
        f"Written by `echelon export` (echelon {VERSION}) from the scenario {code(document.name)}, "
        f"hash {code(document.scenario_hash[:12])}, and from the model's own documentation."
    )


def period(document: Document) -> str:
    """Say which time the model covers, in which calendar, and what was known by when."""
    calendar, settings = document.calendar, document.settings
    first, last, known = (calendar.format_moment(us) for us in (0, settings.end_us, settings.t0_us))
    return (
        f"From {first} to {last}, local time (UTC{calendar.utc_offset_h:+g} h). What became known "
        f"after {known} sets nothing that a person of the time could not have known."
    )


def entities(document: Document) -> str:
    """Return the kinds of entity that the scenario has, how many, and their state variables."""
    rows = []
    for name, part in PARTS.items():
        count = len(document.parts[name])
        if name in NO_ENTITIES or not count:
            continue
        about = (part.model.__doc__ or "").strip().split("\n", 1)[0]
        variables = [
            code(field.key) + (f" ({plain(field.unit)})" if field.unit else "")
            for field in fields_of(part.model)
            if field.is_value
        ]
        rows.append([plain(name), str(count), plain(about), ", ".join(variables)])
    return table(("Kind", "In this scenario", "What it is", "Variables (unit)"), rows)


def outcomes(document: Document) -> str:
    """List the outcomes, of which the first that is true of a run counts."""
    return bullets(
        f"{code(id_)}: {plain(outcome.label)}" for id_, outcome in document.parts.outcomes.items()
    )


def measures(document: Document) -> str:
    """List the times and quantities that every run reports."""
    parts = document.parts
    told = [
        *(f"{code(id_)}: {plain(time.label)} (moment)" for id_, time in parts.times.items()),
        *(
            f"{code(id_)}: {plain(each.label)}" + (f" ({plain(each.unit)})" if each.unit else "")
            for id_, each in parts.quantities.items()
        ),
    ]
    return bullets(told) if told else "None beside the outcomes."


def rules(*ids: str) -> str:
    """Return rules of the model by the names of their pages, each with its first words."""
    known = {rule.id: rule for rule in rules_of_model()}
    return bullets(
        f"**{plain(known[id_].title)}.** {plain(known[id_].text)}" for id_ in ids if id_ in known
    )


def all_rules() -> Iterable[str]:
    """Yield every rule as a section: words, equation, parameters, source, what it leaves out."""
    for submodel in submodels_of_model():
        rule = submodel.rule
        yield f"### {plain(rule.title)}\n\nPage of the documentation: `docs/model/{rule.id}.md`."
        for name in SECTIONS:
            yield f"#### {name}\n\n{submodel.sections[name] or 'Nothing.'}"


def whole(id_: str) -> str:
    """Return the whole words of one rule, for a chapter: their headings are one level below it."""
    words = next(it.sections["In words"] for it in submodels_of_model() if it.rule.id == id_)
    return re.sub(r"^##### ", "### ", words, flags=re.MULTILINE)


def left_out() -> str:
    """Say rule by rule what the model leaves out, which is what it assumes."""
    return "\n\n".join(
        f"**{plain(it.rule.title)}.** {it.sections['What it leaves out']}"
        for it in submodels_of_model()
        if it.sections["What it leaves out"]
    )


def inputs(document: Document) -> str:
    """Say how many values there are, and how well they are known."""
    tally = document.tally
    graded = document.grades["A"] + document.grades["B"]
    return (
        f"{tally.supplied} values are supplied, {tally.inherited} inherited from groups, and "
        f"{tally.default} are defaults of the language, grade D. {graded} rest on evidence of "
        "grade A or B. Every one is in the register (`echelon export --register`)."
    )
