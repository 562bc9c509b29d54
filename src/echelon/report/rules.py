"""The rules of the model, from their pages: what a report and a description of a scenario quote.

`python -m echelon.report.rules docs/model` writes `rules.json` from the pages; a test sees that it
is as written. So a user needs no copy of the documentation.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from echelon.report.schema import Rule

FILE = "rules.json"


SECTIONS = ("In words", "Equation", "Parameters", "Source", "What it leaves out")
"""Of a page: what somebody must know who would build the model anew."""


@dataclass(frozen=True)
class Submodel:
    """A rule in full.

    Parameters
    ----------
    rule : Rule
        Its name, title and first words.
    sections : mapping of str to str
        Markdown of the `SECTIONS`, without links.
    """

    rule: Rule
    sections: Mapping[str, str]


def submodels_of_model() -> tuple[Submodel, ...]:
    """Return the rules of the model in full, in the order of their pages' names."""
    text = files("echelon.report").joinpath(FILE).read_text(encoding="utf-8")
    return tuple(
        Submodel(Rule(id=it["id"], title=it["title"], text=it["text"]), it["sections"])
        for it in json.loads(text)
    )


def rules_of_model() -> tuple[Rule, ...]:
    """Return the rules of the model, each in the first words of its page."""
    return tuple(submodel.rule for submodel in submodels_of_model())


def rules_in(folder: Path) -> str:
    """Return the text of `rules.json` as the pages of a folder have it.

    Parameters
    ----------
    folder : Path
        Of pages, each with a title and a section `In words`.
    """
    rules = [
        _rule(path) for path in sorted(folder.glob("*.md")) if path.name.lower() != "readme.md"
    ]
    plain = [it.rule.model_dump() | {"sections": dict(it.sections)} for it in rules]
    return json.dumps(plain, indent=1, ensure_ascii=False) + "\n"


def _rule(path: Path) -> Submodel:
    page = path.read_text(encoding="utf-8")
    title = page.partition("\n")[0].removeprefix("# ").strip()
    words = page.partition("## In words")[2].strip().split("\n\n", 1)[0]
    rule = Rule(id=path.stem, title=title, text=_plain(words))
    return Submodel(rule, {name: _section(page, name) for name in SECTIONS})


def _section(page: str, name: str) -> str:
    """Return a section of a page as Markdown: no links, its headings below those of a rule."""
    text = page.partition(f"\n## {name}\n")[2].partition("\n## ")[0].strip()
    return re.sub(r"^###+ ", "##### ", _without_links(text), flags=re.M)


def _plain(words: str) -> str:
    """Return a paragraph of Markdown without its marks."""
    linkless = _without_links(" ".join(words.split()))
    return re.sub(r"\*\*([^*]+)\*\*|`([^`]+)`", lambda mark: mark[1] or mark[2], linkless)


def _without_links(words: str) -> str:
    return re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", words)


def main() -> None:
    """Write `rules.json` beside this module, from the folder named on the command line."""
    target = Path(__file__).with_name(FILE)
    target.write_text(rules_in(Path(sys.argv[1])), encoding="utf-8")


if __name__ == "__main__":
    main()
