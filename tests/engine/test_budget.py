"""What keeps the engine quick to compile and complete, read from its sources."""

from __future__ import annotations

import ast
from pathlib import Path

import echelon.engine
from echelon.campaign.sentences import TELLERS
from echelon.engine.draws import Purpose
from echelon.engine.vocabulary import Content, Kind, Quantity, Verb

FOLDER = Path(echelon.engine.__file__).parent
MACHINERY = {
    Kind.SECTION_CLEARS,
    Kind.ACTOR_LOOKS_ROUND,
    Kind.WIRE_FREE,
    Kind.LETTER_HANDED_IN,
    Kind.LETTER_REACHES_EXCHANGE,
    Kind.MOMENT_ARRIVES,
    Kind.DIRECTIVE_REACHES,
    Kind.LINE_CHANGES,
    Kind.COMBAT_TURNS,
    Kind.FORCES_MEET,
    Kind.TRAVELLER_SETS_OUT,
    Kind.TRAVELLER_GOES_ON,
    Kind.ECHELON_SEEKS_LINE,
    Kind.BROADCAST_BEGINS,
    Kind.BODY_MEETS,
    Kind.BODY_DECIDES,
    Kind.BODY_ACTS,
    Kind.BARGAIN_MOVES,
    Kind.BARGAIN_LETTER_HEARD,
    Kind.OFFER_WEIGHED,
    Kind.OPINION_ASKED,
    Kind.OFFER_LAPSES,
    Kind.TERMS_FALL_DUE,
    Kind.AGREEMENT_ENDS,
    Kind.COMMANDER_TAKEN,
    Kind.UNIT_FIRES,
    Kind.CUSTODY_CHANGES,
    Kind.PERSON_ESCAPES,
    Kind.ROUND_GOES_ON,
    Kind.STANCE_HEARD,
    Kind.MIND_REVIEWS,
    Kind.MEN_DESERT,
    Kind.TERM_WEIGHED,
    Kind.STAFF_THINKS_AGAIN,
    Kind.STAFF_TURNS,
    Kind.STAFF_CALLED,
    Kind.STRIKE_BITES,
    Kind.CROWD_GATHERS,
    Kind.APPOINTEE_DECIDES,
    Kind.ANSWER_OVERDUE,
}
LAWS = {"invariants.py", "claims.py", "watch.py", "vigil.py"}
"""Files of kernels that no run for results asks, and that are not compiled for it."""

MOST_KERNELS = 460


def functions() -> dict[str, ast.FunctionDef]:
    """Return every function of the engine by file and name."""
    return {
        f"{path.relative_to(FOLDER)}:{node.name}": node
        for path in FOLDER.rglob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }


def kernels() -> dict[str, ast.FunctionDef]:
    """Return those that are compiled."""
    return {
        name: node
        for name, node in functions().items()
        if any(isinstance(it, ast.Name) and it.id == "kernel" for it in node.decorator_list)
    }


def kinds_named(node: ast.AST) -> list[Kind]:
    """Return every `Kind.X` in a piece of source."""
    return [
        Kind[it.attr]
        for it in ast.walk(node)
        if isinstance(it, ast.Attribute)
        and isinstance(it.value, ast.Name)
        and it.value.id == "Kind"
        and it.attr in Kind.__members__
    ]


def kinds_passed_to(*callees: str) -> set[Kind]:
    """Return the kinds with which the engine calls these functions."""
    return {
        kind
        for node in functions().values()
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in callees
        for argument in call.args
        for kind in kinds_named(argument)
    }


def kinds_carried_out() -> list[Kind]:
    """Return the kinds for which the loop has a branch, in its order."""
    return kinds_named(functions()["run.py:carry_out"])


def test_every_kind_that_is_scheduled_is_carried_out_in_one_place():
    dispatched = kinds_carried_out()

    assert len(dispatched) == len(set(dispatched))
    assert kinds_passed_to("schedule") == set(dispatched)


def test_kinds_are_carried_out_in_the_order_of_the_enumeration():
    dispatched = kinds_carried_out()

    assert sorted(dispatched) == dispatched


def test_every_other_kind_is_recorded_and_none_is_without_use():
    assert set(Kind) == kinds_passed_to("schedule") | kinds_passed_to("note", "happen", "jot")


def test_no_two_words_of_a_vocabulary_share_a_number():
    for vocabulary in (Kind, Verb, Content, Quantity, Purpose):
        names = {name: word.name for name, word in vocabulary.__members__.items()}
        assert {name: name for name in names} == names


def test_every_kind_that_is_not_machinery_has_a_sentence():
    assert set(Kind) - MACHINERY == set(TELLERS)


def test_no_kernel_has_arguments_of_its_own_choosing():
    for name, node in kernels().items():
        given = node.args
        assert [] == [*given.defaults, *filter(None, given.kw_defaults)], name
        assert (None, None) == (given.vararg, given.kwarg), name


def test_no_kernel_formats_text_or_raises():
    for name, node in kernels().items():
        assert not any(isinstance(it, ast.JoinedStr | ast.Raise) for it in ast.walk(node)), name


def test_every_kernel_says_what_it_is_about_and_is_short():
    for name, node in kernels().items():
        assert ast.get_docstring(node), name
        assert node.end_lineno is not None
        if name != "run.py:carry_out":
            assert node.end_lineno - node.lineno < 60, name


def test_there_are_no_more_kernels_than_can_be_compiled_in_a_minute():
    asked = [name for name in kernels() if name.split(":")[0] not in LAWS]

    assert len(asked) < MOST_KERNELS


def test_runs_for_results_do_not_ask_about_the_laws():
    asks = {
        path.name
        for path in FOLDER.rglob("*.py")
        for law in LAWS
        if f"echelon.engine.{law.removesuffix('.py')} import" in path.read_text(encoding="utf-8")
    }

    assert set() == asks - LAWS
