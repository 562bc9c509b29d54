"""Codes for a scenario that reads well and does not make sense."""

from __future__ import annotations

from collections.abc import Mapping

from echelon.errors.explanation import Explanation, explain

NAMES: Mapping[str, Explanation] = {
    "unknown-name": explain(
        """A name is used that no entry of the right kind has as its id.""",
        """
        # units.yaml
        - {id: ninth_don, place: ostrow}
        """,
        """
        # units.yaml
        - {id: ninth_don, place: ostrov}
        """,
    ),
    "wrong-kind": explain(
        """The name is known, but it is the name of something else: a unit where a place
        should stand.""",
        """
        # units.yaml
        - {id: ninth_don, place: krasnov}
        """,
        """
        # units.yaml
        - {id: ninth_don, place: ostrov}
        """,
    ),
    "bad-group": explain(
        """A group that is for `all` stands behind every entry and group of its part that names
        no other. So a part has at most one, and it inherits from no group itself.""",
        """
        # groups.yaml
        - {id: fields, part: places, all: true, fields: {kind: town}}
        - {id: cities, part: places, all: true, fields: {kind: city}}
        """,
        """
        # groups.yaml
        - {id: fields, part: places, all: true, fields: {kind: town}}
        - {id: cities, part: places, fields: {kind: city}}
        """,
    ),
    "duplicate-id": explain(
        """Two entries have the same id. Ids are unique across all kinds, since conditions
        and what-ifs call things by their id alone.""",
        """
        # places.yaml
        - {id: luga, name: Luga}
        - {id: luga, name: Luga station}
        """,
        """
        # places.yaml
        - {id: luga, name: Luga}
        - {id: luga_station, name: Luga station}
        """,
    ),
    "name-collision": explain(
        """Two ids give the same number to the generator of random draws, so their luck
        would be the same. It happens to one pair in billions; rename either.""",
        """
        # places.yaml
        - {id: luga}
        - {id: another_id_of_equal_hash}
        """,
        """
        # places.yaml
        - {id: luga}
        - {id: renamed}
        """,
    ),
    "bad-act": explain(
        """An act is put in a way that makes no sense: its kind cannot be done to what is
        named, or wants somebody to whom it is done; it is both dated and done on a
        condition; or it is done in two rights at once.""",
        """
        # scenario.yaml
        institutions: [{id: council, name: Council, competences: all}]
        acts:
          - {id: decree, label: x, by: kerensky, kind: appoint, institution: council,
             target: council}
        """,
        """
        # scenario.yaml
        institutions: [{id: council, name: Council, competences: all}]
        acts:
          - {id: decree, label: x, by: kerensky, kind: dissolve, institution: council,
             target: council}
        """,
    ),
    "circular": explain(
        """Things depend on each other in a circle: inputs whose values use each other,
        groups that inherit from each other, persons each the superior of the other.""",
        """
        # inputs.yaml
        - {id: rail_speed, value: road_speed * 5}
        - {id: road_speed, value: rail_speed / 5}
        """,
        """
        # inputs.yaml
        - {id: rail_speed, value: 15..22..30}
        - {id: road_speed, value: rail_speed / 5}
        """,
    ),
    "unknown-source": explain(
        """A source is cited by a key that no work in `sources.bib` has.""",
        """
        # places.yaml
        - {id: luga, name: Luga, source: krasnof1922 p. 12}
        """,
        """
        # places.yaml
        - {id: luga, name: Luga, source: krasnov1922 p. 12}
        """,
    ),
    "bad-overlay": explain(
        """A what-if or an account changes, adds or drops by `kind.id.field`. This path
        names nothing in the scenario, or something that cannot be changed in this way.""",
        """
        # what_ifs/no_countermand.yaml
        label: no countermand
        drop: [act.countermand]
        """,
        """
        # what_ifs/no_countermand.yaml
        label: no countermand
        drop: [acts.countermand]
        """,
    ),
}

SENSE: Mapping[str, Explanation] = {
    "link-to-nowhere": explain(
        """An end of a link or a channel is not a place of the scenario.""",
        """
        # links.yaml
        - {id: pskov_luga, kind: rail, from: pskov, to: atlantis, length_km: 138}
        """,
        """
        # links.yaml
        - {id: pskov_luga, kind: rail, from: pskov, to: luga, length_km: 138}
        """,
    ),
    "link-to-itself": explain(
        """Both ends of a link or a channel are the same place.""",
        """
        # links.yaml
        - {id: pskov_luga, kind: rail, from: luga, to: luga, length_km: 138}
        """,
        """
        # links.yaml
        - {id: pskov_luga, kind: rail, from: pskov, to: luga, length_km: 138}
        """,
    ),
    "unreachable": explain(
        """An order sends somebody to a place to which no links lead by the means it
        gives, or, if it gives none, by any one means all the way: who changes from rail
        to road needs an order for each stage.""",
        """
        # orders.yaml
        - {id: advance, by: krasnov, do: move ninth_don to kronstadt by rail}
        """,
        """
        # orders.yaml
        - {id: advance, by: krasnov, do: move ninth_don to petrograd by rail}
        """,
    ),
    "no-channel": explain(
        """The author of an order is in another place than its receiver, and no channel
        leads from the one to the other; the order could never be heard. So it is with
        what is announced over a channel without `reach`, or by somebody from whom no
        wire leads to the station. A broadcast carries what is announced, and no order,
        question or report to anybody.""",
        """
        # scenario.yaml
        channels: []
        orders: [{id: advance, by: cheremisov, do: move ninth_don to gatchina}]
        """,
        """
        # scenario.yaml
        channels: [{id: wire, kind: telegraph, from: pskov, to: ostrov}]
        orders: [{id: advance, by: cheremisov, do: move ninth_don to gatchina}]
        """,
    ),
    "opposition": explain(
        """An opposition names one side twice, or two sides that already oppose each other: it is
        mutual, and its numbers are stated once for each pair.""",
        """
        # oppositions.yaml
        - {id: red_and_blue, one: red, other: blue}
        - {id: blue_and_red, one: blue, other: red}
        """,
        """
        # oppositions.yaml
        - {id: red_and_blue, one: red, other: blue}
        """,
    ),
    "ends-before-start": explain(
        """A period, or a time during which something is closed, ends before it starts.""",
        """
        # scenario.yaml
        period: {start: 1917-11-14, end: 1917-11-07}
        """,
        """
        # scenario.yaml
        period: {start: 1917-11-07, end: 1917-11-14}
        """,
    ),
    "outside-period": explain(
        """A moment lies before the period starts or after it ends, so nothing could come
        of it.""",
        """
        # scenario.yaml
        period: {start: 1917-11-07, end: 1917-11-14}
        acts: [{id: order_one, at: 1917-12-01, by: kerensky}]
        """,
        """
        # scenario.yaml
        period: {start: 1917-11-07, end: 1917-11-14}
        acts: [{id: order_one, at: 1917-11-08, by: kerensky}]
        """,
    ),
    "correlation": explain(
        """The correlations cannot hold together: a matrix that is not symmetric, has not 1
        on its diagonal or is not positive definite, an input in two groups, or a single
        number that so many inputs cannot share.""",
        """
        # correlations.yaml
        - {id: rails, inputs: [speed, loading, headway], correlation: -0.9}
        """,
        """
        # correlations.yaml
        - {id: rails, inputs: [speed, loading, headway], correlation: 0.6}
        """,
    ),
    "no-outcome": explain(
        """Outcomes are an ordered list of classes, of which the first that is true counts;
        the last must be `otherwise: true`, so that every run belongs to one.""",
        """
        # outcomes.yaml
        - {id: arrived, label: they arrived, when: happened(gatchina_taken)}
        """,
        """
        # outcomes.yaml
        - {id: arrived, label: they arrived, when: happened(gatchina_taken)}
        - {id: late, label: they did not, otherwise: true}
        """,
    ),
}

CHECKS: Mapping[str, Explanation] = {**NAMES, **SENSE}
"""Codes of the stage that checks the entries against each other."""
