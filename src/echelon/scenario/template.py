"""A small commented scenario to begin from: a march by rail, and a countermand on its heels."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

from echelon.errors import MisuseError

SCENARIO = """\
# A scenario is a folder of text and tables. This file opens it; every other part is a file of its
# own, PART.yaml or PART.csv, with the same fields. `echelon check .` says what is wrong or missing,
# `echelon run .` runs it. What each field means: docs/reference/scenario.md.
echelon: 1
title: The march on Corvan
question: Does the regiment from Brenn reach Corvan before the countermand stops it?
about: >-
  An invented crisis of two towns, to be replaced piece by piece. A general puts a regiment on the
  railway; the minister in the other town hears of it and forbids it; the word travels by wire.

# Moments are local time, by one fixed offset from UTC. `1921-04-25 OS` is an Old Style date.
period:
  start: 1921-05-08 06:00
  end: 1921-05-09 06:00
  utc_offset_h: 1
# What became known only after t0 is hindsight: such values say so with `known_by`.
t0: 1921-05-08 08:00

sides:
  - {id: army, name: The army at Brenn}
  - {id: ministry, name: The ministry at Corvan}

places:
  - id: brenn
    name: Brenn
    kind: town
    holds: [station, telegraph, barracks]
    holder: army
  - id: corvan
    name: Corvan
    kind: capital
    holds: [station, telegraph, ministries]
    holder: ministry

# Any number may be a value or a distribution:
#   64               as it stands
#   60..68           equally likely in between
#   60..64..68       low, best, high
#   normal(64; 2)    also lognormal, beta, triangular, exponential, choice(a=0.2; b=0.8)
#   rail_speed * 0.8 an input below that several values share, with arithmetic
inputs:
  - id: rail_speed
    label: Running speed of a troop train
    value: 15..22..30
    unit: km/h
    source: handbook1913 p. 41
    grade: C

channels:
  - id: brenn_corvan_wire
    name: The wire along the railway
    kind: telegraph
    from: brenn
    to: corvan
    delay_min: 5..20..90
    holder: ministry
    source: handbook1913 p. 112
    grade: C

persons:
  - {id: varga, name: General Varga, side: army, place: brenn, office: commander of the garrison}
  - {id: lund, name: Minister Lund, side: ministry, place: corvan, office: minister of war}

units:
  - id: second_rifles
    name: 2nd Rifles
    side: army
    arm: infantry
    men: 1200..1400..1500
    place: brenn
    commander: varga
    # Two trainloads; loading_h, unloading_h and others have defaults, which `check` counts.
    men_per_echelon: 700
    # With this probability, the same all through a run, the men do what their side orders.
    obedience: 0.6..0.8..0.95
    source: estimate from the peace establishment
    grade: D

# What may come to be so. News of a fact starts `at` a place and goes to `reported_to`.
facts:
  - id: trains_leave
    label: The first train leaves Brenn
    when: departed(second_rifles, brenn)
    at: brenn
    reported_to: [lund]
  - id: march_forbidden
    label: The minister forbids the march
  - id: head_at_corvan
    label: The first train has unloaded at Corvan
    when: men(second_rifles, corvan) >= 1
  - id: regiment_at_corvan
    label: The regiment stands at Corvan
    when: men(second_rifles, corvan) >= 1000

# What is done at a stated time, whatever else happens.
acts:
  - id: varga_orders_march
    at: 1921-05-08 06:30..1921-05-08 07:00..1921-05-08 08:00
    by: varga
    kind: order
    label: General Varga orders the regiment to Corvan
    do: move second_rifles to corvan by rail
    source: estimate
    grade: D

# What somebody will do on coming to know something. `when` asks what that person has heard.
orders:
  - id: lund_forbids
    by: lund
    when: heard(trains_leave)
    do: tell varga march_forbidden
    label: The minister forbids the march by wire
    delay_min: 10..30..120
    source: estimate
    grade: D
  - id: varga_halts
    by: varga
    when: heard(march_forbidden)
    do: halt second_rifles
    label: The general gives in and stops the trains
    # He may not: a standing order is carried out with this probability.
    obedience: 0.2..0.8
    source: estimate
    grade: D

# The first outcome that is true counts; the last takes what is left.
outcomes:
  - id: arrived
    label: The regiment reached Corvan
    when: happened(regiment_at_corvan)
  - id: in_part
    label: Only the first train got through
    when: happened(head_at_corvan)
  - id: stopped
    label: Nobody reached Corvan
    otherwise: true

times:
  - {id: departure, label: First train leaves Brenn, fact: trains_leave}
  - {id: countermand, label: The minister forbids the march, fact: march_forbidden}
  - {id: arrival, label: The regiment at Corvan, fact: regiment_at_corvan}

quantities:
  - id: men_at_corvan
    label: Men of the regiment at Corvan at the end
    unit: men
    value: men(second_rifles, corvan)
"""

LINKS = """\
id,name,kind,from,to,length_km,tracks,speed_km_h,source,grade,note
brenn_corvan,Northern line,rail,brenn,corvan,64,1,rail_speed,handbook1913 p. 40,B,single track
brenn_corvan_road,Post road,road,brenn,corvan,70..72..76,,,estimate,D,
"""

WHAT_IF = """\
# A what-if changes, adds or drops entries of the scenario. It says who could have decided
# otherwise, when, and on what evidence.
label: The wire is cut before the first train leaves
who: the signallers of the garrison
decided: 1921-05-08 06:00
evidence: the wire runs through the barracks
change:
  channels.brenn_corvan_wire.delay_min: 300..480..720
"""

SOURCES = """\
% The works that values cite: `source: handbook1913 p. 41`.
@book{handbook1913,
  author = {Railway Section of the General Staff},
  title = {Handbook of the Northern Line},
  year = {1913},
  note = {Invented},
}

@misc{estimate,
  author = {The scenario's author},
  title = {Estimate without a source},
  year = {1921},
}
"""

FILES: Mapping[str, str] = {
    "scenario.yaml": SCENARIO,
    "links.csv": LINKS,
    "what_ifs/wire_cut.yaml": WHAT_IF,
    "sources.bib": SOURCES,
}
"""The files of a new scenario, by their path in the folder."""


def write_template(folder: Path) -> None:
    """Write a new scenario that runs.

    Parameters
    ----------
    folder : Path
        Where; it must not exist yet, or be empty. It appears with all its files or not at all.

    Raises
    ------
    MisuseError
        If something is there already, or the folder cannot be made.
    """
    try:
        if folder.is_symlink() or (folder.exists() and not _is_empty(folder)):
            raise MisuseError(f"`{folder}` is there already and is not an empty folder")
        folder.parent.mkdir(parents=True, exist_ok=True)
        half_done = folder.parent / f".{folder.name}-{uuid4().hex}"
        try:
            _write_files(half_done)
            half_done.replace(folder)
        finally:
            shutil.rmtree(half_done, ignore_errors=True)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise MisuseError(f"`{folder}` cannot be written: {reason.lower()}") from error


def _write_files(folder: Path) -> None:
    folder.mkdir()
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _is_empty(folder: Path) -> bool:
    return folder.is_dir() and not any(folder.iterdir())
