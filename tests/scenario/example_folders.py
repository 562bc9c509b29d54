"""Folders in which the examples of the codes can be tried: a small scenario around each piece."""

from __future__ import annotations

import re
from pathlib import Path

BASE: dict[str, str] = {
    "scenario.yaml": """\
echelon: 1
title: The road to Petrograd
question: Who gets there in time?
period: {start: 1917-11-07, end: 1917-11-14}
""",
    "sides.yaml": "- {id: government, name: Government}\n",
    "places.csv": "id,name\nluga,Luga\npskov,Pskov\nostrov,Ostrov\ngatchina,Gatchina\n"
    "petrograd,Petrograd\nkronstadt,Kronstadt\n",
    "links.yaml": """\
- {id: ostrov_pskov, kind: rail, from: ostrov, to: pskov, length_km: 53, source: guide1917}
- {id: pskov_luga, kind: rail, from: pskov, to: luga, length_km: 138, source: guide1917}
- {id: luga_gatchina, kind: rail, from: luga, to: gatchina, length_km: 93, source: guide1917}
- {id: last_leg, kind: rail, from: gatchina, to: petrograd, length_km: 45, source: guide1917}
""",
    "channels.yaml": """\
- {id: wire, kind: telegraph, from: pskov, to: ostrov, delay_min: 20, source: guide1917}
""",
    "persons.yaml": """\
- {id: krasnov, name: Krasnov, side: government, place: ostrov}
- {id: cheremisov, name: Cheremisov, side: government, place: pskov}
- {id: kerensky, name: Kerensky, side: government, place: pskov}
""",
    "units.yaml": """\
- {id: ninth_don, name: Ninth Don, side: government, men: 480, place: ostrov, source: krasnov1922}
""",
    "facts.yaml": """\
- {id: luga_joined, label: Luga joins}
- {id: gatchina_taken, label: Gatchina falls, when: men(ninth_don; gatchina) > 300}
""",
    "acts.yaml": """\
- {id: countermand, at: 1917-11-07 00:00, by: cheremisov, kind: report, label: stop,
   do: tell krasnov luga_joined, source: krasnov1922}
""",
    "outcomes.yaml": """\
- {id: taken, label: taken, when: happened(gatchina_taken)}
- {id: not_taken, label: not taken, otherwise: true}
""",
    "times.yaml": "- {id: joining, label: Luga joins, fact: luga_joined}\n",
    "sources.bib": """\
@book{krasnov1922, author = {P. N. Krasnov}, title = {Na vnutrennem fronte}, year = 1922}
@book{guide1917, author = {Ministry}, title = {Guide}, year = 1917}
""",
}
"""A scenario without a fault, to be spoilt by one piece."""

_KEY = re.compile(r"^(\w+):", re.MULTILINE)
_PARTS = re.compile(r"^(?:\w+/)?(\w+)\.(?:yaml|csv)$")


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write files into a new folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
    return folder


def write_example(folder: Path, code: str, piece: str) -> Path:
    """Write the base scenario with one example of the page of errors put into it.

    The first line of a piece is a comment that names its file, or a folder of which the other
    lines are the files.
    """
    head, _, rest = piece.partition("\n")
    name = head.removeprefix("# ").split(",")[0].strip()
    if name.endswith("/"):
        return _write_listing(folder, rest.splitlines())
    files = dict(BASE)
    if name == "scenario.yaml":
        return write(folder, _merged(files, code, rest))
    part = _PARTS.match(name)
    for suffix in ("yaml", "csv"):
        files.pop(f"{part.group(1)}.{suffix}" if part else name, None)
    if "\\x" in rest:
        rest = (
            rest.encode()
            .decode("unicode_escape")
            .encode("latin-1")
            .decode("utf-8", "surrogateescape")
        )
    files[name] = rest + "\n"
    return write(folder, files)


def _merged(files: dict[str, str], code: str, piece: str) -> dict[str, str]:
    """Put lines into the base's `scenario.yaml` in place of those with the same keys."""
    stated = set(_KEY.findall(piece)) | ({"echelon"} if code == "wrong-version" else set())
    kept = [
        line for line in files["scenario.yaml"].splitlines() if line.split(":")[0] not in stated
    ]
    files["scenario.yaml"] = "\n".join([*kept, piece, ""])
    return {
        name: text
        for name, text in files.items()
        if name == "scenario.yaml" or name.split(".")[0] not in stated
    }


def _write_listing(folder: Path, lines: list[str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    if any("->" in line for line in lines) or not any("scenario" in line for line in lines):
        lines = [*lines, "" if folder.name == "missing-file" else "scenario.yaml"]
    for line in filter(None, lines):
        name, _, target = line.partition(" -> ")
        if target:
            (folder / name).symlink_to(target)
        elif name.endswith("/"):
            (folder / name).mkdir()
        else:
            write(folder, {name: BASE.get(name, "id,name\nluga,Luga\n")})
    return folder
