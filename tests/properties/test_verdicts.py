"""What holds of verdicts whatever has been done: they are a function of view and acts known."""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from echelon.campaign.simulate import Campaign
from echelon.campaign.verdicts import Opinion, verdicts_on
from echelon.engine.handles import handle
from echelon.engine.hearing import hear_tiding
from echelon.engine.memory import Capacities, blank_state
from echelon.engine.rules.verdict import settle, verdict_on
from echelon.engine.vocabulary import NOBODY
from engine.verdicts import deed, institution, office, view
from worlds import campaign_of, person, places

HARMLESS = {
    "calls_x": ("convene", "x", "w", {}),
    "calls_y": ("convene", "y", "x", {}),
    "names_boris": ("appoint", "chief", "y", {"to": "boris"}),
    "says": ("proclaim", None, "y", {"requires": "valid(calls_y)"}),
    "says_z": ("proclaim", None, "z", {}),
}
OVERRIDES = {
    "voids_x": ("declare_void", "calls_x", "z", {}),
    "voids_back": ("declare_void", "voids_x", "x", {}),
    "ends_y": ("dissolve", "y", "w", {}),
    "deposes": ("depose", "chief", "z", {}),
}
QUICK = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
ACTS = {**HARMLESS, **OVERRIDES}
SETS = st.lists(st.sampled_from(sorted(ACTS)), unique=True)


@functools.cache
def law() -> Campaign:
    """Return one world of law with a view of all roots, and a view that lacks one of them."""
    acts = [
        deed(id_, kind, 1, *([target] if target else []), institution=right, **fields)
        for id_, (kind, target, right, fields) in ACTS.items()
    ]
    bodies = [institution(id_, stands=id_ not in "xy") for id_ in "wxyz"]
    people = [person(id_, "here") for id_ in ("anna", "boris", "clara")]
    views = [view("all_roots", "w", "z"), view("one_root", "z")]
    chief = office("chief", "y", "anna", deputy="clara")
    folder = Path(tempfile.mkdtemp())
    return campaign_of(folder, [*places("here"), *people, *bodies, *views, chief, *acts])


def judged(known: list[str], view_id: str = "all_roots") -> Opinion:
    times = {id_: at for at, id_ in enumerate(known)}
    return verdicts_on(law(), times, 10**9, derive=False)[view_id]


def valid(opinion: Opinion) -> set[str]:
    return {it.id for it in (*opinion.acts, *opinion.institutions) if it.standing == "valid"}


@QUICK
@given(SETS, st.sampled_from(sorted(ACTS)))
def test_an_act_that_was_never_done_changes_nothing(known: list[str], extra: str):
    done = [id_ for id_ in known if id_ != extra]
    times = {id_: at for at, id_ in enumerate(done)}

    with_it = verdicts_on(law(), times, 10**9, derive=False)["all_roots"]

    assert judged(done) == with_it
    assert extra not in valid(with_it)


@QUICK
@given(st.lists(st.sampled_from(sorted(HARMLESS)), unique=True))
def test_without_overrides_to_withdraw_a_root_makes_nothing_valid(known: list[str]):
    assert valid(judged(known, "one_root")) <= valid(judged(known))


def heard_in(order: list[str], done: list[str]) -> list[float]:
    """Return the verdicts of an actor who hears of acts in this order; a truth in which all are."""
    assembled, assembly = law().assembled, law().assembled.assembly
    state = blank_state(assembled.world, assembled.n_values, Capacities())
    state.memory[: len(assembled.initial)] = assembled.initial
    for at, id_ in enumerate(done):
        state.facts.happened_us[assembly.facts[id_]] = at
    world, memory = handle(assembled.world), handle(state)
    all_roots = list(assembly.views).index("all_roots")
    with np.errstate(over="ignore"):
        for id_ in order:
            hear_tiding(world, memory, 0, assembly.tidings[id_], NOBODY)
            settle(world, memory, all_roots, 0)
        row = settle(world, memory, all_roots, 0)
        return [float(verdict_on(world, memory, row, assembly.tidings[it])) for it in sorted(done)]


@QUICK
@given(st.data(), SETS)
def test_the_order_of_hearing_does_not_matter_and_kept_verdicts_are_those_formed_anew(
    data: st.DataObject, known: list[str]
):
    shuffled = data.draw(st.permutations(known))
    fresh = {it.id: it.standing for it in judged(known).acts}
    words = {1.0: "valid", 0.0: "undecided", -1.0: "void"}

    in_order, in_disorder = heard_in(known, known), heard_in(list(shuffled), known)

    assert in_order == in_disorder
    assert [fresh[id_] for id_ in sorted(known)] == [words[it] for it in in_order]
