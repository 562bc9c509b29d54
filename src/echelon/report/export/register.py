"""The register of values: each with its distribution, unit, origin, grade, source and note."""

from __future__ import annotations

from echelon.report.evidence import evidence
from echelon.report.export import described
from echelon.report.export.markdown import bullets, code, page, plain, table
from echelon.scenario.document import Document


def register(document: Document) -> str:
    """Return every value of a scenario as Markdown.

    Parameters
    ----------
    document : Document
        A checked scenario.
    """
    told = evidence(document, {}, {})
    rows = (
        (
            code(value.name),
            code(value.value),
            plain(value.unit),
            plain(value.origin),
            value.grade or "none",
            plain(value.source),
            plain(value.note),
        )
        for value in sorted(told.values, key=lambda value: value.name)
    )
    grades = table(
        ("Grade", "Meaning", "Values"),
        ((each.grade or "none", each.meaning, str(each.values)) for each in told.grades),
    )
    return page(
        described.heading(document, "register of values"),
        described.inputs(document),
        grades,
        f"{told.unsourced} values that the scenario sets name no source.",
        "## Values",
        table(("Value", "Is", "Unit", "Origin", "Grade", "Source", "Note"), rows),
        "## Works",
        bullets(
            f"{code(work.key)}: {plain(work.text)} (cited {work.cited})" for work in told.works
        ),
    )
