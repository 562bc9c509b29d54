"""Calling machine code from Python: what it takes for arguments, and what it hands back.

The convention is the one by which compiled kernels call each other (`numba.core.callconv`): the
addresses of where the result and the description of a failure go, then the arguments, each taken
apart into numbers. An array is its owner and parent, which only Numba's own memory has, then its
number of items, bytes of an item, address, shape and strides.
"""

from __future__ import annotations

import ctypes
import enum
from typing import Any, NamedTuple

import numpy as np

Kind = Any
"""What a result is: the key of a number in `NUMBERS`, a list of kinds for a tuple, or None."""

NUMBERS: dict[str, Any] = {
    "i1": ctypes.c_int8,
    "i2": ctypes.c_int16,
    "i4": ctypes.c_int32,
    "i8": ctypes.c_int64,
    "u1": ctypes.c_uint8,
    "u2": ctypes.c_uint16,
    "u4": ctypes.c_uint32,
    "u8": ctypes.c_uint64,
    "f4": ctypes.c_float,
    "f8": ctypes.c_double,
    "b1": ctypes.c_bool,
}
"""Numbers as NumPy names their types, without the order of bytes."""

PLAIN_NUMBERS = {bool: "b1", int: "i8", float: "f8"}
LARGEST_SIGNED = 2**63 - 1


class Code(NamedTuple):
    """Machine code that can be kept.

    Parameters
    ----------
    object_file : bytes
        As a linker would take it.
    symbol : str
        Name of the function in it that is called.
    outside : list of str
        Names of what it needs from elsewhere.
    result : Kind
        What it hands back.
    """

    object_file: bytes
    symbol: str
    outside: list[str]
    result: Kind


class MachineCode:
    """Machine code in memory.

    Parameters
    ----------
    code : Code
        What was loaded.
    engine : object
        Holds the memory.
    address : int
        Where the function begins.
    """

    def __init__(self, code: Code, engine: Any, address: int) -> None:
        self.code, self.engine = code, engine
        self._call = ctypes.CFUNCTYPE(ctypes.c_int32)(address)
        self._slot = _type_of(code.result)

    def __call__(self, words: list[Any]) -> Any:
        """Call it with arguments that have been taken apart; other threads go on meanwhile."""
        slot, failure = self._slot(), ctypes.c_void_p()
        status = self._call(ctypes.byref(slot), ctypes.byref(failure), *words)
        if status != 0:
            raise SystemError(f"{self.code.symbol} failed with status {status}")
        return _value_in(slot, self.code.result)


def described(arguments: tuple[Any, ...]) -> tuple[tuple[str, ...], list[Any]]:
    """Return the kind of each argument, for which code is compiled, and all of them taken apart."""
    kinds, words = [], []
    for argument in arguments:
        kind, parts = _taken_apart(argument)
        kinds.append(kind)
        words += parts
    return tuple(kinds), words


def _taken_apart(argument: Any) -> tuple[str, list[Any]]:
    kind = PLAIN_NUMBERS.get(type(argument))
    if kind == "i8" and argument > LARGEST_SIGNED:
        kind = "u8"
    if kind is not None:
        return kind, [NUMBERS[kind](argument)]
    if isinstance(argument, np.generic):
        kind = argument.dtype.str[1:]
        return kind, [NUMBERS[kind](argument.item())]
    if isinstance(argument, enum.IntEnum):
        of = type(argument)
        return f"{of.__module__}.{of.__qualname__}", [ctypes.c_int64(argument)]
    if isinstance(argument, np.ndarray):
        return _array_taken_apart(argument)
    if isinstance(argument, tuple):
        kinds, words = described(argument)
        return f"{type(argument).__qualname__}{kinds}", words
    return argument.kind, [ctypes.c_void_p(argument.address)]


def _array_taken_apart(array: np.ndarray) -> tuple[str, list[Any]]:
    flags, dtype = array.flags, array.dtype
    layout = "C" if flags.c_contiguous else "F" if flags.f_contiguous else "A"
    access = ("" if flags.writeable else " constant") + ("" if flags.aligned else " unaligned")
    kind = f"{dtype if dtype.fields else dtype.str}[{array.ndim}{layout}{access}]"
    numbers = (0, 0, array.size, array.itemsize, array.ctypes.data, *array.shape, *array.strides)
    return kind, [ctypes.c_int64(number) for number in numbers]


def _type_of(kind: Kind) -> Any:
    if kind is None:
        return ctypes.c_void_p
    if isinstance(kind, str):
        return NUMBERS[kind]
    fields = [(f"at_{place}", _type_of(part)) for place, part in enumerate(kind)]
    return type("Tuple", (ctypes.Structure,), {"_fields_": fields})


def _value_in(slot: Any, kind: Kind) -> Any:
    if kind is None:
        return None
    if isinstance(kind, str):
        return getattr(slot, "value", slot)  # in a tuple, ctypes has taken the value out already
    return tuple(_value_in(getattr(slot, f"at_{place}"), part) for place, part in enumerate(kind))
