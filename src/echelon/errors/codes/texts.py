"""Codes for the small texts inside the fields: quantities, conditions, dates, works."""

from __future__ import annotations

from collections.abc import Mapping

from echelon.errors.explanation import Explanation, explain

TEXTS: Mapping[str, Explanation] = {
    "bad-notation": explain(
        """The text is not a quantity: a number, a range such as `600..700..1000`, a named
        distribution such as `normal(700; 80)`, or arithmetic on inputs. The carets show
        where it stops making sense.""",
        """
        # units.yaml
        - {id: ninth_don, men: 600..}
        """,
        """
        # units.yaml
        - {id: ninth_don, men: 600..1000}
        """,
    ),
    "low-above-high": explain(
        """The low end of a range is above its high end, or the best value lies outside
        it.""",
        """
        # units.yaml
        - {id: ninth_don, men: 1000..600}
        """,
        """
        # units.yaml
        - {id: ninth_don, men: 600..1000}
        """,
    ),
    "bad-condition": explain(
        """The text is not a condition. Conditions are comparisons and known questions,
        joined by `and`, `or` and `not`; what is compared must be of one kind, so a
        number of men is not compared with a time.""",
        """
        # outcomes.yaml
        - {id: taken, when: men(ninth_don; gatchina) > 1917-11-10}
        """,
        """
        # outcomes.yaml
        - {id: taken, when: men(ninth_don; gatchina) > 300}
        """,
    ),
    "bad-action": explain(
        """The text is not an action. An action is a short sentence that opens with a known
        verb, such as `move UNIT to PLACE by rail` or `tell PERSON FACT`.""",
        """
        # orders.yaml
        - {id: advance, by: krasnov, do: march ninth_don gatchina}
        """,
        """
        # orders.yaml
        - {id: advance, by: krasnov, do: move ninth_don to gatchina}
        """,
    ),
    "not-observable": explain(
        """A condition on what a person knows asks for what only the truth can tell, or a
        condition on the truth asks what somebody has heard without saying who.""",
        """
        # orders.yaml
        - {id: advance, by: krasnov, when: happened(luga_joined), do: move ninth_don to luga}
        """,
        """
        # orders.yaml
        - {id: advance, by: krasnov, when: heard(luga_joined), do: move ninth_don to luga}
        """,
    ),
    "bad-moment": explain(
        """The text is not a moment: a date such as `1917-11-07`, with a time of day if
        need be, and `OS` for Old Style.""",
        """
        # scenario.yaml
        period: {start: 7 November, end: 1917-11-14}
        """,
        """
        # scenario.yaml
        period: {start: 1917-11-07 18:00, end: 1917-11-14}
        """,
    ),
    "impossible-date": explain(
        """The date or time does not exist in its calendar. The Julian calendar (Old Style)
        has leap days in 1700, 1800 and 1900, the Gregorian has not.""",
        """
        # acts.yaml
        - {id: decree, at: 1917-02-29 12:00}
        """,
        """
        # acts.yaml
        - {id: decree, at: 1917-02-28 12:00}
        """,
    ),
    "bad-bibliography": explain(
        """An entry of `sources.bib` cannot be read as BibTeX, has no key, or has the key of
        another entry.""",
        """
        # sources.bib
        @book{krasnov1922, title = {Na vnutrennem fronte
        """,
        """
        # sources.bib
        @book{krasnov1922, title = {Na vnutrennem fronte}, year = 1922}
        """,
    ),
    "bad-citation": explain(
        """A `source` names a work of the bibliography by its key, and then the place in
        it; several are separated by semicolons.""",
        """
        # links.yaml
        - {id: pskov_luga, length_km: {value: 138, source: "; p. 12"}}
        """,
        """
        # links.yaml
        - {id: pskov_luga, length_km: {value: 138, source: krasnov1922 p. 12}}
        """,
    ),
}
"""Codes of the stage that reads quantities, conditions, actions, dates and works."""
