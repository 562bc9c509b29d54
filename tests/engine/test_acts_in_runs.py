"""Acts travel like any other news, wait for a hand that is free, and are believed or not."""

from __future__ import annotations

from pathlib import Path

from echelon.campaign.simulate import Campaign
from echelon.engine.vocabulary import Kind
from engine.verdicts import deed, institution, office, view
from worlds import (
    Entry,
    act,
    campaign_of,
    fact,
    happenings,
    minutes,
    order,
    person,
    places,
    road,
    wire,
)

RED = {"view": "reds"}


def two_towns(*more: Entry) -> list[Entry]:
    """Return a council at one town and persons at two, with a wire of an hour between them."""
    return [
        *places("here", "there"),
        wire("here", "there", delay_min=60),
        road("here", "there"),
        person("anna", "here", **RED),
        person("boris", "here", **RED),
        person("clara", "there", **RED),
        institution("council"),
        view("reds", "council"),
        *more,
    ]


def stirred(campaign: Campaign, id_: str) -> list[float]:
    """Return at which minutes a standing order has stirred."""
    row = campaign.assembled.assembly.orders[id_]
    return [it.minute for it in happenings(campaign, Kind.ORDER_STIRS) if it.who == row]


def done(campaign: Campaign, id_: str) -> list[float]:
    """Return at which minutes an act has fallen due and been done or put off."""
    row = campaign.assembled.assembly.acts[id_]
    return [it.minute for it in happenings(campaign, Kind.ACT_FALLS_DUE) if it.who == row]


def test_an_act_moves_those_who_hear_of_it_when_they_hear_of_it(tmp_path: Path):
    entries = two_towns(
        fact("seen"),
        deed("decree", "proclaim", 1, reported_to=["clara"]),
        order("near", "boris", "valid(decree)", "tell clara seen"),
        order("far", "clara", "valid(decree)", "tell boris seen"),
    )
    campaign = campaign_of(tmp_path, entries)

    assert ([60.0], [120.0]) == (stirred(campaign, "near"), stirred(campaign, "far"))


def test_a_standing_order_is_looked_at_again_when_an_act_voids_another(tmp_path: Path):
    entries = two_towns(
        fact("seen"),
        institution("rival"),
        view("both", "council", "rival"),
        deed("decree", "proclaim", 1),
        deed("protest", "declare_void", 2, "decree", institution="rival"),
        person("dora", "here", view="both"),
        order("doubts", "dora", "void(decree)", "tell boris seen"),
        order("follows", "boris", "void(decree)", "tell dora seen"),
    )
    campaign = campaign_of(tmp_path, entries)

    assert ([120.0], []) == (stirred(campaign, "doubts"), stirred(campaign, "follows"))


def test_an_act_on_a_condition_waits_for_it_and_for_its_delay(tmp_path: Path):
    reply = deed("reply", "proclaim", 0, when="heard(decree)", delay_min=30, by="boris")
    del reply.fields["at"]
    campaign = campaign_of(tmp_path, two_towns(deed("decree", "proclaim", 1), reply))

    assert [90.0] == done(campaign, "reply")


def test_an_act_that_is_issued_twice_is_done_once(tmp_path: Path):
    decree = deed("decree", "proclaim", 0)
    del decree.fields["at"]
    entries = two_towns(
        fact("go_on", "time >= 1900-01-01 01:00", at="here"),
        fact("again", "time >= 1900-01-01 02:00", at="here"),
        decree,
        order("first", "anna", "heard(go_on)", "issue decree"),
        order("second", "anna", "heard(again)", "issue decree"),
    )
    campaign = campaign_of(tmp_path, entries)
    heard = [it for it in happenings(campaign, Kind.ACT_HEARD) if it.who == 1]

    assert [60.0] == [it.minute for it in heard]


def undated(*entries: Entry) -> list[Entry]:
    """Return acts that are done when an order issues them."""
    for entry in entries:
        del entry.fields["at"]
    return list(entries)


def test_an_act_is_done_before_what_the_order_that_issues_it_does_next(tmp_path: Path):
    paper = {"id": "paper", "kind": "press", "reach": "all", "delay_min": 90, "service_min": 0}
    entries = two_towns(
        fact("go_on", "time >= 1900-01-01 01:00", at="here"),
        Entry("channels", paper),
        *undated(deed("decree", "proclaim", 0), deed("edict", "proclaim", 0)),
        order("speaks", "anna", "heard(go_on)", "issue decree; announce decree by paper"),
        order("writes", "anna", "heard(go_on)", "issue edict; tell clara edict"),
    )
    campaign = campaign_of(tmp_path, entries)
    heard = [it.minute for it in happenings(campaign, Kind.ACT_HEARD) if it.who == 2]

    assert [120.0, 150.0] == heard


def test_acts_that_one_order_issues_are_done_and_reported_in_the_order_written(tmp_path: Path):
    ids = [f"decree_{number}" for number in range(6)]
    decrees = undated(*(deed(id_, "proclaim", 0, reported_to=["clara"]) for id_ in ids))
    entries = two_towns(
        fact("go_on", "time >= 1900-01-01 01:00", at="here"),
        *decrees,
        order("speaks", "anna", "heard(go_on)", "; ".join(f"issue {id_}" for id_ in ids)),
    )
    campaign = campaign_of(tmp_path, entries)
    rows = [campaign.assembled.assembly.facts[id_] for id_ in ids]
    heard = [it.detail for it in happenings(campaign, Kind.ACT_HEARD) if it.who == 2]

    assert rows == heard


def test_of_an_act_that_nobody_has_done_there_is_nothing_to_tell(tmp_path: Path):
    entries = two_towns(
        fact("alarm", "time >= 1900-01-01 01:00", at="here"),
        deed("decree", "proclaim", 5),
        order("gossip", "boris", "heard(alarm)", "tell clara decree"),
    )
    campaign = campaign_of(tmp_path, entries)

    assert [] == [it for it in happenings(campaign, Kind.ACT_HEARD) if it.who == 2]


def test_who_is_under_way_signs_on_arrival(tmp_path: Path):
    leaves = Entry(
        "acts",
        {
            "id": "leaves", "by": "anna", "kind": "journey", "label": "leaves",
            "at": "1900-01-01 00:30", "do": "go to there by road",
        },
    )  # fmt: skip
    campaign = campaign_of(tmp_path, two_towns(leaves, deed("decree", "proclaim", 1)))

    assert [60.0, 150.0] == done(campaign, "decree")
    assert {150.0} == {it.minute for it in happenings(campaign, Kind.ACT_HEARD)}


def test_an_act_in_its_own_right_is_done_at_the_seat_of_an_institution_or_not_at_all(
    tmp_path: Path,
):
    entries = two_towns(
        institution("cabinet", seat="there"), deed("decree", "proclaim", 1, institution="cabinet")
    )
    campaign = campaign_of(tmp_path, entries)

    assert [60.0] == minutes(campaign, Kind.ACT_PREVENTED)
    assert [] == minutes(campaign, Kind.ACT_HEARD)


def in_the_name_of_clara(**fields: object) -> list[Entry]:
    """Return an act that Anna does in Clara's name, and Boris, who asks her and judges it."""
    return two_towns(
        fact("seen"),
        office("chief", "council", "clara"),
        deed("order", "proclaim", 1, office="chief", in_name_of="clara", **fields),
        order("asks", "boris", "heard(order)", "ask clara whether order"),
        order("trusts", "boris", "valid(order)", "tell anna seen"),
        order("waits", "boris", "valid(order)", "tell anna seen", delay_min=240),
    )


def test_an_act_in_anothers_name_has_that_persons_right(tmp_path: Path):
    campaign = campaign_of(tmp_path, in_the_name_of_clara())

    assert [60.0] == stirred(campaign, "trusts")
    assert [] == minutes(campaign, Kind.ACT_DOUBTED)


def test_an_answer_that_denies_an_act_has_it_counted_as_not_heard(tmp_path: Path):
    campaign = campaign_of(tmp_path, in_the_name_of_clara(authorised=0))

    assert [180.0] == minutes(campaign, Kind.ACT_DOUBTED)
    row = campaign.assembled.assembly.orders["waits"]
    lapsed = [it.minute for it in happenings(campaign, Kind.ORDER_LAPSES) if it.who == row]
    assert [180.0] == lapsed


def test_whoever_an_act_is_said_to_be_by_knows_whether_he_has_willed_it(tmp_path: Path):
    """Clara once took for her own, as likely as anybody, what she had never willed."""
    orders = [order("owns", "clara", "valid(order)", "tell anna seen")]
    told = {"reported_to": ["clara"]}
    forged = [*in_the_name_of_clara(authorised=0, believed=0.9, **told), *orders]
    willed = [*in_the_name_of_clara(authorised=1, believed=0.1, **told), *orders]
    (tmp_path / "willed").mkdir()

    assert [] == stirred(campaign_of(tmp_path, forged), "owns")
    assert [120.0] == stirred(campaign_of(tmp_path / "willed", willed), "owns")


def test_an_act_held_to_be_forged_is_believed_once_it_is_confirmed(tmp_path: Path):
    campaign = campaign_of(tmp_path, in_the_name_of_clara(believed=0.2))

    assert [180.0] == minutes(campaign, Kind.ACT_BELIEVED)
    assert [180.0] == stirred(campaign, "trusts")


def test_silence_tells_against_an_act(tmp_path: Path):
    cut = {"closed": "1900-01-01 01:30..1900-01-03 00:00"}
    entries = in_the_name_of_clara(believed=0.6, answer_due_h=6)
    for entry in entries:
        if entry.part == "channels":
            entry.fields.update(cut)
    campaign = campaign_of(tmp_path, entries)

    assert [60.0 + 360.0] == minutes(campaign, Kind.ACT_DOUBTED)


def test_who_declines_an_appointment_does_not_hold_the_office(tmp_path: Path):
    entries = two_towns(
        fact("seen"),
        office("chief", "council"),
        deed(
            "names", "appoint", 1, "chief", to="clara", reported_to=["clara"],
            declines="not heard(seen)", public=False,
        ),
        order("learns", "anna", "declined(names)", "tell boris seen"),
    )  # fmt: skip
    campaign = campaign_of(tmp_path, entries)

    assert [120.0] == minutes(campaign, Kind.APPOINTEE_DECLINES)
    assert [180.0] == stirred(campaign, "learns")


def test_who_accepts_an_appointment_holds_the_office(tmp_path: Path):
    entries = two_towns(
        fact("seen"),
        office("chief", "council"),
        deed("names", "appoint", 1, "chief", to="clara", reported_to=["clara"], declines="false"),
        order("is_chief", "clara", "holds(clara; chief)", "tell anna seen"),
    )
    campaign = campaign_of(tmp_path, entries)

    assert [120.0] == stirred(campaign, "is_chief")


def test_who_is_cut_off_countersigns_nothing(tmp_path: Path):
    def is_void(*more: Entry) -> bool:
        entries = two_towns(
            office("premier", "council", "anna", countersigned_by="minister"),
            office("minister", "council", "clara"),
            deed("decree", "proclaim", 2, office="premier", countersigned_by="clara"),
            fact("seen"),
            order("sees", "boris", "void(decree)", "tell anna seen"),
            *more,
        )
        return stirred(campaign_of(tmp_path, entries), "sees") == [120.0]

    gaoler = person("gaoler", "there", side="blue")
    assert not is_void()
    assert is_void(gaoler, act("shut_in", "gaoler", "isolate clara", 1))
