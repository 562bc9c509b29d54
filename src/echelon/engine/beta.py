"""The inverse of the beta distribution for whole arrays: what `curves` are laid through.

Runs before any simulation and is never compiled. Only + - * / sqrt and exact scaling by powers of
two are used, element by element, so the bits are the same on any machine (see `numbers`).
"""

from __future__ import annotations

import numpy as np

from echelon.engine.numbers import LN2_HIGH, LN2_LOW, ONE_OVER_LN2, SQRT_2

HALF_LOG_2_PI = 0.918938533204672741780
STIRLING_FROM = 10.0
FRACTION_STEPS = 100_000
FRACTION_PRECISION = 3e-16
ROOT_STEPS = 400
BISECT_EVERY = 4
SMALLEST_ROOT = 1e-40
NOTHING_TO_SPEAK_OF = 1e-18  # a root below it is as good as any other: curves show 1e-13
SMALLEST_POWER = 1e-280  # Halley's step would overflow below it
SMALLEST_EXPONENT = -700.0
# Halley's step triples the number of right digits, so the step that follows one this small
# would change nothing.
LAST_STEP = 1e-5


def log_of(x: np.ndarray) -> np.ndarray:
    """Return natural logarithms of positive numbers, within 1 unit in the last place.

    The series of `numbers.log`.
    """
    mantissa, power = np.frexp(x)
    is_low = mantissa * 2.0 <= SQRT_2
    mantissa = np.where(is_low, mantissa * 2.0, mantissa)
    k = (power - is_low).astype(np.float64)
    f = mantissa - 1.0
    s = f / (2.0 + f)
    z = s * s
    w = z * z
    even = w * (0.3999999999940941908 + w * (0.2222219843214978396 + w * 0.1531383769920937332))
    odd = 0.1818357216161805012 + w * 0.1479819860511658591
    odd = z * (0.6666666666666735130 + w * (0.2857142874366239149 + w * odd))
    half = 0.5 * f * f
    return k * LN2_HIGH - ((half - (s * (half + (odd + even)) + k * LN2_LOW)) - f)


def exp_of(x: np.ndarray) -> np.ndarray:
    """Return e**x for x up to 700, within 1 unit in the last place; zero below -700.

    The approximation of `numbers.exp`.
    """
    inside = np.maximum(x, SMALLEST_EXPONENT)
    power = np.trunc(ONE_OVER_LN2 * inside + np.where(inside < 0.0, -0.5, 0.5))
    high, low = inside - power * LN2_HIGH, power * LN2_LOW
    r = high - low
    t = r * r
    c = -1.65339022054652515390e-06 + t * 4.13813679705723846039e-08
    c = -2.77777777770155933842e-03 + t * (6.61375632143793436117e-05 + t * c)
    c = r - t * (1.66666666666666019037e-01 + t * c)
    y = 1.0 - ((low - (r * c) / (2.0 - c)) - high)
    return np.where(x < SMALLEST_EXPONENT, 0.0, np.ldexp(y, power.astype(np.int64)))


def log_gamma(x: np.ndarray) -> np.ndarray:
    """Return ln of the gamma function of positive numbers, within 1e-14 (1 + |ln gamma|).

    Stirling's series (NIST Digital Library of Mathematical Functions, 5.11.1) from 10 on,
    reached by gamma(x + 1) = x gamma(x).
    """
    product = np.ones_like(x)
    for _ in range(int(STIRLING_FROM)):
        is_small = x < STIRLING_FROM
        product = np.where(is_small, product * x, product)
        x = np.where(is_small, x + 1.0, x)
    inverse = 1.0 / x
    square = inverse * inverse
    series = 1.0 / 156.0 - square * (3617.0 / 122400.0)
    series = -691.0 / 360360.0 + square * series
    series = 1.0 / 1188.0 + square * series
    series = -1.0 / 1680.0 + square * series
    series = 1.0 / 1260.0 + square * series
    series = -1.0 / 360.0 + square * series
    series = 1.0 / 12.0 + square * series
    return (x - 0.5) * log_of(x) - x + HALF_LOG_2_PI + inverse * series - log_of(product)


def log_beta(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return ln of the complete beta function of positive numbers."""
    return log_gamma(a) + log_gamma(b) - log_gamma(a + b)


def beta_cdf(a: np.ndarray, b: np.ndarray, x: np.ndarray, power: np.ndarray) -> np.ndarray:
    """Return the probability below `x`, where `power` is x**a (1-x)**b / B(a, b)."""
    is_low = x <= a / (a + b)
    near, far = np.where(is_low, a, b), np.where(is_low, b, a)
    tail = power * _beta_fraction(near, far, np.where(is_low, x, 1.0 - x))
    return np.where(is_low, tail, 1.0 - tail)


def _beta_fraction(a: np.ndarray, b: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Return the continued fraction of the incomplete beta function, for x <= a / (a + b).

    Eq. 9 of A. R. DiDonato and A. H. Morris (1992), "Algorithm 708: significant digit
    computation of the incomplete beta function ratios", ACM Transactions on Mathematical
    Software 18, 360-373, evaluated forwards with the denominator scaled to 1 at every step.
    """
    ratio = (a + 1.0) / (a * (a - (a + b) * x + 1.0))
    a_below, b_below = np.zeros_like(ratio), ratio
    inverse = 1.0 / (a + 1.0)
    is_open = np.ones(ratio.shape, bool)
    for step in range(1, FRACTION_STEPS):
        m = float(step)
        share = m * (b - m) * x * inverse
        alpha = (a + m - 1.0) * (a + b + m - 1.0) * x * inverse * share
        inverse = 1.0 / (a + 2.0 * m + 1.0)
        beta = m + share + (a + m) * (a - (a + b) * x + 1.0 + m * (2.0 - x)) * inverse
        scale = 1.0 / (beta + alpha * b_below)
        before = ratio
        # an element that is done stays as it is, or its value would hang on its neighbours
        ratio = np.where(is_open, (beta * before + alpha * a_below) * scale, before)
        a_below, b_below = before * scale, scale
        is_open &= np.abs(ratio - before) > FRACTION_PRECISION * ratio
        if not is_open.any():
            break
    return ratio


def _first_guess(a: np.ndarray, b: np.ndarray, tail: np.ndarray) -> np.ndarray:
    """Return roughly where beta distributions reach a probability of at most one half.

    M. Abramowitz and I. A. Stegun (1964), "Handbook of Mathematical Functions", 26.2.23 and
    26.5.22 for two humped shapes; else the nearer end's power law.
    """
    t = np.sqrt(-2.0 * log_of(tail))
    z = t - (2.30753 + t * 0.27061) / (1.0 + t * (0.99229 + t * 0.04481))
    inverse_a, inverse_b = 1.0 / (2.0 * a - 1.0), 1.0 / (2.0 * b - 1.0)
    skew = (z * z - 3.0) / 6.0
    h = 2.0 / (inverse_a + inverse_b)
    w = z * np.sqrt(np.maximum(skew + h, 0.0)) / h
    w = w - (inverse_b - inverse_a) * (skew + 5.0 / 6.0 - 2.0 / (3.0 * h))
    humped = a / (a + b * exp_of(np.minimum(2.0 * w, 300.0)))
    lower = exp_of(a * log_of(a / (a + b))) / a
    both = lower + exp_of(b * log_of(b / (a + b))) / b
    near_zero = exp_of(log_of(a * both * tail) / a)
    near_one = 1.0 - exp_of(log_of(b * both * (1.0 - tail)) / b)
    one_ended = np.where(tail * both < lower, near_zero, near_one)
    return np.where((a >= 1.0) & (b >= 1.0), humped, one_ended)


def beta_quantiles(a: np.ndarray, b: np.ndarray, tail: np.ndarray) -> np.ndarray:
    """Return x such that beta variates of shapes `a`, `b` are below x with probability `tail`.

    Bracketed Halley's steps, two or three as a rule. Every fourth halves the bracket of the
    logarithm instead: with a very small shape the root may be as small as 1e-300, and Halley
    crawls there.

    Parameters
    ----------
    a, b, tail : ndarray of float, shape (n,)
        Positive shapes, and probabilities above zero and up to one half. For the upper half,
        exchange the shapes and take 1 - x, which keeps the digits.

    Returns
    -------
    ndarray of float, shape (n,)
        Within 1e-12, or for shapes up to 100 within 1e-12 in probability.
    """
    with np.errstate(all="ignore"):
        x, log_complete = _first_guess(a, b, tail), log_beta(a, b)
        low, high = np.full_like(x, SMALLEST_ROOT), np.ones_like(x)
        rows = np.arange(len(x))
        for step in range(1, ROOT_STEPS):
            at = _within(x[rows], low[rows], high[rows], step)
            x[rows], low[rows], high[rows], done = _step(
                a[rows], b[rows], tail[rows], at, low[rows], high[rows], log_complete[rows]
            )
            rows = rows[~done]
            if not len(rows):
                break
    return np.minimum(np.maximum(x, low), high)


def _within(x: np.ndarray, low: np.ndarray, high: np.ndarray, step: int) -> np.ndarray:
    is_lost = ~((x > low) & (x < high)) | (step % BISECT_EVERY == 0)
    return np.where(is_lost, np.sqrt(low * high), x)


def _step(
    a: np.ndarray,
    b: np.ndarray,
    tail: np.ndarray,
    x: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
    log_complete: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return the next x, the bracket, and where x will not change any more."""
    power = exp_of(a * log_of(x) + b * log_of(1.0 - x) - log_complete)
    excess = beta_cdf(a, b, x, power) - tail
    high, low = np.where(excess > 0.0, x, high), np.where(excess > 0.0, low, x)
    newton = excess * x * (1.0 - x) / power
    bend = newton * ((a - 1.0) / x - (b - 1.0) / (1.0 - x))
    following = x - newton / (1.0 - 0.5 * np.minimum(1.0, bend))
    is_flat = power < SMALLEST_POWER
    is_near = (np.abs(newton) <= LAST_STEP * x) & (np.abs(bend) <= LAST_STEP)
    done = (is_near & ~is_flat) | (high <= NOTHING_TO_SPEAK_OF)
    return np.where(is_flat, low, following), low, high, done
