"""Codes for what can be wrong with the files before their fields are looked at."""

from __future__ import annotations

from collections.abc import Mapping

from echelon.errors.explanation import Explanation, explain

FILES: Mapping[str, Explanation] = {
    "missing-file": explain(
        """A scenario is a folder with a `scenario.yaml` in it, or one such file. Echelon
        found neither at the path it was given.""",
        """
        # two_cabinets/
        places.csv
        """,
        """
        # two_cabinets/
        scenario.yaml
        places.csv
        """,
    ),
    "unknown-file": explain(
        """Every `.yaml` and `.csv` file in the folder must be named after a part of the
        language; otherwise a slip of the pen would leave out a whole table without a
        word. Files of other kinds are left alone.""",
        """
        # two_cabinets/
        scenario.yaml
        plases.csv
        """,
        """
        # two_cabinets/
        scenario.yaml
        places.csv
        """,
    ),
    "duplicate-part": explain(
        """A part is given once: under its name in `scenario.yaml`, or as `PART.yaml`, or
        as `PART.csv`. Given twice, it would be unclear which one counts.""",
        """
        # two_cabinets/
        scenario.yaml
        places.csv
        places.yaml
        """,
        """
        # two_cabinets/
        scenario.yaml
        places.csv
        """,
    ),
    "not-a-file": explain(
        """A part must be an ordinary file that can be read. A folder, a pipe or a device
        of that name, or a file that one may not read, is refused unread.""",
        """
        # two_cabinets/
        scenario.yaml
        places.csv/
        """,
        """
        # two_cabinets/
        scenario.yaml
        places.csv
        """,
    ),
    "outside-folder": explain(
        """Everything a scenario consists of lies in its folder, so that it can be copied
        whole and a stranger's scenario reads nothing else. A symbolic link out of the
        folder is not followed.""",
        """
        # two_cabinets/
        places.csv -> ../../elsewhere/places.csv
        """,
        """
        # two_cabinets/
        places.csv
        """,
    ),
    "too-large": explain(
        """A file may hold 5 MB and 20 000 rows of 1 000 cells, a scenario 20 MB and
        100 000 values, a folder 2 000 files, a condition 10 000 characters. A crisis needs
        a small part of that; more is a mistake, or an attempt to stall the reader.""",
        """
        # places.csv
        id,name
        place_1,Place 1
        place_2,Place 2
        """,
        """
        # places.csv
        id,name
        gatchina,Gatchina
        """,
    ),
    "too-many-faults": explain(
        """Echelon stops listing the faults of a file after the first few hundred, which as
        a rule have one cause. Mend those and check again.""",
        """
        # places.csv
        id;name
        """,
        """
        # places.csv
        id,name
        """,
    ),
    "not-text": explain(
        """Files are UTF-8 text, with or without a byte-order mark, and hold no control
        characters but tabs and line ends. A file saved in another encoding, or one that
        is no text at all, cannot be read.""",
        r"""
        # places.yaml, saved as Windows-1251
        - {id: luga, name: \xcb\xf3\xe3\xe0}
        """,
        """
        # places.yaml, saved as UTF-8
        - {id: luga, name: Луга}
        """,
    ),
}

YAML_TEXT: Mapping[str, Explanation] = {
    "syntax": explain(
        """The text is not well-formed YAML or CSV from this place on, so nothing after it
        can be read. The usual causes are a colon in a text without quotes, a bracket or
        a quote that is not closed, and lines not indented alike.""",
        """
        # scenario.yaml
        title: Gatchina: the road to Petrograd
        """,
        """
        # scenario.yaml
        title: "Gatchina: the road to Petrograd"
        """,
    ),
    "several-documents": explain(
        """A file holds one YAML document. What follows a second `---` would be left out
        without a word, so it is refused.""",
        """
        # places.yaml
        - {id: luga, name: Luga}
        ---
        - {id: pskov, name: Pskov}
        """,
        """
        # places.yaml
        - {id: luga, name: Luga}
        - {id: pskov, name: Pskov}
        """,
    ),
    "duplicate-key": explain(
        """The same key, or the same column, stands twice, and only one of the two could
        count.""",
        """
        # places.yaml
        - id: luga
          name: Luga
          name: Luga town
        """,
        """
        # places.yaml
        - id: luga
          name: Luga
        """,
    ),
    "bad-key": explain(
        """A key is a plain word. A list or a mapping in the place of a key, or a column
        without a heading, names no field.""",
        """
        # scenario.yaml
        period: {[start, end]: 1917-11-07}
        """,
        """
        # scenario.yaml
        period: {start: 1917-11-07, end: 1917-11-14}
        """,
    ),
    "alias": explain(
        """An alias (`*name`) repeats a piece of YAML that stands elsewhere. The language
        has no aliases: they hide where a value comes from, and a few lines of them can
        unfold to millions. Use a group or an input instead.""",
        """
        # links.yaml
        - {id: ostrov_pskov, speed_km_h: &slow 15..22}
        - {id: pskov_luga, speed_km_h: *slow}
        """,
        """
        # links.yaml
        - {id: ostrov_pskov, speed_km_h: rail_speed}
        - {id: pskov_luga, speed_km_h: rail_speed}
        """,
    ),
    "anchor": explain(
        """An anchor (`&name`) marks a piece of YAML for an alias, and the language has no
        aliases. In a text, put quotes around a leading `&`.""",
        """
        # inputs.yaml
        - {id: rail_speed, value: &slow 15..22}
        """,
        """
        # inputs.yaml
        - {id: rail_speed, value: 15..22}
        """,
    ),
    "tag": explain(
        """A tag (`!name`, `!!type` or `%TAG`) gives a value a type of its own. The
        language has none: the type of each field is fixed by the schema. In a text, put
        quotes around a leading `!`.""",
        """
        # places.yaml
        - {id: luga, lat: !!float 58.7}
        """,
        """
        # places.yaml
        - {id: luga, lat: 58.7}
        """,
    ),
    "too-deep": explain(
        """Lists and mappings are nested more than 64 deep. No part of the language goes
        beyond eight.""",
        """
        # scenario.yaml
        title: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
        """,
        """
        # scenario.yaml
        title: The road to Petrograd
        """,
    ),
    "bad-number": explain(
        """The text is a number that no computer can hold as one: infinite, not a number,
        or of more than 300 digits. What divides by zero as it is written is none either.""",
        """
        # links.yaml
        - {id: pskov_luga, length_km: 1e999}
        """,
        """
        # links.yaml
        - {id: pskov_luga, length_km: 138}
        """,
    ),
    "ragged-row": explain(
        """A row has more or fewer cells than the heading has columns. Most often a text
        with a comma in it lacks its quotes, or a number is written with a decimal comma;
        every comma begins a new cell, and a blank cell has its comma too.""",
        """
        # places.csv
        id,name,kind
        luga,Luga, a town,town
        """,
        """
        # places.csv
        id,name,kind
        luga,"Luga, a town",town
        """,
    ),
}

READING: Mapping[str, Explanation] = {**FILES, **YAML_TEXT}
"""Codes of the stage that turns files into positioned trees."""
