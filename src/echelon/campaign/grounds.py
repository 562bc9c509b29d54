"""Why an act is valid or void in a view, why an institution stands: the derivation in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from echelon.campaign.entries import (
    holds,
    is_before,
    is_entitled,
    is_in_force,
    recall,
    stands,
    verdict_on,
)
from echelon.campaign.grammar import inside
from echelon.campaign.simulate import Campaign
from echelon.engine.handles import handle
from echelon.engine.rules.verdict import BITS_PER_WORD
from echelon.engine.state import State
from echelon.engine.statutes import Effect
from echelon.engine.vocabulary import NOBODY
from echelon.scenario.expressions import Expression, format_expression
from echelon.scenario.law import Title, matter_of, titles_of
from echelon.scenario.schema.conduct import Act

PRESENT = int(NOBODY)
"""In place of an act whose time is meant."""


class Grounds:
    """Tells the derivation of a kept verdict, one step a sentence.

    Parameters
    ----------
    campaign : Campaign
        The scenario.
    state : State
        In which the verdict was formed.
    view, row : int
        The view, and the row of `State.kept` that `settle` returned.
    """

    def __init__(self, campaign: Campaign, state: State, view: int, row: int) -> None:
        self.assembly, self.world = campaign.assembled.assembly, campaign.assembled.world
        self.parts, self.state, self.view, self.row = campaign.document.parts, state, view, row
        self.handles = handle(self.world), handle(state)
        self.n_words = int(self.world.settings.tiding_words[0])
        self.act_of = {row: id_ for id_, row in self.assembly.tidings.items()}
        self.roots = [*self.assembly.views.values()][view]

    def is_known(self, tiding: int) -> bool:
        """Return whether an act is among what the view has heard of.

        As the kernel `has_heard` has it, which takes a state that would have to be handed over.
        """
        word, bit = divmod(tiding, int(BITS_PER_WORD))
        return bool(int(self.state.kept[3 * self.row * self.n_words + word]) >> bit & 1)

    def verdict(self, tiding: int) -> float:
        """Return the verdict on an act that is known."""
        return float(verdict_on(*self.handles, self.row, tiding))

    def act(self, id_: str) -> Iterator[str]:
        """Yield why an act stands as it does."""
        act, tiding = self.parts.acts[id_], self.assembly.tidings[id_]
        if not self.is_known(tiding):
            forged = "" if act.in_name_of is None else ", or who has takes it for forged"
            yield f"nobody who judges in this view has heard of it{forged}"
            return
        verdict = self.verdict(tiding)
        if verdict <= 0.0:
            reasons = [*self._defeats(tiding), *self._needs(id_)]
            yield from reasons
            if reasons and verdict < 0.0:
                return
        if act.requires is not None and verdict > 0.0:
            yield f"what it requires is so: {self._told(act.requires)}"
        titles = titles_of(self.parts, act)
        if not titles:
            matter = matter_of(act).replace("_", " ")
            yield f"nobody can do it: {self._right_of(act)} is not competent here to {matter}"
        yield from self._unsigned(titles, tiding)
        yield from self._rights(tiding, verdict)
        if act.until is not None and verdict > 0.0:
            is_over = not is_in_force(*self.handles, tiding, PRESENT)
            ending = "which has come" if is_over else "which has not come"
            yield f"it holds until {self._told(act.until)}, {ending}"
        refusal = f"{id_}/declined"
        if refusal in self.assembly.tidings and self.is_known(self.assembly.tidings[refusal]):
            yield "without effect: whom it appoints has declined"

    def institution(self, id_: str, at: int = PRESENT) -> Iterator[str]:
        """Yield why an institution stands, or does not, at the time of an act or at present."""
        entry, row = self.parts.institutions[id_], self.assembly.institutions[id_]
        table = self.world.institutions
        ended = [*self._effects(int(table.first_effect[row]), int(table.last_effect[row]), at)]
        yield from ended
        if not entry.stands and not any(it.startswith("founded") for it in ended):
            yield "no valid act has convened it"
        if id_ in self.roots:
            yield "a root of this view"
        elif entry.derives_from is not None:
            parent = entry.derives_from
            how = self._standing_of_institution(parent, at)
            yield f"derives from {inside(self.parts.institutions[parent].name)}, which {how}"
        else:
            yield "no root of this view, and derives from none"

    def holding(self, which: int, at: int = PRESENT) -> Iterator[str]:
        """Yield why somebody holds an office, or does not."""
        office, _, rank = self.assembly.holdings[which]
        table, entry = self.world.holdings, self.parts.offices[office]
        if table.is_first[which]:
            still = self._asked(holds, which, at) >= 0
            yield "holds it from the start" if still else "held it at the start"
        elif rank > 0:
            yield "acts in it while it is vacant"
        done = [*self._effects(int(table.first_effect[which]), int(table.last_effect[which]), at)]
        if not (table.is_first[which] or rank or any(it.startswith("founded") for it in done)):
            yield "no valid act has appointed him"
        yield from done
        row, offices = list(self.parts.offices).index(office), self.world.offices
        yield from self._effects(int(offices.first_effect[row]), int(offices.last_effect[row]), at)
        how = self._standing_of_institution(entry.of, at)
        yield f"by the authority of {inside(self.parts.institutions[entry.of].name)}, which {how}"

    def _right_of(self, act: Act) -> str:
        """Return the name of what an act is done in the right of."""
        if act.institution is not None:
            return self.parts.institutions[act.institution].name
        if act.office is not None:
            return self.parts.offices[act.office].name
        return "any office of its author"

    def _rights_of(self, tiding: int) -> range:
        """Return the rows of the rights by which an act may be done."""
        tidings = self.world.tidings
        return range(int(tidings.first_right[tiding]), int(tidings.last_right[tiding]))

    def _unsigned(self, titles: Iterable[Title], tiding: int) -> Iterator[str]:
        """Yield what countersignature an act wants whose every title is without one."""
        if self._rights_of(tiding):
            return
        offices = self.parts.offices
        for office in dict.fromkeys(title.post.office for title in titles if title.post):
            signing = offices[office].countersigned_by
            if signing is not None:
                yield (
                    f"nobody signed it for {offices[signing].name}, without whose signature "
                    f"{offices[office].name} can do no such act"
                )

    def _rights(self, tiding: int, verdict: float) -> Iterator[str]:
        """Yield the rights by which an act is done: those that hold, or all if none does."""
        for right in self._rights_of(tiding):
            recall(*self.handles, self.row, True)
            is_sure = bool(is_entitled(*self.handles, self.view, right, tiding))
            if verdict > 0.0 and not is_sure:
                continue
            yield from self._right(right, tiding)
            if verdict > 0.0:
                return

    def _right(self, right: int, at: int) -> Iterator[str]:
        rights = self.world.rights
        institution = list(self.parts.institutions)[int(rights.institution[right])]
        name = self.parts.institutions[institution].name
        through, holding = int(rights.through[right]), int(rights.holding[right])
        if rights.is_founding[right]:
            is_root = institution in self.roots
            yield (
                f"{name} is a root of this view and needs nobody to convene it"
                if is_root
                else f"{name} is no root of this view and cannot convene itself"
            )
            return
        if through != NOBODY:
            yield f"by what was handed to it through {self._named(through)}"
        second = int(rights.second[right])
        if second != NOBODY and not self.state.tidings.countersigned[at]:
            yield f"{self._signer(second)} could not sign it"
        elif second != NOBODY:
            yield f"countersigned by {self._held(second, at)}"
        if holding != NOBODY:
            yield self._held(holding, at)
            yield from (f"  {line}" for line in self.holding(holding, at))
            return
        yield f"in the right of {name}, which then {self._standing_of_institution(institution, at)}"
        yield from (f"  {line}" for line in self.institution(institution, at))

    def _signer(self, holding: int) -> str:
        office, person, _ = self.assembly.holdings[holding]
        return f"{self.parts.persons[person].name} as {self.parts.offices[office].name}"

    def _held(self, holding: int, at: int) -> str:
        """Return who acts in which office, and whether he holds it."""
        is_held = self._asked(holds, holding, at)
        standing = ("does not hold it", "undecided", "holds it")[is_held + 1]
        return f"{self._signer(holding)}: {standing}"

    def _standing_of_institution(self, id_: str, at: int) -> str:
        asked = self._asked(stands, self.assembly.institutions[id_], at)
        return ("does not stand", "may or may not stand", "stands")[asked + 1]

    def _asked(self, rule: Callable[..., bool], which: int, at: int) -> int:
        """Return what a rule says of a row at the time of an act: 1, 0 undecided, or -1."""
        for is_cautious, answer in ((True, 1), (False, 0)):
            recall(*self.handles, self.row, is_cautious)
            if rule(*self.handles, self.view, which, at):
                return answer
        return -1

    def _effects(self, first: int, last: int, at: int) -> Iterator[str]:
        """Yield what known acts that are not void have done to something by a time."""
        for row in range(first, last):
            tiding = int(self.world.effects.tiding[row])
            effect = Effect(int(self.world.effects.effect[row]))
            verdict = self.verdict(tiding) if self.is_known(tiding) else -1.0
            is_due = effect == Effect.VOIDS or is_before(*self.handles, tiding, at)
            if verdict < 0.0 or not is_due:
                continue
            word = {
                Effect.FOUNDS: "founded by",
                Effect.ENDS: "ended by",
                Effect.VOIDS: "declared void from the beginning by",
                Effect.PASSES: "its competences passed on by",
            }[effect]
            doubt = ", which is undecided" if verdict == 0.0 else ""
            yield f"{word} {self._named(tiding)}{doubt}"

    def _defeats(self, tiding: int) -> Iterator[str]:
        first, last = (
            int(self.world.tidings.first_defeater[tiding]),
            int(self.world.tidings.last_defeater[tiding]),
        )
        for index in range(first, last):
            defeater = int(self.world.lists[index])
            if not self.is_known(defeater) or self.verdict(defeater) < 0.0:
                continue
            doubt = "valid" if self.verdict(defeater) > 0.0 else "itself undecided"
            yield f"taken back or declared void by {self._named(defeater)}, {doubt}"

    def _needs(self, id_: str) -> Iterator[str]:
        act = self.parts.acts[id_]
        if act.requires is not None:
            yield f"it requires {self._told(act.requires)}"

    def _told(self, condition: Expression) -> str:
        return format_expression(condition, self.assembly.document.calendar)

    def _named(self, tiding: int) -> str:
        return f'"{self.parts.acts[self.act_of[tiding]].label}"'
