"""Expressions of the language, translated into programs for the engine's stack machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from echelon.campaign.builder import NONE, Rows
from echelon.engine.curves import Shape, lay_curves
from echelon.engine.drawing import CHOICES, CODE, DISTRIBUTIONS, FACTORS, FORMULAS, INPUTS
from echelon.engine.evaluate import Op
from echelon.engine.names import luck_of
from echelon.engine.quantiles import Law
from echelon.scenario.distributions import Distribution
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
    Truth,
    walk,
)

ARITHMETIC = {"+": Op.ADD, "-": Op.SUBTRACT, "*": Op.MULTIPLY, "/": Op.DIVIDE}
EXTREMES = {"min": Op.MINIMUM, "max": Op.MAXIMUM}
COMPARISONS = {
    "<": Op.LESS,
    "<=": Op.LESS_EQUAL,
    ">": Op.GREATER,
    ">=": Op.GREATER_EQUAL,
    "==": Op.EQUAL,
    "!=": Op.UNEQUAL,
}
STANDINGS = {"valid": 1.0, "void": -1.0, "undecided": 0.0, "holds": 1.0, "stands": 1.0}
"""What a verdict must be for a question about it to be answered with yes."""

LAWS = {
    "uniform": Law.UNIFORM,
    "triangular": Law.TRIANGULAR,
    "normal": Law.NORMAL,
    "lognormal": Law.LOGNORMAL,
    "exponential": Law.EXPONENTIAL,
}

PERT_WEIGHT = 4.0  # of the mode against either end, in the mean

Instruction = tuple[Op, int, float]
Question = Callable[[Call | Name], int]
"""Turns a predicate with its arguments into the slot that answers it."""


@dataclass
class Programs:
    """All code of a scenario, and the inputs, distributions and numbers that it refers to."""

    code: Rows = field(default_factory=lambda: Rows(CODE))
    distributions: Rows = field(default_factory=lambda: Rows(DISTRIBUTIONS))
    choices: Rows = field(default_factory=lambda: Rows(CHOICES))
    inputs: Rows = field(default_factory=lambda: Rows(INPUTS))
    factors: Rows = field(default_factory=lambda: Rows(FACTORS))
    formulas: Rows = field(default_factory=lambda: Rows(FORMULAS))
    values: list[float] = field(default_factory=list)
    each: dict[int, int] = field(default_factory=dict)
    slot_of_input: dict[str, int] = field(default_factory=dict)
    draw_names: list[str] = field(default_factory=list)
    shapes: dict[int, Shape] = field(default_factory=dict)
    row_of: dict[Distribution, int] = field(default_factory=dict)

    def input(self, name: str, distribution: Distribution | None) -> int:
        """Add an input, drawn or (without a distribution) computed, and return its slot."""
        row = NONE if distribution is None else self.distribution(distribution)
        slot = self.inputs.add(luck=luck_of(name), distribution=row, design_column=1)
        self.draw_names.append(name)
        self.values.append(0.0)
        return slot

    def distribution(self, distribution: Distribution) -> int:
        """Return the row of a distribution, which all numbers have that are drawn from the same."""
        if distribution not in self.row_of:
            self.row_of[distribution] = self._new_distribution(distribution)
        return self.row_of[distribution]

    def _new_distribution(self, distribution: Distribution) -> int:
        if distribution.kind == "choice":
            return self._choice(distribution)
        if distribution.kind in ("pert", "beta"):
            return self._curve(distribution)
        parameters = (*distribution.parameters, 0.0, 0.0, 0.0)
        return self.distributions.add(
            quantile=LAWS[distribution.kind], p0=parameters[0], p1=parameters[1], p2=parameters[2]
        )

    def _curve(self, distribution: Distribution) -> int:
        low, width, shape = stretched_beta(distribution)
        row = self.distributions.add(quantile=Law.CURVE, p0=low, p1=width)
        self.shapes[row] = shape
        return row

    def curves(self) -> np.ndarray:
        """Return the curves of all distributions that have one, and let these point to them."""
        laid = _laid(tuple(dict.fromkeys(self.shapes.values())))
        starts: dict[Shape, int] = {}
        length = 0
        for shape, (_, curve) in laid.items():
            starts[shape] = length
            length += curve.size
        for row, shape in self.shapes.items():
            self.distributions.rows[row] |= {
                "first_curve": starts[shape],
                "pieces_per_unit": float(laid[shape][0]),
            }
        return np.concatenate([curve.ravel() for _, curve in laid.values()] or [np.zeros(0)])

    def _choice(self, distribution: Distribution) -> int:
        first = len(self.choices)
        up_to = 0.0
        numbers = distribution.values or tuple(map(float, range(len(distribution.labels))))
        for probability, number in zip(distribution.parameters, numbers, strict=True):
            up_to += probability
            self.choices.add(up_to=up_to, number=number)
        return self.distributions.add(first_choice=first, last_choice=len(self.choices))

    def constant(self, number: float) -> int:
        """Add a number that is the same in every run and return its slot."""
        self.values.append(float(number))
        return len(self.values) - 1

    def drawn_at_each_use(self, expression: Expression, factor: Distribution) -> int:
        """Return a slot of its own for a number that is multiplied by a draw at every use."""
        slot = self.constant(0.0)
        self.formula(slot, expression)
        self.each[slot] = self.distribution(factor)
        return slot

    def quantity(self, expression: Expression) -> int:
        """Return the slot in which a field's number will stand, adding a formula if need be."""
        match expression:
            case Number(value):
                return self.constant(value)
            case Moment(value_us) | Duration(value_us):
                return self.constant(float(value_us))
            case Name(name) if name in self.slot_of_input:
                return self.slot_of_input[name]
        slot = self.constant(0.0)
        self.formula(slot, expression)
        return slot

    def formula(self, slot: int, expression: Expression) -> None:
        """Have a slot computed by an expression on inputs, after those added before."""
        first, last = self.program(expression, no_questions)
        self.formulas.add(slot=slot, first_code=first, last_code=last)

    def program(self, expression: Expression, question: Question) -> tuple[int, int]:
        """Add the program of an expression and return its range in the code."""
        first = len(self.code)
        for op, argument, number in self._instructions(expression, question):
            self.code.add(op=op, argument=argument, number=number)
        return first, len(self.code)

    def _instructions(self, node: Expression, question: Question) -> Iterator[Instruction]:
        match node:
            case Number(value):
                yield Op.NUMBER, 0, value
            case Duration(value_us) | Moment(value_us):
                yield Op.NUMBER, 0, float(value_us)
            case Truth(value):
                yield Op.NUMBER, 0, float(value)
            case Name("time"):
                yield Op.NOW, 0, 0.0
            case Name(name) if name in self.slot_of_input:
                yield Op.VALUE, self.slot_of_input[name], 0.0
            case Name():
                yield Op.SLOT, question(node), 0.0
            case Call(name, arguments) if name in EXTREMES:
                yield from self._chain(EXTREMES[name], arguments, question)
            case Call(name):
                yield Op.SLOT, question(node), 0.0
                if name in STANDINGS:
                    yield Op.NUMBER, 0, STANDINGS[name]
                    yield Op.EQUAL, 0, 0.0
            case Negate(operand):
                yield from self._instructions(operand, question)
                yield Op.NEGATE, 0, 0.0
            case Not(operand):
                yield from self._instructions(operand, question)
                yield Op.NOT, 0, 0.0
            case Binary(operator, left, right):
                yield from self._chain(ARITHMETIC[operator], (left, right), question)
            case Compare(operator, left, right):
                yield from self._chain(COMPARISONS[operator], (left, right), question)
            case And(left, right):
                yield from self._chain(Op.AND, (left, right), question)
            case Or(left, right):
                yield from self._chain(Op.OR, (left, right), question)

    def _chain(
        self, op: Op, operands: tuple[Expression, ...], question: Question
    ) -> Iterator[Instruction]:
        for index, operand in enumerate(operands):
            yield from self._instructions(operand, question)
            if index:
                yield op, 0, 0.0


@lru_cache(maxsize=32)
def _laid(shapes: tuple[Shape, ...]) -> dict[Shape, tuple[int, np.ndarray]]:
    """Return the curves of some shapes, which what-ifs mostly share with their base."""
    return lay_curves(shapes)


def stretched_beta(distribution: Distribution) -> tuple[float, float, Shape]:
    """Return the lower end, the width and the two shapes of a beta or PERT distribution.

    A PERT is a beta distribution stretched over [low, high] with mean (low + 4 mode + high) / 6.
    Its variance is (mean - low) (high - mean) / 7, not the textbooks' ((high - low) / 6)**2.
    Malcolm, Roseboom, Clark and Fazar (1959), "Application of a technique for research and
    development program evaluation", Operations Research 7, 646-669.
    """
    if distribution.kind == "beta":
        a, b = distribution.parameters
        return 0.0, 1.0, (a, b)
    low, mode, high = distribution.parameters
    width = high - low
    share = (mode - low) / width if width > 0.0 else 0.0
    return low, width, (1.0 + PERT_WEIGHT * share, 1.0 + PERT_WEIGHT * (1.0 - share))


def no_questions(node: Call | Name) -> int:
    """Refuse a predicate where only inputs may be named; `check` has seen to it already."""
    raise ValueError(f"a quantity asks {node.name}, which only conditions may")


def with_named_draws(expression: Expression, name: str, names: list[str]) -> Expression:
    """Return an expression whose draws are replaced by the names under which they are drawn.

    The only draw of a field bears the field's name, several are numbered from the left; the names
    are appended to `names`.
    """
    if isinstance(expression, Number):  # most are, and need not be walked
        return expression
    if isinstance(expression, Draw):  # so are nearly all others
        names.append(name)
        return Name(name)
    n_draws = len(draws_in(expression))

    def renamed(node: Expression) -> Expression:
        match node:
            case Draw():
                names.append(name if n_draws == 1 else f"{name}#{len(names) + 1}")
                return Name(names[-1])
            case Negate(operand):
                return Negate(renamed(operand))
            case Binary(operator, left, right):
                return Binary(operator, renamed(left), renamed(right))
            case Call(function, arguments):
                return Call(function, tuple(renamed(argument) for argument in arguments))
        return node

    return renamed(expression)


def draws_in(expression: Expression) -> list[Draw]:
    """Return the draws that an expression holds, from left to right."""
    if isinstance(expression, Draw):
        return [expression]
    return [node for node in walk(expression) if isinstance(node, Draw)]
