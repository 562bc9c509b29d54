"""What the language must be able to say of authority."""

from __future__ import annotations

from tests.language.rows import Row
from tests.worlds import (
    Entry,
    body,
    fact,
    moment,
    order,
    person,
    places,
    road,
    unit,
    wire,
)


def institution(id_: str, **fields: object) -> Entry:
    return Entry("institutions", {"id": id_, "name": id_.title(), "competences": "all"} | fields)


def office(id_: str, of: str, holder: str, **fields: object) -> Entry:
    return Entry("offices", {"id": id_, "name": id_, "of": of, "holder": holder} | fields)


def deed(id_: str, by: str, kind: str, hours: float, **fields: object) -> Entry:
    what = {"id": id_, "by": by, "kind": kind, "label": id_.replace("_", " "), "at": moment(hours)}
    return Entry("acts", what | fields)


def a_capital(*more: Entry) -> list[Entry]:
    return [
        *places("palace", "staff"),
        wire("palace", "staff"),
        institution("government", side="red"),
        office("premier", "government", "minister"),
        office("command", "government", "general", competences="order"),
        person("minister", "palace"),
        person("general", "staff"),
        person("rival", "palace", side="blue"),
        *more,
    ]


def a_doubt(believed: float = 0.6) -> list[Entry]:
    """Return a general who is called on in the minister's name, hands it on so, and asks."""
    return a_capital(
        road("palace", "staff"),
        unit("guards", "palace"),
        deed(
            "call_to_arms",
            "rival",
            "appeal",
            1,
            in_name_of="minister",
            reported_to="general",
            believed=believed,
            answer_weight=4,
            authorised=0,
        ),
        order("hands it on", "general", "valid(call_to_arms)", "move guards to staff as minister"),
        order(
            "asks",
            "general",
            "heard(call_to_arms)",
            "ask minister whether call_to_arms",
            delay_min=60,
        ),
    )


def unanimity() -> list[Entry]:
    return a_capital(
        person("anna", "palace"),
        body("cabinet", "minister", "minister; anna", "palace", rule="unanimity"),
        fact("peace", at="palace"),
        order(
            "make peace",
            "cabinet",
            "time >= 1900-01-01 02:00",
            "tell general peace",
            votes_against="anna",
        ),
    )


def decrees(*more: Entry) -> list[Entry]:
    """Return a state whose soviet and local soviets each hear what a congress decrees."""
    return [
        *places("capital", "town"),
        wire("capital", "town"),
        person("tribune", "capital"),
        person("mayor", "town"),
        person("officer", "town"),
        institution("congress", side="red"),
        institution("duma", side="red"),
        office("mayoralty", "duma", "mayor", competences="appoint; order", **{"over": "officer"}),
        *more,
    ]


def judging(act: str, verdict: str) -> Entry:
    return order("acts on it", "officer", f"{verdict}({act})", "tell mayor seen")


SEEN = fact("seen", at="town")


ROWS = (
    Row(
        "orders given in another's name by someone who half believes it",
        a_doubt(),
        "Guards begin to carry out: move Guards to Staff",
        besides="General takes it for forged: call to arms",
    ),
    Row(
        "and not given by someone who hardly believes it",
        a_doubt(believed=0.4),
        "General hears: call to arms",
        never="carry out",
    ),
    Row(
        "the question whose answer destroys that belief",
        a_doubt(),
        "General takes it for forged: call to arms",
    ),
    Row("a body that needs unanimity", unanimity(), "Cabinet rejects, 1 to 1: make peace"),
    Row(
        "a decree over a whole class",
        decrees(
            SEEN,
            institution(
                "duma_of_the_town", side="red", **{"class": "local", "derives_from": "duma"}
            ),
            institution(
                "duma_of_the_port", side="red", **{"class": "local", "derives_from": "duma"}
            ),
            institution("soviet", side="red"),
            deed(
                "all_local_power_to_the_soviet",
                "tribune",
                "dissolve",
                1,
                institution="congress",
                target="all local",
                reported_to="officer",
            ),
            order(
                "acts on it",
                "officer",
                "not stands(duma_of_the_town) and not stands(duma_of_the_port)",
                "tell mayor seen",
            ),
        ),
        "Officer makes up his mind: acts on it",
    ),
    Row(
        "all local councils, each to its own Soviet",
        decrees(
            SEEN,
            institution(
                "duma_of_the_town",
                side="red",
                **{"class": "local", "derives_from": "duma", "counterpart": "soviet_of_the_town"},
            ),
            institution("soviet_of_the_town", side="red", stands=False),
            deed(
                "all_power_to_the_soviets",
                "tribune",
                "transfer",
                1,
                institution="congress",
                target="all local",
                reported_to="officer",
            ),
            order("obeys it", "officer", "stands(soviet_of_the_town)", "tell mayor seen"),
        ),
        "Officer makes up his mind: obeys it",
    ),
    Row(
        "who lays down his office is followed by his deputy",
        decrees(
            SEEN,
            office("command", "duma", "mayor", deputy="tribune"),
            deed("lays_it_down", "mayor", "resign", 1, target="command", reported_to="officer"),
            order("turns to the deputy", "officer", "holds(tribune; command)", "tell mayor seen"),
        ),
        "Officer makes up his mind: turns to the deputy",
    ),
    Row(
        "a claim until a properly elected congress",
        decrees(
            SEEN,
            fact("congress_meets", at="town"),
            deed(
                "sole_authority",
                "tribune",
                "claim",
                1,
                institution="congress",
                target="duma",
                until="heard(congress_meets)",
                reported_to="officer",
            ),
            order(
                "turns back to the duma",
                "officer",
                "heard(sole_authority) and stands(duma)",
                "tell mayor seen",
            ),
            order(
                "leaves the duma",
                "officer",
                "heard(sole_authority) and not stands(duma)",
                "tell officer congress_meets",
                delay_min=60,
            ),
        ),
        "Officer makes up his mind: turns back to the duma",
    ),
    Row(
        "a mandate with bounds",
        decrees(
            SEEN,
            deed(
                "beyond_his_mandate",
                "mayor",
                "depose",
                1,
                office="mayoralty",
                target="mayoralty",
                reported_to="officer",
            ),
            judging("beyond_his_mandate", "void"),
        ),
        "Officer makes up his mind: acts on it",
    ),
    Row(
        "a commander-in-chief who asks his subordinate",
        a_capital(
            fact("will_you_march", at="staff", known_to="general"),
            order(
                "asks", "minister", "time >= 1900-01-01 01:00", "ask general whether will_you_march"
            ),
        ),
        "to General: is it so: will you march?",
    ),
)
