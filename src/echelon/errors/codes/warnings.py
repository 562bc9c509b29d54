"""Codes of warnings: the scenario runs, but its reader should know."""

from __future__ import annotations

from collections.abc import Mapping

from echelon.errors.explanation import Explanation, explain

WARNINGS: Mapping[str, Explanation] = {
    "no-source": explain(
        """A value says nothing of where it comes from. Whoever doubts the result will ask;
        a guess may say so with `grade: D` and a note. What holds of many entries of a part
        is said once, in a group that is for `all` of them. Numbers and moments are meant,
        and not who is where or would do what; those without any grade are what `check` and
        `run` count as `none stated`, an inherited one for each entry that inherits it.""",
        """
        # links.yaml
        - {id: pskov_luga, kind: rail, from: pskov, to: luga, length_km: 138}
        """,
        """
        # links.yaml
        - {id: pskov_luga, kind: rail, from: pskov, to: luga, length_km: 138, source: guide1917}
        """,
        warning=True,
    ),
    "never-known": explain(
        """A condition asks what its actor can never come to know: nobody tells him, the fact
        is not reported to him, and he is never where it could be seen. What is unknown moves
        nobody, so the order is never carried out for this reason.""",
        """
        # orders.yaml
        - {id: gives_up, by: krasnov, when: heard(gatchina_taken), do: halt ninth_don}
        """,
        """
        # orders.yaml
        - {id: gives_up, by: krasnov, when: heard(luga_joined), do: halt ninth_don}
        """,
        warning=True,
    ),
    "never-taken": explain(
        """It is asked whether a side holds a place that it does not hold at first, and none who
        come there can take it: it is in no opposition, or they are fewer than it takes
        (`take_men` of its oppositions, fifty unless stated). Where a handful took a building,
        say so; where one person took it who was there, let him `seize` it.""",
        """
        # scenario.yaml
        sides: [{id: government, name: Government}, {id: rebels, name: Rebels}]
        places: [{id: ostrov, name: Ostrov, holder: government}, {id: pskov, name: Pskov}]
        links: [{id: road, kind: road, from: pskov, to: ostrov, length_km: 53}]
        units: [{id: patrol, name: Patrol, side: rebels, men: 20, place: pskov}]
        oppositions: [{id: foes, one: rebels, other: government}]
        orders: [{id: go, by: krasnov, when: time > 1917-11-08, do: move patrol to ostrov}]
        facts: [{id: luga_joined, label: Luga joins},
          {id: gatchina_taken, label: Ostrov falls, when: controls(rebels; ostrov)}]
        """,
        """
        # scenario.yaml
        sides: [{id: government, name: Government}, {id: rebels, name: Rebels}]
        places: [{id: ostrov, name: Ostrov, holder: government}, {id: pskov, name: Pskov}]
        links: [{id: road, kind: road, from: pskov, to: ostrov, length_km: 53}]
        units: [{id: patrol, name: Patrol, side: rebels, men: 20, place: pskov}]
        oppositions: [{id: foes, one: rebels, other: government, take_men: 10}]
        orders: [{id: go, by: krasnov, when: time > 1917-11-08, do: move patrol to ostrov}]
        facts: [{id: luga_joined, label: Luga joins},
          {id: gatchina_taken, label: Ostrov falls, when: controls(rebels; ostrov)}]
        """,
        warning=True,
    ),
    "too-few-men": explain(
        """Others are part of a unit, whose strength is stated with them, and there may be more
        of them than it has men. In such a run the unit has nobody, and the others all their
        men. State the strength of the whole, or say that it is stated without them.""",
        """
        # units.yaml
        - {id: ninth_don, name: Ninth Don, side: government, place: ostrov, men: 300..480,
           source: krasnov1922}
        - {id: scouts, name: Scouts, side: government, place: ostrov, men: 60..400,
           taken_from: ninth_don, source: krasnov1922}
        """,
        """
        # units.yaml
        - {id: ninth_don, name: Ninth Don, side: government, place: ostrov, men: 300..480,
           source: krasnov1922}
        - {id: scouts, name: Scouts, side: government, place: ostrov, men: 60..120,
           taken_from: ninth_don, source: krasnov1922}
        """,
        warning=True,
    ),
    "too-few-wagons": explain(
        """A train needs more wagons than there can ever be where its unit is to load, so that it
        waits for them until the run ends. Either fewer wagons are stated than stood there, or
        the train is longer than such trains were.""",
        """
        # scenario.yaml
        places: [{id: ostrov, name: Ostrov, wagons: 40}, {id: pskov, name: Pskov}]
        links: [{id: ostrov_pskov, kind: rail, from: ostrov, to: pskov, length_km: 53}]
        channels: []
        units: [{id: ninth_don, name: Ninth Don, side: government, men: 480, place: ostrov,
          wagons_per_echelon: 50..60}]
        orders: [{id: march, by: krasnov, when: time > 1917-11-08, do: move ninth_don to pskov}]
        """,
        """
        # scenario.yaml
        places: [{id: ostrov, name: Ostrov, wagons: 100}, {id: pskov, name: Pskov}]
        links: [{id: ostrov_pskov, kind: rail, from: ostrov, to: pskov, length_km: 53}]
        channels: []
        units: [{id: ninth_don, name: Ninth Don, side: government, men: 480, place: ostrov,
          wagons_per_echelon: 50..60}]
        orders: [{id: march, by: krasnov, when: time > 1917-11-08, do: move ninth_don to pskov}]
        """,
        warning=True,
    ),
    "reserved-channel": explain(
        """Every way by which word of an order could reach its receiver leads over a channel
        that is kept for other users, so that it would lie where it was written until its
        author is elsewhere.""",
        """
        # channels.yaml
        - {id: wire, kind: telegraph, from: pskov, to: ostrov, delay_min: 20,
           users: kerensky}
        """,
        """
        # channels.yaml
        - {id: wire, kind: telegraph, from: pskov, to: ostrov, delay_min: 20,
           users: [kerensky, cheremisov]}
        """,
        warning=True,
    ),
    "not-exogenous": explain(
        """An act is dated after the knowledge date t0. It will happen in every run, even in
        those where what prompted it has not; say why that is right, or let a condition
        bring it about.""",
        """
        # acts.yaml
        - {id: appeal, at: 1917-11-10, by: kerensky}
        """,
        """
        # acts.yaml
        - {id: appeal, at: 1917-11-10, by: kerensky, exogenous: announced on 1 November}
        """,
        warning=True,
    ),
    "known-later": explain(
        """A value became known only after the knowledge date t0. Results that rest on it
        are hindsight.""",
        """
        # units.yaml
        - {id: ninth_don, men: {value: 480, known_by: 1922-01-01}}
        """,
        """
        # units.yaml
        - {id: ninth_don, men: {value: 400..700, known_by: 1917-11-07}}
        """,
        warning=True,
    ),
    "not-competent": explain(
        """An act that claims a right can be done with right by nobody, whatever view one
        takes: its matter is not among the competences of the office or institution, its
        target is outside of their bounds, or its author never holds the office.""",
        """
        # scenario.yaml
        institutions: [{id: council, name: Council, competences: appoint}]
        acts:
          - {id: decree, label: x, by: kerensky, kind: dissolve, institution: council,
             target: council}
        """,
        """
        # scenario.yaml
        institutions: [{id: council, name: Council, competences: appoint; dissolve}]
        acts:
          - {id: decree, label: x, by: kerensky, kind: dissolve, institution: council,
             target: council}
        """,
        warning=True,
    ),
    "nobody-commands": explain(
        """Units that weigh by what right they are ordered about judge in a view in which nobody
        could ever give them an order with right: no institution that may stand there has an
        office competent to `order` that reaches them. Every order finds them against it.""",
        """
        # scenario.yaml
        institutions: [{id: stavka, name: Stavka, side: government, competences: proclaim}]
        dispositions: [{id: loyal, of: ninth_don, toward: government, value: devoted}]
        orders: [{id: march, by: krasnov, when: time > 1917-11-08, do: move ninth_don to luga}]
        """,
        """
        # scenario.yaml
        institutions: [{id: stavka, name: Stavka, side: government, competences: proclaim; order}]
        offices: [{id: corps, name: Commander, of: stavka, holder: krasnov}]
        dispositions: [{id: loyal, of: ninth_don, toward: government, value: devoted}]
        orders: [{id: march, by: krasnov, when: time > 1917-11-08, do: move ninth_don to luga}]
        """,
        warning=True,
    ),
    "unused": explain(
        """An entry takes part in nothing: an input no value uses, a fact no condition
        reads. It does no harm, but it may be the wrong half of a misspelt pair.""",
        """
        # scenario.yaml
        inputs: [{id: rail_speed, value: 15..30}, {id: rail_speeds, value: 15..30}]
        links: [{id: pskov_luga, speed_km_h: rail_speed}]
        """,
        """
        # scenario.yaml
        inputs: [{id: rail_speed, value: 15..30}]
        links: [{id: pskov_luga, speed_km_h: rail_speed}]
        """,
        warning=True,
    ),
}
"""Codes of faults that do not keep a scenario from running."""
