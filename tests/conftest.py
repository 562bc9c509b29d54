"""Settings of every test.

With NUMBA_DISABLE_JIT=1 the kernels run as plain Python, where NumPy warns of what compiled
code does silently: integers that wrap round on purpose, and numbers that overflow to infinity.
"""

import os
from collections.abc import Iterator

import hypothesis
import numpy as np
import pytest

from echelon.engine._jit import IS_PLAIN

# How long an example takes says nothing about the code on a busy machine; and where a change is
# taken or refused, the same examples must decide every time.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.register_profile("verdict", deadline=None, derandomize=True)
hypothesis.settings.load_profile("verdict" if os.environ.get("CI") else "house")


@pytest.fixture(autouse=True)
def _arithmetic_as_compiled() -> Iterator[None]:
    if not IS_PLAIN:
        yield
        return
    with np.errstate(over="ignore"):
        yield
