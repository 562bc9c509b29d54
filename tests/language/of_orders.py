"""What the language must be able to say of orders."""

from __future__ import annotations

from tests.language.rows import Row
from tests.minds import disposition, severities, weights
from tests.worlds import (
    Entry,
    act,
    fact,
    order,
    person,
    places,
    rail,
    road,
    unit,
    wire,
)


def a_garrison(*more: Entry, **fields: object) -> list[Entry]:
    return [
        *places("staff", "camp", "town"),
        wire("staff", "camp"),
        road("camp", "town"),
        person("chief", "staff"),
        person("colonel", "camp", superior="chief"),
        unit("guards", "camp", commander="colonel", superior="colonel"),
        *more,
    ]


def minded(*more: Entry, **weighed: object) -> list[Entry]:
    return a_garrison(
        disposition("guards", "red", 1),
        weights(noise=0, **weighed),
        severities(move=0.5, block=1, disarm=1, arrest=1, fire=1),
        *more,
    )


def ladder(severity: str) -> list[Entry]:
    return minded(act("told", "chief", "move guards to town", 1, severity=severity))


def a_held_wire(**fields: object) -> list[Entry]:
    return [
        *places("one", "two"),
        wire("one", "two", holder="blue", copies_to="spy", **fields),
        person("sender", "one"),
        person("spy", "two", side="blue"),
        person("receiver", "two"),
        fact("secret", at="one"),
        order("acts", "receiver", "heard(secret)", "tell sender secret"),
        order("acts_too", "spy", "heard(secret)", "tell receiver secret"),
        act("writes", "sender", "tell receiver secret", 1),
    ]


def a_forged_halt() -> list[Entry]:
    return a_garrison(
        person("forger", "staff", side="blue"),
        act("forges", "forger", "move guards to town as chief", 1),
    )


def a_train_that_has_left() -> list[Entry]:
    return [
        *places("staff", "one", "two", "three"),
        wire("staff", "one", delay_min=30),
        wire("staff", "two", delay_min=30),
        rail("one", "two"),
        rail("two", "three"),
        person("chief", "staff"),
        unit("guards", "one"),
        act("go", "chief", "move guards to three"),
        act("stop", "chief", "halt guards", 0.25),
    ]


def a_retraction() -> list[Entry]:
    return a_garrison(
        act("go", "chief", "move guards to town", 1),
        act("takes it back", "chief", "tell colonel off", 2),
        fact("off", at="staff"),
        order("hears", "colonel", "heard(off)", "tell chief off"),
    )


def companies(severity: str) -> list[Entry]:
    """Return six companies, each a little less willing than the one before, and a grave order."""
    names = [f"company_{number}" for number in range(1, 7)]
    return [
        *places("here", "there"),
        road("here", "there"),
        person("chief", "here"),
        *(unit(name, "here") for name in names),
        *(disposition(name, "red", 3.5 - 0.5 * number) for number, name in enumerate(names)),
        weights(noise=0),
        severities(stand=0.8, block=0.5, arrest=1, fire=1),  # each on top of those before
        act(
            "told",
            "chief",
            "; ".join(f"move {name} to there" for name in names),
            1,
            severity=severity,
        ),
    ]


ROWS = (
    Row(
        "over the head of the direct superior",
        a_garrison(act("go", "chief", "move guards to town", 1)),
        "Guards begin to carry out: move Guards to Town",
        never="Colonel",
    ),
    Row(
        "only with a second signature",
        minded(act("told", "chief", "move guards to town", 1), form=1, insists_on="countersigned"),
        "ask Red for due form before obeying",
    ),
    Row(
        "with the second signature",
        minded(
            act("told", "chief", "move guards to town", 1, countersigned_by="colonel"),
            form=1,
            insists_on="countersigned",
        ),
        "Guards, command and ranks, obey Chief: move Guards to Town",
    ),
    Row(
        "only in writing",
        [
            Entry(entry.part, entry.fields | {"kind": "telephone"})
            if entry.part == "channels"
            else entry
            for entry in minded(
                act("told", "chief", "move guards to town", 1), form=0.4, insists_on="written"
            )
        ],
        "ask Red for due form before obeying",
    ),
    Row("stand, obeyed", ladder("stand"), "Guards, command and ranks, obey Chief"),
    Row("move, obeyed still", ladder("move"), "Guards, command and ranks, obey Chief"),
    Row("block, obeyed no more", ladder("block"), "resolve to stand aside"),
    Row("arrest, not obeyed", ladder("arrest"), "resolve to stand aside"),
    Row("fire, not obeyed", ladder("fire"), "resolve to stand aside", never="obey Chief"),
    Row(
        "prepared but withheld",
        minded(
            disposition("chief", "red", 0),
            weights("cautious", of="chief", withhold_below=2),
            act("told", "chief", "move guards to town", 1, severity="fire"),
        ),
        "Chief does not order it, expecting not to be obeyed: move Guards to Town",
    ),
    Row(
        "a stop order that arrives after the train has left",
        a_train_that_has_left(),
        "A message goes from Staff by staff two wire to Guards: halt Guards",
        besides="Guards stand assembled at Three",
    ),
    Row(
        "a telegram copied",
        a_held_wire(copy=1),
        "One two wire is held by others, who copy for Spy a message to Receiver: secret",
    ),
    Row(
        "held back",
        a_held_wire(stop=1),
        "One two wire is held by others, who keep back a message to Receiver: secret",
        never="Receiver hears",
    ),
    Row("garbled", a_held_wire(garble=1), "Receiver receives a message that cannot be read"),
    Row(
        "or forged on the way",
        a_forged_halt(),
        "Guards begin to carry out: move Guards to Town",
    ),
    Row(
        "a retraction that does not call back what was sent",
        a_retraction(),
        "Colonel hears: off",
        besides="Guards stand assembled at Town",
    ),
)
