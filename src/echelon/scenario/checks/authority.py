"""Whether acts can be done by somebody, to what they can be done to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from echelon.errors import Fault, nearest
from echelon.scenario.circles import find_circles
from echelon.scenario.draft import Declaration, Draft
from echelon.scenario.law import (
    has_law,
    is_competent,
    is_legal,
    matter_of,
    members_of,
    posts_of,
    targets_of,
    titles_of,
)
from echelon.scenario.schema.conduct import Act
from echelon.scenario.schema.parts import PARTS, Parts
from echelon.scenario.schema.targets import ALL_OF

TARGETS: Mapping[str, tuple[str, ...]] = {
    "convene": ("institutions",),
    "dissolve": ("institutions",),
    "abolish": ("institutions", "offices"),
    "depose": ("institutions", "offices", "persons"),
    "resign": ("offices",),
    "appoint": ("offices",),
    "transfer": ("institutions", "offices"),
    "declare_void": ("acts", "institutions", "offices"),
    "annul": ("acts",),
    "claim": ("institutions",),
}
"""To what each kind of act can be done; other kinds to anything."""

WITHOUT_TARGET = ("claim", "resign")
"""Kinds among these that need none."""

RECEIVERS: Mapping[str, tuple[str, ...]] = {
    "appoint": ("persons",),
    "transfer": ("institutions", "offices"),
}
"""To whom something is done, by kind of act."""

READ = ("institutions", "offices", "views", "sides", "persons", "units", "acts")


def check_derivations(draft: Draft) -> Iterator[Fault]:
    """Find institutions that derive, through others, from themselves."""
    bodies = draft.declarations["institutions"]
    above = {
        id_: [declaration.values["derives_from"]]
        for id_, declaration in bodies.items()
        if "derives_from" in declaration.values
    }
    for circle in find_circles(above):
        declaration = bodies[circle[0]]
        yield draft.fault(
            "circular",
            f"{declaration.called} derives, through others, from itself",
            declaration,
            "derives_from",
            label="the circle closes here",
            notes=(" -> ".join([*circle, circle[0]]),),
        )


def check_acts(draft: Draft) -> Iterator[Fault]:
    """Find acts that are dated twice, or done to what their kind cannot be done to."""
    for declaration in draft.declarations["acts"].values():
        values = declaration.values
        if "at" in values and "when" in values:
            message = f"{declaration.called} is both dated and done on a condition"
            yield draft.fault("bad-act", message, declaration, "when", help="leave out one of them")
        if "office" in values and "institution" in values:
            message = f"{declaration.called} is done in two rights"
            help = "an office brings its institution with it: leave out `institution`"
            yield draft.fault("bad-act", message, declaration, "institution", help=help)
        kind = values.get("kind")
        if isinstance(kind, str):
            yield from _check_targets(draft, declaration, kind)
            yield from _check_receiver(draft, declaration, kind)


def check_competence(draft: Draft) -> Iterator[Fault]:
    """Warn of acts that nobody could ever do with right, in any view."""
    if not draft.is_whole(*READ):
        return
    parts = draft.parts()
    if not has_law(parts):
        return
    for declaration, act in draft.sound("acts", Act):
        if is_legal(parts, act) and not _has_title(parts, act):
            key = next((it for it in ("office", "institution") if it in declaration.values), "by")
            yield draft.fault(
                "not-competent",
                f"{declaration.called} is void in every view: {_why_not(parts, act)}",
                declaration,
                key,
                label="not his"
                if _is_out_of_office(parts, act)
                else f"not competent for `{matter_of(act)}`",
                help=_how_to(parts, act),
                warning=True,
            )


def _has_title(parts: Parts, act: Act) -> bool:
    try:
        return bool(titles_of(parts, act))
    except KeyError:  # a name that does not exist, which is told where it stands
        return True


def _why_not(parts: Parts, act: Act) -> str:
    person, holder = act.in_name_of or act.by, act.institution or act.office
    if act.kind == "resign":
        return f"`{person}` never holds what he lays down"
    if holder is None:
        return f"no office that `{person}` can hold may do this"
    if _is_out_of_office(parts, act):
        return f"`{person}` never holds `{holder}`"
    if is_competent(parts, holder, matter_of(act)):
        return f"the mandate of `{holder}` does not cover what it is done to"
    return f"`{holder}` may not do this"


def _how_to(parts: Parts, act: Act) -> str:
    holder = act.institution or act.office
    if act.kind == "resign":
        return "name in `target` an office that its author holds, or leave `target` out"
    if _is_out_of_office(parts, act):
        whose = f"`{act.in_name_of}`, in whose name it is done," if act.in_name_of else "he"
        return f"name an office that {whose} can hold, or leave `office` out"
    if holder is not None and is_competent(parts, holder, matter_of(act)):
        covered = ", ".join(f"`{target}`" for target in targets_of(parts, act))
        return f"widen the `over` of `{holder}`, so that it covers {covered}"
    return f"add `{matter_of(act)}` or `all` to its `competences`, or widen its `over`"


def _is_out_of_office(parts: Parts, act: Act) -> bool:
    """Return whether somebody acts in an office that he can never hold."""
    if act.institution is not None or act.office is None:
        return False
    person = act.in_name_of or act.by
    return all(post.person != person for post in posts_of(parts, act.office))


def _check_targets(draft: Draft, declaration: Declaration, kind: str) -> Iterator[Fault]:
    wanted = TARGETS.get(kind)
    targets = declaration.values.get("target", ())
    if wanted is None:
        return
    if not targets and kind not in WITHOUT_TARGET:
        message = f"{declaration.called} does not say what it is done to"
        noun = _nouns(wanted)
        yield draft.fault("bad-act", message, declaration, "kind", help=f"name {noun} in `target`")
    for target in targets:
        if target.startswith(ALL_OF):
            yield from _check_class(draft, declaration, kind, target.removeprefix(ALL_OF))
            continue
        found = _part_of(draft, target)
        if found is not None and found not in wanted:
            noun = PARTS[found].noun
            yield draft.fault(
                "bad-act",
                f"{declaration.called}: `{target}` is {_a(noun)}, and {_nouns(wanted)} is what one "
                f"can `{kind}`",
                declaration,
                "target",
                label=f"the id of {_a(noun)}",
            )


def _check_class(draft: Draft, declaration: Declaration, kind: str, word: str) -> Iterator[Fault]:
    """Find classes without members, and members without the counterpart that a transfer wants."""
    if not draft.is_whole("institutions"):
        return
    parts = draft.parts()
    members = members_of(parts, word)
    if not members:
        close = nearest(word, {it.class_ for it in parts.institutions.values() if it.class_})
        yield draft.fault(
            "unknown-name",
            f"{declaration.called}: no institution is of the class `{word}`",
            declaration,
            "target",
            help=f"did you mean `{close}`?" if close else "",
        )
    if kind == "transfer" and "to" not in declaration.values:
        for member in members:
            if parts.institutions[member].counterpart is None:
                yield draft.fault(
                    "bad-act",
                    f"institution `{member}` has no `counterpart` to which {declaration.called} "
                    "could hand its authority",
                    draft.declarations["institutions"][member],
                    "counterpart",
                    help="name one, or say in `to` who receives all",
                )


def _check_receiver(draft: Draft, declaration: Declaration, kind: str) -> Iterator[Fault]:
    wanted, to = RECEIVERS.get(kind), declaration.values.get("to")
    is_shared = any(it.startswith(ALL_OF) for it in declaration.values.get("target", ()))
    if wanted is None:
        if to is not None:
            message = f"{declaration.called}: nothing is done to a receiver by `{kind}`"
            yield draft.fault("bad-act", message, declaration, "to", help="leave out `to`")
        return
    if to is None:
        if not (kind == "transfer" and is_shared):
            message = f"{declaration.called} does not say to whom"
            help = f"name {_nouns(wanted)} in `to`"
            yield draft.fault("bad-act", message, declaration, "kind", help=help)
        return
    found = _part_of(draft, to)
    # What is neither person, institution nor office is told as of the wrong kind already.
    if found in {part for parts in RECEIVERS.values() for part in parts} - {*wanted}:
        message = f"{declaration.called}: `to` is {_a(PARTS[found].noun)}, not {_nouns(wanted)}"
        yield draft.fault("bad-act", message, declaration, "to")


def _part_of(draft: Draft, id_: str) -> str | None:
    for part, entries in draft.declarations.items():
        if id_ in entries and PARTS[part].namespace == "entities":
            return part
    return None


def _nouns(parts: tuple[str, ...]) -> str:
    return " or ".join(_a(PARTS[part].noun) for part in parts)


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeio' else 'a'} {noun}"
