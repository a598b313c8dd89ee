"""The values of a document in the order of a workbook's rows and columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from typing import Any, TypeAlias

from scenarios.items import identity
from scenarios.sheets.cells import CellValue, to_cell
from scenarios.sheets.columns import Column, Kind
from scenarios.sheets.layout import EACH, Form, Table

Document: TypeAlias = Mapping[str, Any]
"""A scenario as plain data."""
Row: TypeAlias = dict[Column, CellValue]


def table_columns(table: Table, document: Document) -> tuple[Column, ...]:
    """The columns of a table, with one for every identifier that a mapping of the document has."""
    family: tuple[Column, ...] = ()
    if table.family:
        named = (key for _, item in _entries(table, document) for key in item.get(table.family.key, {}))
        family = tuple(table.family.column(key) for key in dict.fromkeys(named))
    return (*table.leading(), *table.columns, *family)


def header(table: Table, column: Column) -> str:
    """The name of a column as it is written."""
    if table.family and column.path[0] == table.family.key:
        return table.family.header(column.path[1])
    return column.header


def table_rows(table: Table, document: Document) -> Iterator[Row]:
    """A row for every entry."""
    leading, columns = table.leading(), table_columns(table, document)[len(table.leading()) :]
    counts: dict[str | None, int] = {}
    for owner, item in _entries(table, document):
        counts[owner] = counts.get(owner, 0) + 1
        known = {table.parent: owner, "period": counts[owner]}
        row: Row = {column: known[column.header] for column in leading}
        if table.scalar:
            row[columns[0]] = to_cell(item, columns[0])
        else:
            row |= {column: to_cell(value_at(item, column), column) for column in columns}
        yield row


def form_rows(form: Form, document: Document) -> Iterator[tuple[Column, CellValue]]:
    """A row for every value; lists that have a sheet of their own are left blank."""
    for column in form.columns:
        value = value_at(document, column)
        is_single = column.kind in {Kind.MONEY, Kind.NUMBER} and isinstance(value, list)
        yield column, None if is_single else to_cell(value, column)


def value_at(item: Any, column: Column) -> Any:
    """The value of a column in an entry; None where there is none."""
    for part in column.path:
        if column.kind is Kind.LABEL and isinstance(item, str):
            return item
        item = item.get(part) if isinstance(item, dict) else None
    return item


def _entries(table: Table, document: Document) -> Iterator[tuple[str | None, Any]]:
    """The entries of a table's list, each with what names the entry around it."""
    if table.parent is None:
        yield from ((None, item) for item in _listed(_follow(document, table.path), table))
        return
    place = table.path.index(EACH)
    for outer in _follow(document, table.path[:place]):
        inner = _follow(outer, table.path[place + 1 :])
        yield from ((identity(outer), item) for item in _listed(inner, table))


def _listed(value: Any, table: Table) -> Iterable[Any]:
    if table.parallel:
        keys = [column.header for column in table.columns]
        points = [(value or {}).get(key) or [] for key in keys]
        return [dict(zip(keys, point, strict=True)) for point in zip_longest(*points)]
    return value if isinstance(value, list) else []


def _follow(value: Any, path: Iterable[str | int]) -> Any:
    for part in path:
        value = value[part]
    return value
