"""Whether an expression makes sense: truths, numbers, moments and durations kept apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from echelon.errors import nearest
from echelon.scenario.clockwork import is_plain
from echelon.scenario.expressions import (
    And,
    Binary,
    Call,
    Compare,
    Draw,
    Duration,
    Expression,
    Moment,
    Name,
    Negate,
    Not,
    Number,
    Or,
    TextError,
    Truth,
    shorten,
)
from echelon.scenario.predicates import PREDICATES, Observer, Predicate, ValueType
from echelon.scenario.references import SINGULARS, Names, find_reference_fault, with_article

_ORDERED: tuple[ValueType, ...] = ("number", "moment", "duration")
_DURATION_HELP = "write a length of time with its unit: `3 h`, `90 min`, `2 d`"

_COMPARISON_HELP: Mapping[frozenset[str], str] = {
    frozenset({"moment", "number"}): "write a moment in full: `1917-11-10 06:00`",
    frozenset({"moment", "duration"}): "a moment less a moment is a duration",
    frozenset({"duration", "number"}): _DURATION_HELP,
}

_ARITHMETIC: Mapping[tuple[str, str, str], ValueType] = {
    ("number", "+", "number"): "number",
    ("number", "-", "number"): "number",
    ("number", "*", "number"): "number",
    ("number", "/", "number"): "number",
    ("duration", "+", "duration"): "duration",
    ("duration", "-", "duration"): "duration",
    ("duration", "*", "number"): "duration",
    ("number", "*", "duration"): "duration",
    ("duration", "/", "number"): "duration",
    ("duration", "/", "duration"): "number",
    ("moment", "+", "duration"): "moment",
    ("duration", "+", "moment"): "moment",
    ("moment", "-", "duration"): "moment",
    ("moment", "-", "moment"): "duration",
}
"""What each sum of two values is; what is not listed makes no sense."""


class MeaningError(TextError):
    """A condition that can be read and makes no sense."""

    default_code = "bad-condition"


def check_types(
    expression: Expression,
    names: Names,
    observer: Observer,
    expected: ValueType = "truth",
) -> list[TextError]:
    """Find everything in a condition that makes no sense.

    Parameters
    ----------
    expression : Expression
        As parsed.
    names : Names
        The ids the scenario declares, by part. An id of the part `inputs` stands for a number.
    observer : {"truth", "person", "judge", "hearer"}
        Of whom the condition is asked; see `predicates.Observer`.
    expected : {"truth", "number", "moment", "duration"}
        What the whole has to be.

    Returns
    -------
    list of TextError
        In the order of the text, one for each cause; their codes are `bad-condition`,
        `unknown-name`, `wrong-kind` and `not-observable`.
    """
    checker = _Checker(MeaningError, names, observer)
    checker.require(expression, (expected,))
    return checker.faults


def find_arithmetic_faults(
    expression: Expression, expected: tuple[ValueType, ...], error: type[TextError]
) -> list[TextError]:
    """Find where a quantity mixes moments, durations and numbers; every name is a number.

    Parameters
    ----------
    expression : Expression
        As parsed.
    expected : tuple of str
        What the whole may be.
    error : type of TextError
        What is returned.
    """
    checker = _Checker(error, None, "truth")
    checker.require(expression, expected)
    return checker.faults


@dataclass
class _Checker:
    """Walks an expression and gathers faults; a type of None means that a fault is known."""

    error: type[TextError]
    names: Names | None
    observer: Observer
    faults: list[TextError] = field(default_factory=list)

    def require(self, node: Expression, expected: tuple[ValueType, ...]) -> None:
        found = self.infer(node)
        if found is not None and found not in expected:
            wanted = " or ".join(f"a {word}" for word in expected if word != "word")
            self.add(f"this is a {found}, and {wanted} is wanted", node)

    def add(
        self, message: str, node: Expression, advice: str = "", code: str | None = None
    ) -> None:
        self.faults.append(self.error(message, node.start, node.end, advice, code=code))

    def infer(self, node: Expression) -> ValueType | None:
        """Return what a node is, adding the faults inside it."""
        match node:
            case Number():
                return "number"
            case Duration():
                return "duration"
            case Moment():
                return "moment"
            case Truth():
                return "truth"
            case Draw():
                return self.infer_draw(node)
            case Name():
                return self.infer_name(node)
            case Negate():
                return self.infer_negation(node)
            case Binary():
                return self.infer_binary(node)
            case Compare():
                self.check_comparison(node)
                return "truth"
            case And() | Or():
                self.require(node.left, ("truth",))
                self.require(node.right, ("truth",))
                return "truth"
            case Not():
                self.require(node.operand, ("truth",))
                return "truth"
            case Call():
                return self.infer_call(node)

    def infer_draw(self, node: Draw) -> ValueType:
        if node.distribution.is_of_moments:
            return "moment"
        if node.distribution.kind == "choice" and node.distribution.values is None:
            return "word"
        return "number"

    def infer_negation(self, node: Negate) -> ValueType | None:
        found = self.infer(node.operand)
        if found in (None, "number", "duration"):
            return found
        self.add(f"minus a {found} makes no sense", node)
        return None

    def infer_binary(self, node: Binary) -> ValueType | None:
        left, right = self.infer(node.left), self.infer(node.right)
        if left is None or right is None:
            return None
        found = _ARITHMETIC.get((left, node.operator, right))
        if found is None:
            is_bare = "number" in (left, right) and {left, right} & {"moment", "duration"}
            advice = _DURATION_HELP if is_bare else ""
            self.add(f"a {left} {node.operator} a {right} makes no sense", node, advice)
        return found

    def check_comparison(self, node: Compare) -> None:
        left, right = self.infer(node.left), self.infer(node.right)
        if left is None or right is None:
            return
        if left != right:
            advice = _COMPARISON_HELP.get(frozenset({left, right}), "")
            self.add(f"a {left} is compared with a {right}", node, advice)
        elif left not in _ORDERED:
            self.add(f"a {left} cannot be compared", node, "join truths by `and`, `or` and `not`")
        elif not is_plain(node):
            advice = "write it once, in a sum: `time >= time_of(fact) + 3 h`"
            self.add("`time` is compared in too roundabout a way", node, advice)

    def infer_name(self, node: Name) -> ValueType | None:
        if self.names is None or node.name in self.names.get("inputs", ()):
            return "number"
        predicate = PREDICATES.get(node.name)
        if predicate is not None:
            if not predicate.slots(self.observer):
                if self.observer in ("judge", "hearer"):
                    advice = "name a fact that comes about then, and ask whether it is `heard`"
                    message = f"the standing of an act or office cannot turn on `{node.name}`"
                    self.add(message, node, advice, code="not-observable")
                    return None
                return predicate.result
            self.add(f"`{node.name}` asks about nothing", node, self.show_form(predicate))
            return None
        for part, ids in self.names.items():
            if node.name in ids:
                advice = "ask something about it, such as `heard(fact)` or `men(unit; place)`"
                found = with_article(SINGULARS.get(part, f"entry of {part}"))
                message = f"`{shorten(node.name)}` is {found}, which has no value"
                self.add(message, node, advice, code="wrong-kind")
                return None
        near = nearest(node.name, [*self.names.get("inputs", ()), *PREDICATES])
        advice = f"did you mean `{near}`?" if near else ""
        message = f"there is no input or question `{shorten(node.name)}`"
        self.add(message, node, advice, code="unknown-name")
        return None

    def infer_call(self, node: Call) -> ValueType | None:
        if node.name in ("min", "max"):
            return self.infer_extreme(node)
        if node.name == "each" and isinstance(node.arguments[0], Draw):
            return self.infer(node.arguments[0])
        predicate = PREDICATES.get(node.name)
        if predicate is None:
            near = nearest(node.name, [*PREDICATES, "min", "max"])
            advice = f"did you mean `{near}`?" if near else f"there are {', '.join(PREDICATES)}"
            end = node.start + len(node.name)
            message = f"there is no question `{shorten(node.name)}`"
            self.faults.append(self.error(message, node.start, end, advice, code="unknown-name"))
            return None
        self.check_observer(predicate, node)
        self.check_arguments(predicate, node)
        return predicate.result if predicate.slots(self.observer) else None

    def infer_extreme(self, node: Call) -> ValueType | None:
        found = {self.infer(argument) for argument in node.arguments}
        if None in found:
            return None
        first, *others = sorted(found, key=str)
        if others:
            listed = ", ".join(f"a {kind}" for kind in [first, *others])
            self.add(f"`{node.name}` mixes {listed}", node)
            return None
        if first not in _ORDERED:
            self.add(f"`{node.name}` does not apply to a {first}", node)
            return None
        return first

    def check_observer(self, predicate: Predicate, node: Call) -> None:
        if self.observer == "person" and predicate.truth_only:
            message = f"`{node.name}` asks for the truth, which no person sees"
            advice = "a person knows what was `heard`" if node.name == "happened" else ""
            self.add(message, node, advice, code="not-observable")
        if self.observer in ("judge", "hearer") and self.observer not in predicate.asked_of:
            message = f"the standing of an act or office cannot turn on `{node.name}`"
            asked = [name for name, it in PREDICATES.items() if self.observer in it.asked_of]
            advice = f"it can turn on {', '.join(f'`{name}`' for name in asked)}"
            self.add(message, node, advice, code="not-observable")
        if self.observer == "truth" and predicate.knowledge_only:
            message = f"`{node.name}` asks what a person reckons, and this is asked of the truth"
            self.add(message, node, code="not-observable")

    def check_arguments(self, predicate: Predicate, node: Call) -> None:
        slots = predicate.slots(self.observer)
        if len(node.arguments) != len(slots) or not slots:
            count = f"{len(slots)} name{'' if len(slots) == 1 else 's'}" if slots else "no brackets"
            message = f"`{node.name}` takes {count} here"
            code = "not-observable" if predicate.truth_arguments is not None else None
            self.add(message, node, self.show_form(predicate), code)
            return
        for kind, argument in zip(slots, node.arguments, strict=True):
            if not isinstance(argument, Name):
                self.add(f"`{node.name}` takes names", argument, self.show_form(predicate))
                continue
            fault = find_reference_fault(
                kind, argument.name, argument.start, argument.end, self.names or {}, self.error
            )
            if fault is not None:
                self.faults.append(fault)

    def show_form(self, predicate: Predicate) -> str:
        slots = predicate.slots(self.observer)
        return (
            f"write `{predicate.name}({'; '.join(slots)})`"
            if slots
            else (f"write `{predicate.name}`, without brackets")
        )
