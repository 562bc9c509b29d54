"""Whether values say what they rest on, and whether the works that they cite exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from echelon.errors import Fault, nearest
from echelon.scenario import tree
from echelon.scenario.draft import Declaration, Draft
from echelon.scenario.expressions import Name, TextError
from echelon.scenario.listing import BIBLIOGRAPHY
from echelon.scenario.provenance import WITHOUT_EVIDENCE, Origin
from echelon.scenario.schema.catalogue import keys_of
from echelon.scenario.sources import Citation, parse_citation

TOLD_ONE_BY_ONE = 3
"""Entries of a part without a source that are each told of at their place."""

NAMED = 12
"""Of more than these, so many are named."""

_read = lru_cache(maxsize=4_096)(parse_citation)
"""The citations of a scenario, most of which stand at many of its values and in all its overlays.
"""


def check_citations(draft: Draft) -> Iterator[Fault]:
    """Find citations that name no work, or a work that is not in the bibliography."""
    missing: list[tuple[Citation, tree.Node]] = []
    for node in dict.fromkeys(_citation_nodes(draft)):
        if not isinstance(node, tree.Scalar) or node.value is None:
            continue
        try:
            citations = _read(node.raw)
        except TextError as error:
            yield _text_fault(draft, error, node)
            continue
        missing += [(cited, node) for cited in citations if cited.key not in draft.works]
    bibliography = draft.sources.folder.bibliography
    if BIBLIOGRAPHY in draft.unread or not missing:
        return
    if bibliography is None:
        cited, node = missing[0]
        yield _unknown_work(
            draft, cited, node, f"the scenario has no bibliography, and cites `{cited.key}`"
        )
        return
    for cited, node in missing:
        # A work whose entry cannot be read is one fault, told in the bibliography.
        if not re.search(rf"@\s*\w+\s*[{{(]\s*{re.escape(cited.key)}\s*,", bibliography.text):
            message = f"there is no work `{cited.key}` in the bibliography"
            yield _unknown_work(draft, cited, node, message)


def check_sources(draft: Draft) -> Iterator[Fault]:
    """Warn of entries with values that say nothing of where they come from.

    Where many entries of a part say nothing, they are told of at once, in the order of the files.
    """
    bare: dict[str, list[tuple[Declaration, list[str]]]] = {}
    for declaration in draft.every():
        part = declaration.part.name
        # What a restated default says is declared once more, as a value of the part that it is for.
        is_passed = part in WITHOUT_EVIDENCE or part == "defaults"
        if is_passed or not (declaration.id or declaration.group):
            continue
        of_entry = {*declaration.written.evidence}
        if _is_enough(of_entry):
            continue
        keys = [key for key in declaration.values if _lacks_source(declaration, key, of_entry)]
        keys = [key for key in keys if not _is_told(draft, declaration.written.fields[key].node)]
        if keys:
            bare.setdefault(declaration.part.name, []).append((declaration, keys))
    for part, found in bare.items():
        if len(found) > TOLD_ONE_BY_ONE:
            yield _many_without_source(draft, part, found)
            continue
        for declaration, keys in found:
            yield _without_source(
                draft,
                f"{declaration.called} gives no source for {_listed(keys)}",
                declaration,
                keys[0],
                "add `source`, or say in a `note` with `grade: D` that it is a guess",
            )


def _counted(part: str, number: int) -> str:
    """Return how many entries of a part, whose own name may not be that of many."""
    return (
        f"{number} {part}"
        if part[-1] == "s" and part != "news"
        else f"{number} entries of `{part}`"
    )


def _many_without_source(
    draft: Draft, part: str, found: list[tuple[Declaration, list[str]]]
) -> Fault:
    keys = list(dict.fromkeys(key for _, keys in found for key in keys))
    first, its_keys = found[0]
    names = [declaration.id or declaration.group for declaration, _ in found]
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return _without_source(
        draft,
        f"{_counted(part, len(found))} give no source for some of {_listed(keys)}",
        first,
        its_keys[0],
        "add `source` to each, or once for all that say nothing: a group "
        f"`{{id: guessed_{part}, part: {part}, all: true, fields: {{grade: D, note: a guess}}}}`",
        notes=(f"without a source: {_listed(names[:NAMED])}{more}",),
    )


def _without_source(
    draft: Draft,
    message: str,
    declaration: Declaration,
    key: str,
    help: str,
    notes: tuple[str, ...] = (),
) -> Fault:
    return draft.fault(
        "no-source",
        message,
        declaration,
        key,
        label="no source",
        help=help,
        notes=notes,
        warning=True,
    )


def _listed(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _is_enough(stated: set[str]) -> bool:
    """Tell whether what is said of a value says what it rests on."""
    return "source" in stated or {"grade", "note"} <= stated


def _lacks_source(declaration: Declaration, key: str, of_entry: set[str]) -> bool:
    if not keys_of(declaration.part.model)[key].is_evidential:
        return False
    # An input answers for itself.
    if isinstance(declaration.values[key], Name):
        return False
    written = declaration.written.fields[key]
    return not _is_enough({*written.evidence, *of_entry})


def _is_told(draft: Draft, node: tree.Node) -> bool:
    """Tell whether an overlay leaves a value as it was told of with the base scenario."""
    if not draft.is_overlaid:
        draft.unsourced[id(node)] = node
        return False
    return id(node) in draft.unsourced


def _citation_nodes(draft: Draft) -> Iterator[tree.Node]:
    for declaration in draft.every():
        fields = declaration.written.fields
        if "source" in fields and not declaration.group:
            yield fields["source"].node
        for written in fields.values():
            if written.origin is Origin.SUPPLIED and "source" in written.evidence:
                yield written.evidence["source"]


def _unknown_work(draft: Draft, cited: Citation, node: tree.Node, message: str) -> Fault:
    close = nearest(cited.key, draft.works)
    return Fault(
        "unknown-source",
        message,
        draft.sources.spot(node, cited.start, cited.end - cited.start),
        "no work has this key",
        (),
        f"did you mean `{close}`?" if close else f"add it to `{BIBLIOGRAPHY}`",
    )


def _text_fault(draft: Draft, error: TextError, node: tree.Node) -> Fault:
    length = error.end - error.start
    spot = draft.sources.spot(node, error.start, length if length > 0 else None)
    return Fault(error.code, error.message, spot, help=error.help)
