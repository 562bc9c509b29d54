"""How a World and a State are handed to compiled kernels: as one machine word each.

Numba passes a NamedTuple of arrays by value: seven words for each of some thirty tables, in every
call, counted up and down. Measured on this engine in November 2026, that made compilation four
times as slow (203 s instead of 51 s) and a run ten times (0.15 instead of 1.7 million events a
second). A handle is the address of a list of (address, rows) pairs instead; an attribute of a
handle is typed as the table of that name and read from the list. The Python side keeps the tables
alive. In plain mode a handle is the NamedTuple itself, so that the same kernels run unchanged.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numba
import numpy as np
from llvmlite import ir
from numba.core import types
from numba.core.imputils import lower_getattr_generic
from numba.core.typing.templates import AttributeTemplate
from numba.extending import (
    NativeValue,
    infer_getattr,
    models,
    register_model,
    typeof_impl,
    unbox,
)
from numba.np.arrayobj import make_array, populate_array
from numba.np.numpy_support import as_dtype

from echelon.engine.state import State
from echelon.engine.world import World

WORD = ir.IntType(64)


class Handle:
    """The tables of a World or State as compiled kernels take them.

    Parameters
    ----------
    tables : World or State
        One-dimensional arrays, contiguous; kept alive by the handle.
    """

    def __init__(self, tables: World | State) -> None:
        self.tables = tables
        self.header = np.array(
            [word for table in tables for word in (table.ctypes.data, len(table))], np.int64
        )
        self.address = self.header.ctypes.data


def handle(tables: World | State) -> Any:
    """Return what kernels take for `tables`: a `Handle`, or in plain mode the tables themselves."""
    return tables if numba.config.DISABLE_JIT else Handle(tables)


class TablesType(types.Type):
    """Numba's type of a handle; `tables` maps each name to the type of the table."""

    def __init__(self, name: str, tables: dict[str, types.Array]) -> None:
        super().__init__(name)
        self.tables = tables
        self.positions = {table: position for position, table in enumerate(tables)}


@typeof_impl.register(Handle)
def _type_of_handle(value: Handle, context: Any) -> TablesType:
    tables = value.tables
    return _type_of_tables(type(tables), tuple(table.dtype for table in tables))


@cache
def _type_of_tables(kind: type[World | State], dtypes: tuple[np.dtype, ...]) -> TablesType:
    # There is one layout of tables to a version of the sources, so the short name is enough.
    types_of_tables = {
        name: numba.typeof(np.zeros(0, dtype).view(np.recarray if dtype.names else np.ndarray))
        for name, dtype in zip(kind._fields, dtypes, strict=True)
    }
    return TablesType(f"Echelon{kind.__name__}", types_of_tables)


@register_model(TablesType)
class _HandleModel(models.PrimitiveModel):
    def __init__(self, manager: Any, numba_type: TablesType) -> None:
        super().__init__(manager, numba_type, WORD.as_pointer())


@unbox(TablesType)
def _take_address(numba_type: TablesType, value: Any, context: Any) -> NativeValue:
    number = context.pyapi.object_getattr_string(value, "address")
    address = context.pyapi.long_as_longlong(number)
    context.pyapi.decref(number)
    return NativeValue(context.builder.inttoptr(address, WORD.as_pointer()))


@infer_getattr
class _TablesAttributes(AttributeTemplate):
    key = TablesType

    def generic_resolve(self, numba_type: TablesType, name: str) -> types.Array | None:
        return numba_type.tables.get(name)


@lower_getattr_generic(TablesType)
def _read_table(context: Any, builder: Any, numba_type: TablesType, header: Any, name: str) -> Any:
    position, array_type = numba_type.positions[name], numba_type.tables[name]
    address = builder.load(builder.gep(header, [ir.Constant(WORD, 2 * position)]))
    rows = builder.load(builder.gep(header, [ir.Constant(WORD, 2 * position + 1)]))
    array = make_array(array_type)(context, builder)
    row_bytes = ir.Constant(WORD, as_dtype(array_type.dtype).itemsize)
    populate_array(
        array,
        data=builder.inttoptr(address, array.data.type),
        shape=[rows],
        strides=[row_bytes],
        itemsize=row_bytes,
        meminfo=None,  # nobody counts references: the Python side keeps the memory
    )
    return array._getvalue()
