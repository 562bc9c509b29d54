"""How the engine's functions are compiled: together, once, and without Numba when kept already.

Numba is imported only to compile. A function that Python calls is looked for in the cache first,
and its machine code loaded with llvmlite alone: importing Numba and filling its tables of types
takes a second, which a user would wait for at every start.
"""

from __future__ import annotations

import functools
import os
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from echelon.engine._cache import keep, kept, name_of
from echelon.engine._calling import MachineCode, described
from echelon.engine._loading import load

Function = TypeVar("Function", bound=Callable[..., Any])

IS_PLAIN = os.environ.get("NUMBA_DISABLE_JIT", "").strip() not in ("", "0")
"""Whether kernels are left as the Python functions that they are."""

PREPARING = threading.RLock()
"""Held while code is loaded or compiled, so that two threads do not both do it."""


class Entry:
    """A function that Python calls, compiled with all kernels beneath it.

    Parameters
    ----------
    function : callable
        In the part of Python that Numba compiles.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        functools.update_wrapper(self, function)
        self.py_func = function
        self._codes: dict[tuple[str, ...], MachineCode] = {}

    def __call__(self, *arguments: Any) -> Any:
        """Run the machine code for arguments of these kinds."""
        kinds, words = described(arguments)
        code = self._codes.get(kinds)
        if code is None:
            with PREPARING:
                code = self._codes.get(kinds) or self._prepared(kinds, arguments)
        return code(words)

    @property
    def signatures(self) -> list[tuple[str, ...]]:
        """The kinds of arguments for which it is in memory."""
        return list(self._codes)

    def _prepared(self, kinds: tuple[str, ...], arguments: tuple[Any, ...]) -> MachineCode:
        name = name_of(self.py_func, kinds)
        code = kept(name)
        if code is None:
            from echelon.engine._linking import compile_entry

            compiled = compile_entry(self.py_func, arguments)
            keep(name, compiled)
            code = load(compiled)
            if code is None:
                raise SystemError(f"{name} needs one of {', '.join(compiled.outside)}")
        self._codes[kinds] = code
        return code


class Kernel:
    """A function that kernels call; called from Python, as tests do, an entry of its own.

    Parameters
    ----------
    function : callable
        In the part of Python that Numba compiles.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        functools.update_wrapper(self, function)
        self.py_func = function
        self._entry = Entry(function)
        self._dispatcher: Any = None

    def __call__(self, *arguments: Any) -> Any:
        """Run it by itself."""
        return self._entry(*arguments)

    @property
    def signatures(self) -> list[Any]:
        """The types of arguments for which kernels have compiled it in this process."""
        return list(self._dispatcher.overloads) if self._dispatcher else []

    @property
    def _numba_type_(self) -> Any:
        """What Numba takes it for when it compiles a caller."""
        from echelon.engine._linking import dispatcher_of, type_of

        if self._dispatcher is None:
            self._dispatcher = dispatcher_of(self.py_func)
        return type_of(self._dispatcher)


def entry(function: Function) -> Function:
    """Compile a function that Python calls, with all kernels beneath it; keep the machine code.

    The code is strict IEEE arithmetic, division by zero gives an infinity or NaN and never
    raises, and the interpreter's lock is released while it runs. Under NUMBA_DISABLE_JIT=1 the
    function is left as it is.
    """
    compiled: Any = function if IS_PLAIN else Entry(function)
    return compiled


def kernel(function: Function) -> Function:
    """Compile a function that kernels call, as part of whatever entry it belongs to.

    Called from Python, as tests do, it becomes an entry of its own, which takes longer.
    """
    compiled: Any = function if IS_PLAIN else Kernel(function)
    return compiled
