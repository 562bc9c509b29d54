"""The page: the report's data, the built front and its style in one file that loads nothing."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from importlib.resources import files

from echelon.errors import MisuseError
from echelon.report.packing import packed, unpacked
from echelon.report.schema import Report

BUNDLE = "bundle"

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
style-src 'unsafe-inline'; script-src {policy}; img-src data:">
<meta name="generator" content="echelon {version}">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main id="report"><noscript><h1>{title}</h1><p>{question}</p><p>{answer}</p>
<p>The pictures of this report need JavaScript, which it carries with it.</p></noscript></main>
<script type="application/json" id="data">{data}</script>
<script>{script}</script>
</body>
</html>
"""


def page_of(report: Report) -> str:
    """Return the whole report as one HTML file.

    Parameters
    ----------
    report : Report
        Everything that it shows.

    Returns
    -------
    str
        A page that asks for nothing from anywhere: its policy forbids it to. Texts of a scenario
        reach it as data alone, in which no mark-up can be closed or opened.
    """
    bundle = files("echelon.report").joinpath(BUNDLE)
    script = bundle.joinpath("report.js").read_text(encoding="utf-8").strip()
    style = bundle.joinpath("report.css").read_text(encoding="utf-8").strip()
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return PAGE.format(
        policy=f"'sha256-{digest}'",
        version=html.escape(report.about.echelon),
        title=html.escape(report.about.title),
        question=html.escape(report.about.question),
        answer=html.escape(report.answer.sentence),
        style=style,
        data=data_of(report),
        script=script,
    )


def data_of(report: Report) -> str:
    """Return the data as JSON that may stand inside a script element.

    Parameters
    ----------
    report : Report
        Everything that the page shows.
    """
    plain = json.loads(report.model_dump_json())
    text = json.dumps(packed(plain), ensure_ascii=False, separators=(",", ":"))
    # Whatever a text holds, `<` and `&` never appear as such, so no element can begin or end in it.
    return (
        text.replace("&", "\\u0026")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )


def report_in(page: str) -> Report:
    """Read back what a page shows, as the page itself does.

    Parameters
    ----------
    page : str
        From `page_of`.

    Raises
    ------
    MisuseError
        If it is no report.
    """
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    if found is None:
        raise MisuseError("there is no report in this page")
    return Report.model_validate_json(json.dumps(unpacked(json.loads(found[1]))))
