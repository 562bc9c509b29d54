"""Settings of every test.

With NUMBA_DISABLE_JIT=1 the kernels run as plain Python, where NumPy warns of what compiled
code does silently: integers that wrap round on purpose, and numbers that overflow to infinity.
"""

from collections.abc import Iterator

import numba
import numpy as np
import pytest


@pytest.fixture(autouse=True)
def _arithmetic_as_compiled() -> Iterator[None]:
    if not numba.config.DISABLE_JIT:
        yield
        return
    with np.errstate(over="ignore"):
        yield
