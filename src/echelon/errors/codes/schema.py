"""Codes for fields that do not fit the schema of their part."""

from __future__ import annotations

from collections.abc import Mapping

from echelon.errors.explanation import Explanation, explain

SCHEMA: Mapping[str, Explanation] = {
    "wrong-version": explain(
        """`scenario.yaml` opens with `echelon: 1`, the version of the language it is
        written in, so that a later echelon can tell what the words mean.""",
        """
        # scenario.yaml
        title: The road to Petrograd
        """,
        """
        # scenario.yaml
        echelon: 1
        title: The road to Petrograd
        """,
    ),
    "unknown-key": explain(
        """The part has no field of this name. A field that is left out without a word
        would be the worst of faults, so echelon accepts none that it does not know.
        Units belong to the name: a length in hours is not a `length_km`.""",
        """
        # links.yaml
        - {id: pskov_luga, kind: rail, from: pskov, to: luga, lenght_km: 138}
        """,
        """
        # links.yaml
        - {id: pskov_luga, kind: rail, from: pskov, to: luga, length_km: 138}
        """,
    ),
    "missing-key": explain(
        """A field without which the entry means nothing is not given.""",
        """
        # links.yaml
        - {id: pskov_luga, kind: rail, from: pskov, length_km: 138}
        """,
        """
        # links.yaml
        - {id: pskov_luga, kind: rail, from: pskov, to: luga, length_km: 138}
        """,
    ),
    "unknown-part": explain(
        """`scenario.yaml` holds the title, the question, the period and, under their
        names, parts of the language. This is the name of none of them.""",
        """
        # scenario.yaml
        echelon: 1
        plases: [{id: luga, name: Luga}]
        """,
        """
        # scenario.yaml
        echelon: 1
        places: [{id: luga, name: Luga}]
        """,
    ),
    "wrong-type": explain(
        """The field holds a value of another kind than it should: a list for a number, a
        text for true or false, a list of words for a mapping.""",
        """
        # links.yaml
        - {id: pskov_luga, tracks: two}
        """,
        """
        # links.yaml
        - {id: pskov_luga, tracks: 2}
        """,
    ),
    "bad-unit": explain(
        """The value carries a unit. Units are fixed for each field and stand in its name;
        the value is a bare number in that unit.""",
        """
        # links.yaml
        - {id: pskov_luga, length_km: 138 km}
        """,
        """
        # links.yaml
        - {id: pskov_luga, length_km: 138}
        """,
    ),
    "out-of-range": explain(
        """The value lies outside what the field can mean, such as a negative length, a
        latitude beyond 90, or a probability above 1.""",
        """
        # places.yaml
        - {id: luga, name: Luga, lat: 158.7}
        """,
        """
        # places.yaml
        - {id: luga, name: Luga, lat: 58.7}
        """,
    ),
    "unknown-word": explain(
        """The field takes one of a few words, and this is none of them.""",
        """
        # links.yaml
        - {id: pskov_luga, kind: railway}
        """,
        """
        # links.yaml
        - {id: pskov_luga, kind: rail}
        """,
    ),
    "bad-id": explain(
        """An id begins with a small Latin letter and goes on with small Latin letters,
        digits and underscores; words of the condition language are not free.""",
        """
        # places.yaml
        - {id: Tsarskoye Selo, name: Tsarskoye Selo}
        """,
        """
        # places.yaml
        - {id: tsarskoye_selo, name: Tsarskoye Selo}
        """,
    ),
    "excluded-key": explain(
        """Two fields of one entry exclude each other, or a field is given to an entry of a
        kind that has no use for it.""",
        """
        # channels.yaml
        - {id: wire, kind: telegraph, from: pskov, to: luga, reach: all, delay_min: 20}
        """,
        """
        # channels.yaml
        - {id: wire, kind: telegraph, from: pskov, to: luga, delay_min: 20}
        """,
    ),
}
"""Codes of the stage that fits the trees to the schema."""
