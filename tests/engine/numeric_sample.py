"""Results of the numerical kernels over a few thousand inputs, as text to the last bit.

Run as a program it prints them, so that compiled and plain processes can be compared.
"""

import itertools

import numpy as np

from echelon.engine import curves, draws, evaluate, hazard, normal, numbers, philox, quantiles
from echelon.engine.draws import Purpose, branch_key, exponential, uniform
from echelon.engine.evaluate import Op
from echelon.engine.quantiles import Law

MODULES = (numbers, normal, curves, philox, draws, quantiles, hazard, evaluate)
CODE = np.dtype([("op", "i8"), ("argument", "i8"), ("number", "f8")], align=True)
PARAMETERS = {
    Law.UNIFORM: (600.0, 1000.0, 0.0),
    Law.TRIANGULAR: (2.0, 4.0, 12.0),
    Law.CURVE: (2.0, 10.0, 0.0),
    Law.NORMAL: (700.0, 80.0, 0.0),
    Law.LOGNORMAL: (12.0, 2.5, 0.0),
    Law.EXPONENTIAL: (4.0, 0.0, 0.0),
}


def main() -> None:
    """Print one line per result, then the number of signatures of each kernel."""
    random = np.random.default_rng(3)
    for name, results in samples(random):
        for result in results:
            print(name, float(result).hex())
    for name, count in signatures():
        print(name, count)


def samples(random: np.random.Generator):
    """Yield the name of each kernel and its results."""
    anywhere = random.uniform(-800.0, 800.0, 1_000).tolist()
    yield "exp", map(numbers.exp, anywhere)
    yield "log", map(numbers.log, np.exp(random.uniform(-744.0, 709.0, 1_000)).tolist())
    tails = (10.0 ** random.uniform(-310.0, 0.0, 1_000)).tolist()
    yield "inverse_normal", map(normal.inverse_normal, tails)
    yield "normal_cdf", map(normal.normal_cdf, random.uniform(-40.0, 10.0, 1_000).tolist())
    us = keyed(200)
    laid = curves.lay_curves([(1.8, 4.2), (0.4, 30.0)])
    for shape, (pieces_per_unit, curve) in laid.items():
        points = (curve.ravel(), np.int64(0), float(pieces_per_unit))
        yield f"beta {shape}", (curves.curve_quantile(*points, u) for u in us)
    for law, parameters in PARAMETERS.items():
        yield law.name, (quantiles.quantile(np.int64(law), *parameters, *points, u) for u in us)
    yield "clock", clocks(200)
    yield "evaluate", programs(random)


def keyed(count: int) -> list[float]:
    """Return keyed uniforms."""
    key, name = branch_key(7, 1), np.int64(77)
    return [
        uniform(key, np.int64(run), name, Purpose.CLOCK, np.int64(-run)) for run in range(count)
    ]


def clocks(count: int):
    """Yield moments of firing and what remains of clocks."""
    key, name, hour_us = branch_key(0, 0), np.int64(1), np.int64(3_600_000_000)
    for run in range(count):
        rest = exponential(key, np.int64(run), name, Purpose.CLOCK, np.int64(0))
        rate, slope = 0.01 * run, 0.5 - 0.01 * run
        yield hazard.remaining_after(rest, rate, slope, hour_us)
        yield hazard.fires_at_us(hour_us, rest, rate, slope)


def programs(random: np.random.Generator):
    """Yield the result of every instruction for operands of every sort."""
    operands = [np.nan, 0.0, -0.0, 1.0, -1.5, 1e300, 5e-324, *random.normal(0.0, 100.0, 5)]
    code = np.zeros(3, CODE).view(np.recarray)
    code.op[1] = Op.SLOT
    stack, now = np.zeros(4), np.float64(0.0)
    for op, left, right in itertools.product(Op, operands, operands):
        code.op[2], code.number[0] = op, left
        values, slots = np.array([left]), np.array([right])
        yield evaluate.evaluate(code, np.int64(0), np.int64(3), values, slots, now, stack)


def signatures():
    """Yield the name of every kernel and for how many sorts of arguments it was compiled."""
    for module in MODULES:
        for name, kernel in vars(module).items():
            if hasattr(kernel, "signatures") and kernel.__module__ == module.__name__:
                yield f"signatures {module.__name__}.{name}", len(kernel.signatures)


if __name__ == "__main__":
    main()
