"""Elementary functions whose bits are the same on any machine, compiled or plain.

Only + - * /, sqrt and exact scaling by powers of two are used: the C library's functions
differ from one platform to the next in the last bit, and one bit changes a history.
"""

from __future__ import annotations

import math

import numpy as np

from echelon.engine._jit import kernel

# ln 2 in two parts, of which the upper has its last 20 bits zero, so that k * LN2_HIGH is exact
LN2_HIGH = 6.93147180369123816490e-01
LN2_LOW = 1.90821492927058770002e-10
ONE_OVER_LN2 = 1.44269504088896338700
LARGEST_EXPONENT = 7.09782712893383973096e02  # exp of more overflows
SMALLEST_EXPONENT = -7.45133219101941108420e02  # exp of less is zero

EXPONENT_BIAS = np.int64(1023)
FRACTION_BITS = np.int64(52)
FRACTION_MASK = np.int64(0x000FFFFFFFFFFFFF)
EXPONENT_OF_ONE = np.int64(0x3FF0000000000000)
SMALLEST_NORMAL = 2.0**-1022
SMALLEST_NORMAL_POWER = np.int64(-1022)
SUBNORMAL_LIFT = np.int64(54)
SQRT_2 = 1.4142135623730951


@kernel
def power_of_two(power: np.int64) -> float:
    """Return 2**power exactly, for a power from -1022 to 1023."""
    return np.int64((power + EXPONENT_BIAS) << FRACTION_BITS).view(np.float64)


@kernel
def exp(x: float) -> float:
    """Return e**x, within 1 unit in the last place.

    Reduction to |r| <= ln(2)/2 and rational approximation of FDLIBM's e_exp.c (Sun
    Microsystems, 1993).
    """
    if not x <= LARGEST_EXPONENT:  # also NaN
        return x + math.inf
    if x < SMALLEST_EXPONENT:
        return 0.0
    half = -0.5 if x < 0.0 else 0.5
    power = np.int64(ONE_OVER_LN2 * x + half)
    high = x - np.float64(power) * LN2_HIGH
    low = np.float64(power) * LN2_LOW
    r = high - low
    t = r * r
    c = r - t * (
        1.66666666666666019037e-01
        + t
        * (
            -2.77777777770155933842e-03
            + t
            * (
                6.61375632143793436117e-05
                + t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08)
            )
        )
    )
    y = 1.0 - ((low - (r * c) / (2.0 - c)) - high)
    if power > EXPONENT_BIAS:
        return y * 2.0 * power_of_two(power - np.int64(1))
    if power < SMALLEST_NORMAL_POWER:
        return y * power_of_two(power + SUBNORMAL_LIFT) * 2.0**-54
    return y * power_of_two(power)


@kernel
def log(x: float) -> float:
    """Return the natural logarithm, within 1 unit in the last place.

    -inf at zero and NaN below. Series of FDLIBM's e_log.c (Sun Microsystems, 1993) in
    s = f / (2 + f), where x = 2**k (1 + f) and 1 + f lies between sqrt(1/2) and sqrt(2).
    """
    if x <= 0.0:
        return -math.inf if x == 0.0 else math.nan
    if not x < math.inf:  # also NaN
        return x
    lift = np.int64(0)
    if x < SMALLEST_NORMAL:
        x = x * 2.0**54
        lift = SUBNORMAL_LIFT
    bits = np.float64(x).view(np.int64)
    power = (bits >> FRACTION_BITS) - EXPONENT_BIAS - lift
    mantissa = np.int64((bits & FRACTION_MASK) | EXPONENT_OF_ONE).view(np.float64)
    if mantissa > SQRT_2:
        mantissa = mantissa * 0.5
        power = power + np.int64(1)
    f = mantissa - 1.0
    k = np.float64(power)
    s = f / (2.0 + f)
    z = s * s
    w = z * z
    even = w * (
        3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01)
    )
    odd = z * (
        6.666666666666735130e-01
        + w
        * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01))
    )
    half_square = 0.5 * f * f
    return k * LN2_HIGH - ((half_square - (s * (half_square + (odd + even)) + k * LN2_LOW)) - f)
