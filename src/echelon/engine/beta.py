"""The beta distribution and its inverse, for PERT estimates and for shares."""

from __future__ import annotations

import math

from echelon.engine._jit import kernel
from echelon.engine.numbers import exp, log

HALF_LOG_2_PI = 0.918938533204672741780
STIRLING_FROM = 10.0

FRACTION_STEPS = 100_000
FRACTION_PRECISION = 1e-16
ROOT_STEPS = 400
BISECT_EVERY = 4
SMALLEST_ROOT = 1e-300
SMALLEST_POWER = 1e-280  # Halley's step would overflow below it
# Halley's step triples the number of right digits, so the step that follows one this small
# would change nothing.
LAST_STEP = 1e-5


@kernel
def log_gamma(x: float) -> float:
    """Return ln of the gamma function of a positive `x`, within 1e-14 (1 + |ln gamma|).

    Stirling's series (NIST Digital Library of Mathematical Functions, 5.11.1) from 10 on,
    reached by gamma(x + 1) = x gamma(x).
    """
    product = 1.0
    while x < STIRLING_FROM:
        product = product * x
        x = x + 1.0
    inverse = 1.0 / x
    square = inverse * inverse
    series = 1.0 / 156.0 - square * (3617.0 / 122400.0)
    series = -691.0 / 360360.0 + square * series
    series = 1.0 / 1188.0 + square * series
    series = -1.0 / 1680.0 + square * series
    series = 1.0 / 1260.0 + square * series
    series = -1.0 / 360.0 + square * series
    series = 1.0 / 12.0 + square * series
    return (x - 0.5) * log(x) - x + HALF_LOG_2_PI + inverse * series - log(product)


@kernel
def log_beta(a: float, b: float) -> float:
    """Return ln of the complete beta function of two positive numbers."""
    return log_gamma(a) + log_gamma(b) - log_gamma(a + b)


@kernel
def _beta_fraction(a: float, b: float, x: float) -> float:
    """Return the continued fraction of the incomplete beta function, for x <= a / (a + b).

    Eq. 9 of A. R. DiDonato and A. H. Morris (1992), "Algorithm 708: significant digit
    computation of the incomplete beta function ratios", ACM Transactions on Mathematical
    Software 18, 360-373, evaluated forwards with the denominator scaled to 1 at every step.
    """
    ratio = (a + 1.0) / (a * (a - (a + b) * x + 1.0))
    a_below, b_below = 0.0, ratio
    inverse = 1.0 / (a + 1.0)
    m = 0.0
    for _ in range(FRACTION_STEPS):
        m = m + 1.0
        share = m * (b - m) * x * inverse
        alpha = (a + m - 1.0) * (a + b + m - 1.0) * x * inverse * share
        inverse = 1.0 / (a + 2.0 * m + 1.0)
        beta = m + share + (a + m) * (a - (a + b) * x + 1.0 + m * (2.0 - x)) * inverse
        scale = 1.0 / (beta + alpha * b_below)
        before = ratio
        ratio = (beta * before + alpha * a_below) * scale
        a_below, b_below = before * scale, scale
        if abs(ratio - before) <= FRACTION_PRECISION * ratio:
            break
    return ratio


@kernel
def _cdf_from_power(a: float, b: float, x: float, power: float) -> float:
    """Return the probability below `x`, where `power` is x**a (1-x)**b / B(a, b)."""
    if x <= a / (a + b):
        return power * _beta_fraction(a, b, x)
    return 1.0 - power * _beta_fraction(b, a, 1.0 - x)


@kernel
def _first_guess(a: float, b: float, u: float) -> float:
    """Return roughly where the beta distribution reaches `u`.

    M. Abramowitz and I. A. Stegun (1964), "Handbook of Mathematical Functions", 26.2.23 and
    26.5.22 for two humped shapes; else the nearer end's power law.
    """
    if a >= 1.0 and b >= 1.0:
        tail = u if u < 0.5 else 1.0 - u
        t = math.sqrt(-2.0 * log(tail))
        z = (2.30753 + t * 0.27061) / (1.0 + t * (0.99229 + t * 0.04481)) - t
        if u < 0.5:
            z = -z
        inverse_a, inverse_b = 1.0 / (2.0 * a - 1.0), 1.0 / (2.0 * b - 1.0)
        skew = (z * z - 3.0) / 6.0
        h = 2.0 / (inverse_a + inverse_b)
        w = z * math.sqrt(max(skew + h, 0.0)) / h
        w = w - (inverse_b - inverse_a) * (skew + 5.0 / 6.0 - 2.0 / (3.0 * h))
        return a / (a + b * exp(2.0 * w))
    lower = exp(a * log(a / (a + b))) / a
    upper = exp(b * log(b / (a + b))) / b
    if u * (lower + upper) < lower:
        return exp(log(a * (lower + upper) * u) / a)
    return 1.0 - exp(log(b * (lower + upper) * (1.0 - u)) / b)


@kernel
def beta_quantile(a: float, b: float, u: float) -> float:
    """Return x such that a beta variate of positive shapes `a`, `b` is below x with chance `u`.

    For shapes up to 100 the error is below 1e-12 in `u`, or half a unit in the last place of
    x where that is coarser (near 1 with a small `b`); monotone in `u` to within this error.
    """
    if u <= 0.0:
        return 0.0
    if u >= 1.0:
        return 1.0
    guess = _first_guess(a, b, u)
    log_complete = log_beta(a, b)
    if guess <= 0.5:
        return _root_near_zero(a, b, u, guess, log_complete)
    # Solving for the distance to the nearer end keeps its digits.
    return 1.0 - _root_near_zero(b, a, 1.0 - u, 1.0 - guess, log_complete)


@kernel
def _root_near_zero(a: float, b: float, u: float, x: float, log_complete: float) -> float:
    """Return where the beta distribution reaches `u`, by bracketed Halley's steps from `x`.

    Two or three steps are the rule. Every fourth halves the bracket of the logarithm instead:
    with a very small shape the root may be as small as 1e-300, and Halley crawls there.
    """
    low, high = SMALLEST_ROOT, 1.0
    for step in range(1, ROOT_STEPS):
        if x <= low or x >= high or step % BISECT_EVERY == 0:
            x = math.sqrt(low * high)
        power = exp(a * log(x) + b * log(1.0 - x) - log_complete)
        excess = _cdf_from_power(a, b, x, power) - u
        if excess > 0.0:
            high = x
        else:
            low = x
        if power < SMALLEST_POWER:
            x = low
            continue
        newton = excess * x * (1.0 - x) / power
        bend = newton * ((a - 1.0) / x - (b - 1.0) / (1.0 - x))
        x = x - newton / (1.0 - 0.5 * min(1.0, bend))
        if abs(newton) <= LAST_STEP * x and abs(bend) <= LAST_STEP:
            break
    return min(max(x, low), high)
