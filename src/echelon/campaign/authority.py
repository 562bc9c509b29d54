"""Views, institutions, offices and what acts claim, as tables from which verdicts are formed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from echelon.campaign.assembly import Assembly
from echelon.campaign.builder import NONE, Rows
from echelon.campaign.programs import Question
from echelon.campaign.questions import questions_of
from echelon.engine import statutes as tables
from echelon.engine.statutes import Effect
from echelon.engine.vocabulary import Severity
from echelon.scenario.expressions import And, Call, Expression, Name, Not, Or
from echelon.scenario.law import (
    Title,
    commands_of,
    handed_over,
    laid_down,
    named,
    posts_of,
    titles_of,
)
from echelon.scenario.schema.conduct import Act

UNSIGNED = ("order", "countermand", "resign")
"""Kinds of act that an office does without the countersignature that its other acts want."""

AGAINST = "against"
"""Stands for `valid` where it is denied: it is then read from what is held against."""

Effects = dict[str, list[tuple[int, Effect]]]


@dataclass
class Authority:
    """Tables of who may command."""

    views: Rows = field(default_factory=lambda: Rows(tables.VIEWS))
    institutions: Rows = field(default_factory=lambda: Rows(tables.INSTITUTIONS))
    offices: Rows = field(default_factory=lambda: Rows(tables.OFFICES))
    holdings: Rows = field(default_factory=lambda: Rows(tables.HOLDINGS))
    effects: Rows = field(default_factory=lambda: Rows(tables.EFFECTS))
    tidings: Rows = field(default_factory=lambda: Rows(tables.TIDINGS))
    rights: Rows = field(default_factory=lambda: Rows(tables.RIGHTS))


def set_out_authority(assembly: Assembly) -> Authority:
    """Return the tables of who may command; empty where the scenario says nothing of it."""
    authority, parts = Authority(), assembly.document.parts
    effects, defeaters = _effects(assembly)
    for id_, roots in assembly.views.items():
        first, last = assembly.lists.add(assembly.institutions[root] for root in roots)
        authority.views.add(entity=assembly.entity(f"{id_}/view"), first_root=first, last_root=last)
    for id_, institution in parts.institutions.items():
        parent = institution.derives_from
        authority.institutions.add(
            parent=NONE if parent is None else assembly.institutions[parent],
            stands=institution.stands,
            **_range(authority, effects[id_]),
        )
    for id_, office in parts.offices.items():
        first_holding = len(authority.holdings)
        for post in posts_of(parts, id_):
            authority.holdings.add(
                office=len(authority.offices),
                actor=assembly.actors[post.person],
                rank=post.rank,
                is_first=post.is_first,
                **_range(authority, effects[f"{id_}/{post.person}/{post.rank}"]),
            )
        first_vacancy, last_vacancy = _program(assembly, office.vacant_when)
        authority.offices.add(
            institution=assembly.institutions[office.of],
            first_holding=first_holding,
            last_holding=len(authority.holdings),
            first_vacancy=first_vacancy,
            last_vacancy=last_vacancy,
            **_range(authority, effects[id_]),
        )
    for id_, row in assembly.tidings.items():
        _add_tiding(assembly, authority, id_, defeaters[row])
    return authority


def rights_to_command(assembly: Assembly, authority: Authority) -> dict[int, tuple[int, int]]:
    """Add the rights of persons to give orders; return the range of each in `rights`."""
    found = {}
    for id_ in assembly.document.parts.persons:
        first = len(authority.rights)
        for title, covered in commands_of(assembly.document.parts, id_):
            actors = None if covered is None else [assembly.actors[actor] for actor in covered]
            _add_right(assembly, authority, title, None, actors)
        found[assembly.actors[id_]] = first, len(authority.rights)
    return found


def _effects(assembly: Assembly) -> tuple[Effects, dict[int, list[int]]]:
    """Return what acts do to institutions, offices and holdings, and which acts void which."""
    effects: Effects = defaultdict(list)
    defeaters: dict[int, list[int]] = defaultdict(list)
    for id_ in assembly.legal_acts:
        row = assembly.tidings[id_]
        for about, effect in _effects_of(assembly, assembly.document.parts.acts[id_]):
            if effect is None:
                if about in assembly.tidings:
                    defeaters[assembly.tidings[about]].append(row)
            else:
                effects[about].append((row, effect))
    return effects, defeaters


def _effects_of(assembly: Assembly, act: Act) -> list[tuple[str, Effect | None]]:
    """Return what a valid act does to what; None in place of an effect voids an act."""
    parts = assembly.document.parts
    targets = named(parts, act.target)
    posts = [post for office in parts.offices for post in posts_of(parts, office)]
    keys = {f"{post.office}/{post.person}/{post.rank}": post for post in posts}
    match act.kind:
        case "convene":
            return [(target, Effect.FOUNDS) for target in targets]
        case "dissolve" | "abolish":
            return [(target, Effect.ENDS) for target in targets]
        case "claim":
            kept = {act.institution, parts.offices[act.office].of if act.office else None}
            return [(target, Effect.ENDS) for target in targets if target not in kept]
        case "declare_void" | "annul" | "countermand":
            return [(it, None if it in parts.acts else Effect.VOIDS) for it in targets]
        case "depose":
            found: list[tuple[str, Effect | None]] = []
            for target in targets:
                if target in parts.institutions:
                    found.append((target, Effect.ENDS))
                found += [
                    (key, Effect.ENDS)
                    for key, post in keys.items()
                    if target == post.person or (target == post.office and post.rank == 0)
                ]
            return found
        case "resign":
            mine = laid_down(parts, act)
            return [(f"{it.office}/{it.person}/{it.rank}", Effect.ENDS) for it in mine]
        case "appoint":
            return [
                (key, Effect.FOUNDS if post.person == act.to else Effect.ENDS)
                for key, post in keys.items()
                if post.office in targets and post.rank == 0
            ]
        case "transfer":
            pairs = handed_over(parts, act)
            gains = [(to, Effect.FOUNDS) for _, to in pairs if to in parts.institutions]
            return [*((source, Effect.PASSES) for source, _ in pairs), *gains]
    return []


def _range(authority: Authority, effects: list[tuple[int, Effect]]) -> dict[str, int]:
    first = len(authority.effects)
    for tiding, effect in effects:
        authority.effects.add(tiding=tiding, effect=effect)
    return {"first_effect": first, "last_effect": len(authority.effects)}


def _add_tiding(assembly: Assembly, authority: Authority, id_: str, defeaters: list[int]) -> None:
    parts, fact = assembly.document.parts, assembly.facts[id_]
    if id_ not in assembly.legal_acts:
        nobody = dict.fromkeys(
            ("author", "principal", "appointee", "refusal", "severity", "doubt"), NONE
        )
        authority.tidings.add(fact=fact, countersigner=NONE, **nobody)
        return
    act = parts.acts[id_]
    first_right = len(authority.rights)
    for title in titles_of(parts, act):
        _add_right(assembly, authority, title, act, None)
    last_right = len(authority.rights)
    first_defeater, last_defeater = assembly.lists.add(defeaters)
    first_need, last_need = _program(assembly, act.requires)
    first_until, last_until = _program(assembly, act.until)
    first_decline = last_decline = 0
    if act.declines is not None:
        question = questions_of(assembly, assembly.actor(act.to), None)
        first_decline, last_decline = assembly.programs.program(act.declines, question)
    is_appointment = act.kind == "appoint" and act.to is not None
    authority.tidings.add(
        fact=fact,
        is_act=True,
        author=assembly.actor(act.by),
        principal=assembly.actor(act.in_name_of or act.by),
        first_right=first_right,
        last_right=last_right,
        first_defeater=first_defeater,
        last_defeater=last_defeater,
        first_need=first_need,
        last_need=last_need,
        first_until=first_until,
        last_until=last_until,
        appointee=assembly.actor(act.to) if is_appointment else NONE,
        first_decline=first_decline,
        last_decline=last_decline,
        refusal=assembly.tidings.get(f"{id_}/declined", NONE),
        severity=NONE if act.severity is None else int(Severity[act.severity.upper()]),
        countersigner=assembly.actor(act.countersigned_by),
        doubt=assembly.doubts.get(id_, NONE),
        believed=assembly.value("acts", id_, "believed"),
        authorised=assembly.value("acts", id_, "authorised"),
        answer_weight=assembly.value("acts", id_, "answer_weight"),
        silence_weight=assembly.value("acts", id_, "silence_weight"),
        answer_due_h=assembly.value("acts", id_, "answer_due_h"),
    )


def _add_right(
    assembly: Assembly,
    authority: Authority,
    title: Title,
    act: Act | None,
    covered: list[int] | None,
) -> None:
    """Add a right; none where the countersignature that it wants cannot be had."""
    parts, post, second = assembly.document.parts, title.post, NONE
    signing = None if post is None else parts.offices[post.office].countersigned_by
    if signing is not None and act is not None and act.kind not in UNSIGNED:
        second = _holding(assembly, act.countersigned_by, signing)
        if second == NONE:
            return
    first_over, last_over = (NONE, NONE) if covered is None else assembly.lists.add(covered)
    authority.rights.add(
        institution=assembly.institutions[title.institution],
        holding=NONE if post is None else _holding(assembly, post.person, post.office, post.rank),
        second=second,
        through=NONE if title.through is None else assembly.tidings[title.through],
        is_founding=title.is_founding,
        first_over=first_over,
        last_over=last_over,
    )


def _holding(assembly: Assembly, person: str | None, office: str, rank: int | None = None) -> int:
    """Return the first row in which a person holds an office, or that of a given rank."""
    for row, (held, holder, its_rank) in enumerate(assembly.holdings):
        if held == office and holder == person and rank in (None, its_rank):
            return row
    return NONE


def _program(assembly: Assembly, condition: Expression | None) -> tuple[int, int]:
    """Return the program of a condition that whoever judges an act reads by what he has heard."""
    if condition is None:
        return 0, 0
    return assembly.programs.program(denied_inside(condition), judged(assembly))


def judged(assembly: Assembly) -> Question:
    """Return what turns a question about acts into a place in `State.opinion`."""
    n_tidings = len(assembly.tidings)

    def place_of(node: Call | Name) -> int:
        assert isinstance(node, Call)
        about = node.arguments[0]
        assert isinstance(about, Name)
        match node.name:
            case "valid":
                return n_tidings + assembly.tidings[about.name]
            case name if name == AGAINST:
                return 2 * n_tidings + assembly.tidings[about.name]
            case "declined":
                return assembly.tidings[f"{about.name}/declined"]
        return assembly.tidings[about.name]

    return place_of


def denied_inside(condition: Expression, is_denied: bool = False) -> Expression:
    """Return a condition in which only single questions are denied, and `void` is put by `valid`.

    An act that is denied to be valid must be read from what is held against it.
    """
    match condition:
        case Not(operand):
            return denied_inside(operand, not is_denied)
        case And(left, right) | Or(left, right):
            is_and = isinstance(condition, And) != is_denied
            join = And if is_and else Or
            return join(denied_inside(left, is_denied), denied_inside(right, is_denied))
        case Call("void", arguments):
            heard, valid = Call("heard", arguments), Call("valid", arguments)
            return denied_inside(And(heard, Not(valid)), is_denied)
        case Call("valid", arguments) if is_denied:
            return Not(Call(AGAINST, arguments))
    return Not(condition) if is_denied else condition
