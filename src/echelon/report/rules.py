"""The rules of the model, each in the first words of its page: what a report and an ODD quote.

`python -m echelon.report.rules docs/model` writes `rules.json` from the pages; a test sees that it
is as written. So a user needs no copy of the documentation.
"""

from __future__ import annotations

import json
import re
import sys
from importlib.resources import files
from pathlib import Path

from echelon.report.schema import Rule

FILE = "rules.json"


def rules_of_model() -> tuple[Rule, ...]:
    """Return the rules of the model, in the order of their pages' names."""
    text = files("echelon.report").joinpath(FILE).read_text(encoding="utf-8")
    return tuple(Rule(**rule) for rule in json.loads(text))


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
    return json.dumps([rule.model_dump() for rule in rules], indent=1, ensure_ascii=False) + "\n"


def _rule(path: Path) -> Rule:
    page = path.read_text(encoding="utf-8")
    title = page.partition("\n")[0].removeprefix("# ").strip()
    words = page.partition("## In words")[2].strip().split("\n\n", 1)[0]
    return Rule(id=path.stem, title=title, text=_plain(words))


def _plain(words: str) -> str:
    """Return a paragraph of Markdown without its marks."""
    linkless = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", " ".join(words.split()))
    return re.sub(r"\*\*([^*]+)\*\*|`([^`]+)`", lambda mark: mark[1] or mark[2], linkless)


def main() -> None:
    """Write `rules.json` beside this module, from the folder named on the command line."""
    target = Path(__file__).with_name(FILE)
    target.write_text(rules_in(Path(sys.argv[1])), encoding="utf-8")


if __name__ == "__main__":
    main()
