"""Expressions as the parser can make them, for properties that hold for every one."""

from itertools import pairwise

from hypothesis import strategies as st

from echelon.scenario.calendar import Calendar
from echelon.scenario.distributions import Distribution
from echelon.scenario.expressions import (
    And,
    Binary,
    Call,
    Compare,
    Draw,
    Duration,
    Moment,
    Name,
    Negate,
    Not,
    Number,
    Or,
    Truth,
    height,
)
from echelon.scenario.grammar import KEYWORDS

CALENDAR = Calendar.from_start("1917-10-25 06:00", 2.0, "old_style")

finite = st.floats(-1e99, 1e99, allow_nan=False).map(lambda value: value + 0.0)
positive = st.floats(1e-6, 1e6)
ids = st.from_regex(r"[a-z][a-z0-9_]{0,6}", fullmatch=True).filter(
    lambda name: name not in KEYWORDS
)
numbers = finite.map(Number)
moments_us = st.integers(-(10**15), 10**15)
moments = moments_us.map(Moment)
durations = st.integers(-(10**15), 10**15).map(Duration)


@st.composite
def bounded(draw, values, is_of_moments=False):
    kind = draw(st.sampled_from(["uniform", "pert", "triangular"]))
    count = 2 if kind == "uniform" else 3
    ends = sorted(draw(st.lists(values, min_size=count, max_size=count, unique=True)))
    return Distribution(kind, tuple(float(end) for end in ends), is_of_moments=is_of_moments)


@st.composite
def choices(draw):
    labels = draw(st.lists(ids, min_size=1, max_size=4, unique=True))
    # Sixteenths sum to 1 exactly.
    cuts = sorted(draw(st.lists(st.integers(0, 16), min_size=len(labels) - 1, max_size=3)))
    cuts = [0, *cuts[: len(labels) - 1], 16]
    weights = tuple((b - a) / 16 for a, b in pairwise(cuts))
    return Distribution("choice", weights, tuple(labels[: len(weights)]))


distributions = st.one_of(
    bounded(finite),
    st.builds(lambda mean, sd: Distribution("normal", (mean, sd)), finite, positive),
    st.builds(
        lambda median, gsd: Distribution("lognormal", (median, gsd)),
        positive,
        st.floats(1.01, 100),
    ),
    st.builds(
        lambda a, b: Distribution("beta", (a, b)), st.floats(0.01, 1e6), st.floats(0.01, 1e6)
    ),
    st.builds(lambda mean: Distribution("exponential", (mean,)), positive),
)
draws = distributions.map(Draw)


def arithmetic(leaves):
    """Expressions of `leaves`, with operators and extremes."""

    def extend(inner):
        return st.one_of(
            st.builds(Binary, st.sampled_from("+-*/"), inner, inner),
            st.builds(Negate, inner),
            st.builds(
                Call,
                st.sampled_from(["min", "max"]),
                st.lists(inner, min_size=2, max_size=3).map(tuple),
            ),
        )

    return st.recursive(leaves, extend, max_leaves=12)


quantities = arithmetic(st.one_of(numbers, draws, ids.map(Name))).filter(
    lambda tree: height(tree) < 20
)


def conditions(numeric=None):
    """Trees of logic over comparisons, sound or not."""
    questions = st.builds(Call, ids, st.lists(ids.map(Name), min_size=1, max_size=2).map(tuple))
    leaves = st.one_of(numbers, durations, moments, ids.map(Name), questions)
    values = numeric if numeric is not None else arithmetic(leaves)
    compared = st.builds(
        Compare, st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), values, values
    )
    truths = st.one_of(compared, st.booleans().map(Truth), ids.map(Name))
    return st.recursive(
        truths,
        lambda inner: st.one_of(
            st.builds(And, inner, inner), st.builds(Or, inner, inner), st.builds(Not, inner)
        ),
        max_leaves=8,
    ).filter(lambda tree: height(tree) < 20)
