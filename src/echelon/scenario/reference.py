"""The reference pages of the scenario language, written from the schema and never by hand.

`python -m echelon.scenario.reference [FOLDER]` writes them, into `docs/reference` by default.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from echelon.errors.codes import STAGES
from echelon.scenario.predicates import PREDICATES, Predicate
from echelon.scenario.schema.catalogue import Field, fields_of
from echelon.scenario.schema.entry import Entry
from echelon.scenario.schema.header import Header, Period
from echelon.scenario.schema.json_schema import json_schema
from echelon.scenario.schema.parts import PARTS
from echelon.scenario.verbs import VERBS

FOLDER = Path("docs/reference")

COMMAND = "python -m echelon.scenario.reference"

INTRODUCTION = f"""\
# The scenario language

Written by `{COMMAND}` from the schema; do not edit.

A scenario is a folder. `scenario.yaml` opens with `echelon: 1` and holds the settings; every other
part is a file `PART.yaml` or `PART.csv` with the fields below, or stands in `scenario.yaml` under
its name. A part is a list of entries with `id`, or a mapping from id to the other fields. Each
what-if may be a file `what_ifs/ID.yaml`. `sources.bib` holds the works that values cite.

An id is lower-case letters, digits and `_`, a letter first; ids are unique across parts. A list in
a table cell is written `a; b`. A blank cell or value stands for the default.

Any value may be written plain, or with its evidence beside it: `length_km: {{value: 64, source:
handbook1913 p. 40, grade: B}}`, in a table as the columns `length_km`, `length_km.source`,
`length_km.grade`. Evidence written for an entry covers those of its fields without their own.
"""

QUANTITIES: Mapping[str, str] = {
    "700": "the number itself",
    "600..1000": "uniform: any value between the ends, equally likely",
    "600..700..1000": "PERT: low, best, high",
    "triangular(600; 700; 1000)": "triangular: low, best, high",
    "normal(700; 80)": "normal: mean, standard deviation",
    "lognormal(12; 2.5)": "lognormal: median, geometric standard deviation",
    "beta(2; 5)": "beta: its two shapes; values in 0..1",
    "exponential(30)": "exponential: mean",
    "choice(400=0.2; 700=0.8)": "one of the numbers, with these probabilities",
    "6 * each(lognormal(1; 1.5))": "one factor drawn anew, by chance, at every use of the value",
    "rail_speed * 0.8 + 2": "arithmetic on inputs: `+ - * /`, brackets, `min(a; b)`, `max(a; b)`",
}

CONDITIONS = """\
A condition joins comparisons (`< <= > >= == !=`) and questions by `and`, `or` and `not`, with
arithmetic on numbers, moments (`1917-11-10 06:00`, `1917-10-28 06:00 OS`) and durations (`3 h`,
`90 min`, `2 d`). An input may be named. What is not known is unknown: neither true nor false. The
condition of a standing order or an act is judged by what its author knows, that of an agreement by
what its receiver knows, that of a threshold, influence, scruple or pledge by what he knows whom it
moves; that of a fact, outcome, quantity or antecedent by what is so.
"""


def reference_page() -> str:
    """Return `scenario.md`: every part with its fields, the notation, questions and actions."""
    shared = fields_of(Entry)
    blocks = [
        INTRODUCTION,
        "## Settings\n",
        _table(fields_of(Header)),
        "### `period`\n",
        _table(fields_of(Period)),
        "## Every entry\n",
        _table(shared),
    ]
    for part in PARTS.values():
        lines = (part.model.__doc__ or "").strip().splitlines()
        own = [field for field in fields_of(part.model) if field not in shared]
        blocks += [f"## `{part.name}`\n", f"{lines[0]}\n", _table(own)]
    blocks += [
        "## Quantities\n",
        _rows(("written", "means"), ((f"`{text}`", doc) for text, doc in QUANTITIES.items())),
        "## Conditions\n",
        CONDITIONS,
        _rows(
            ("question", "answer", "asks", "of"),
            (
                (f"`{_form(each)}`", each.result, each.doc, _observer(each))
                for each in PREDICATES.values()
            ),
        ),
        "## Actions\n",
        "`do` is one sentence, several with `;` between, or a list of sentences.\n",
        _rows(("sentence", "means"), ((f"`{v.form}`", v.doc) for v in VERBS.values())),
    ]
    return "\n".join(blocks)


def errors_page() -> str:
    """Return `errors.md`: every code with what it means, a failing and a mended example."""
    blocks = [
        "# Errors and warnings\n",
        f"Written by `{COMMAND}` from the table of codes; do not edit.\n",
        "`echelon check` prints the code of each fault in brackets. An example shows only the lines"
        " that matter.\n",
    ]
    for stage, explanations in STAGES.items():
        blocks.append(f"## {stage[0].upper()}{stage[1:]}\n")
        for code, explanation in explanations.items():
            blocks += [
                f"### `{code}`\n",
                f"{explanation.paragraph}\n",
                f"```yaml\n{explanation.failing}\n```\n",
                "Mended:\n",
                f"```yaml\n{explanation.mended}\n```\n",
            ]
    return "\n".join(blocks)


def schema_page() -> str:
    """Return `scenario.schema.json`."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def pages() -> dict[str, str]:
    """Return every page by the name of its file."""
    return {
        "scenario.md": reference_page(),
        "scenario.schema.json": schema_page(),
        "errors.md": errors_page(),
    }


def write_pages(folder: Path = FOLDER) -> None:
    """Write every page into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")


def _table(fields: Iterable[Field]) -> str:
    heads = ("field", "type", "unit", "default", "description", "status")
    return _rows(heads, (_row(field) for field in fields))


def _row(field: Field) -> tuple[str, ...]:
    default = field.default
    if default and "`" not in default and not field.is_default_told:
        default = f"`{default}`"
    status = "required" if field.required else "optional"
    return (f"`{field.key}`", field.leaf.name, field.unit, default, field.description, status)


def _rows(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    return "\n".join(_lines(tuple(heads), rows)) + "\n"


def _lines(heads: tuple[str, ...], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def _form(predicate: Predicate) -> str:
    slots = "; ".join(predicate.arguments)
    return f"{predicate.name}({slots})" if slots else predicate.name


def _observer(predicate: Predicate) -> str:
    if predicate.truth_only:
        return "what is so"
    return "what somebody knows" if predicate.knowledge_only else "both"


if __name__ == "__main__":
    write_pages(*(Path(argument) for argument in sys.argv[1:2]))
