"""What a handle is to Numba: attributes of it are tables, attributes of a table columns.

A number is read from a column with a load. Addresses, numbers of rows and all that stands in a
World stay as they are while kernels run; told so, the optimiser reads them once and need not fear
that a write has changed them, which made runs of the flagship a third faster.
"""

from __future__ import annotations

import operator
from functools import cache
from typing import Any

import numpy as np
from llvmlite import ir
from numba.core import types
from numba.core.cgutils import create_struct_proxy
from numba.core.imputils import lower_builtin, lower_getattr_generic
from numba.core.typing import signature
from numba.core.typing.templates import AbstractTemplate, AttributeTemplate, infer_global
from numba.extending import infer_getattr, models, register_model
from numba.np.numpy_support import from_dtype

from echelon.engine.state import State
from echelon.engine.world import World

WORD = ir.IntType(64)


class ColumnType(types.Type):
    """Numba's type of a column of a handle's table, or of a table that is one bare array.

    Its value is the address of the (address, rows) pair of the table, and where in a row the column
    stands. Numba's own arrays would do, and did: every reading of a column made two of them, which
    cost most of the time of compilation. Whole numbers `stored` in four bytes are computed with in
    eight.
    """

    def __init__(self, dtype: types.Type, row_bytes: int, is_constant: bool) -> None:
        sort = "Constant" if is_constant else "Column"
        super().__init__(f"Echelon{sort}({dtype}, {row_bytes})")
        self.stored, self.row_bytes, self.is_constant = dtype, row_bytes, is_constant
        self.dtype = types.int64 if isinstance(dtype, types.Integer) and dtype.signed else dtype


class TableType(types.Type):
    """Numba's type of a table of columns; its value is the address of its (address, rows) pair."""

    def __init__(self, columns: dict[str, ColumnType], offsets: dict[str, int]) -> None:
        super().__init__(f"EchelonTable({offsets})")
        self.columns, self.offsets = columns, offsets


class TablesType(types.Type):
    """Numba's type of a handle; `tables` maps each name to the type of the table."""

    def __init__(self, name: str, tables: dict[str, TableType | ColumnType]) -> None:
        super().__init__(name)
        self.tables = tables
        self.positions = {table: position for position, table in enumerate(tables)}


@cache
def type_of_tables(kind: type[World | State], dtypes: tuple[np.dtype, ...]) -> TablesType:
    """Return Numba's type of a handle of tables whose rows are of these types."""
    # There is one layout of tables to a version of the sources, so the short name is enough.
    named = zip(kind._fields, dtypes, strict=True)
    is_constant = kind is World
    tables = {name: _type_of(dtype, is_constant) for name, dtype in named}
    return TablesType(f"Echelon{kind.__name__}", tables)


def _type_of(dtype: np.dtype, is_constant: bool) -> TableType | ColumnType:
    if dtype.fields is None:
        return ColumnType(from_dtype(dtype), dtype.itemsize, is_constant)
    columns = {
        name: ColumnType(from_dtype(it[0]), dtype.itemsize, is_constant)
        for name, it in dtype.fields.items()
    }
    return TableType(columns, {name: it[1] for name, it in dtype.fields.items()})


@register_model(TablesType)
@register_model(TableType)
class _AddressModel(models.PrimitiveModel):
    def __init__(self, manager: Any, numba_type: types.Type) -> None:
        super().__init__(manager, numba_type, WORD.as_pointer())


@register_model(ColumnType)
class _ColumnModel(models.StructModel):
    def __init__(self, manager: Any, numba_type: types.Type) -> None:
        members = [("pair", types.CPointer(types.intp)), ("offset", types.intp)]
        super().__init__(manager, numba_type, members)


@infer_getattr
class _TablesAttributes(AttributeTemplate):
    key = TablesType

    def generic_resolve(self, numba_type: TablesType, name: str) -> types.Type | None:
        return numba_type.tables.get(name)


@infer_getattr
class _TableAttributes(AttributeTemplate):
    key = TableType

    def generic_resolve(self, numba_type: TableType, name: str) -> types.Type | None:
        return numba_type.columns.get(name)


@lower_getattr_generic(TablesType)
def _take_table(context: Any, builder: Any, numba_type: TablesType, header: Any, name: str) -> Any:
    pair = builder.gep(header, [ir.Constant(WORD, 2 * numba_type.positions[name])])
    table = numba_type.tables[name]
    return pair if isinstance(table, TableType) else _column(context, builder, table, pair, 0)


@lower_getattr_generic(TableType)
def _take_column(context: Any, builder: Any, numba_type: TableType, pair: Any, name: str) -> Any:
    offset = numba_type.offsets[name]
    return _column(context, builder, numba_type.columns[name], pair, offset)


def _column(context: Any, builder: Any, column: ColumnType, pair: Any, offset: int) -> Any:
    made = create_struct_proxy(column)(context, builder)
    made.pair, made.offset = pair, ir.Constant(WORD, offset)
    return made._getvalue()


@infer_global(len)
class _Rows(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:
        if isinstance(args[0], TableType | ColumnType):
            return signature(types.intp, args[0])
        return None


@infer_global(operator.getitem)
class _Reading(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:
        if isinstance(args[0], ColumnType):
            return signature(args[0].dtype, args[0], types.intp)
        return None


@infer_global(operator.setitem)
class _Writing(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:
        if isinstance(args[0], ColumnType):
            return signature(types.none, args[0], types.intp, args[0].dtype)
        return None


def _constant(builder: Any, loaded: Any) -> Any:
    """Return what was loaded, marked as something that nobody writes while kernels run."""
    loaded.set_metadata("invariant.load", builder.module.add_metadata([]))
    return loaded


@lower_builtin(len, TableType)
def _count_rows(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    return _constant(builder, builder.load(builder.gep(args[0], [ir.Constant(WORD, 1)])))


@lower_builtin(len, ColumnType)
def _count_numbers(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    pair = create_struct_proxy(sig.args[0])(context, builder, value=args[0]).pair
    return _constant(builder, builder.load(builder.gep(pair, [ir.Constant(WORD, 1)])))


def _place(context: Any, builder: Any, column: ColumnType, value: Any, row: Any) -> Any:
    """Return the address of one number."""
    taken = create_struct_proxy(column)(context, builder, value=value)
    byte = builder.mul(row, ir.Constant(WORD, column.row_bytes))
    table = _constant(builder, builder.load(taken.pair))
    address = builder.add(table, builder.add(byte, taken.offset))
    return builder.inttoptr(address, context.get_data_type(column.stored).as_pointer())


@lower_builtin(operator.getitem, ColumnType, types.intp)
def _read(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    column = sig.args[0]
    place = _place(context, builder, column, *args)
    if not column.is_constant:
        number = context.unpack_value(builder, column.stored, place)
    else:
        model = context.data_model_manager[column.stored]
        number = model.from_data(builder, _constant(builder, builder.load(place)))
    return context.cast(builder, number, column.stored, column.dtype)


@lower_builtin(operator.setitem, ColumnType, types.intp, types.Any)
def _write(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    column, (value, row, number) = sig.args[0], args
    place = _place(context, builder, column, value, row)
    narrowed = context.cast(builder, number, column.dtype, column.stored)
    context.pack_value(builder, column.stored, narrowed, place)
    return context.get_dummy_value()
