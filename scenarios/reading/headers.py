"""Which column of a sheet is which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from scenarios.errors import Problem
from scenarios.reading.grids import Grid
from scenarios.sheets.columns import Column
from scenarios.sheets.layout import Table
from scenarios.suggestions import guess, listing

_FAMILY = re.compile(r"(\w+)\[([^\[\]]+)\]")


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a table by position, and what is wrong with its first row."""

    columns: dict[int, Column] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    marks: set[int] = field(default_factory=set)
    """Columns in which ``#`` makes a row a remark: the one that identifies rows, and a first one without a header.

    Names and amounts in other columns may begin as they like; no row is ever lost by them.
    """


def read_header(grid: Grid, table: Table) -> Header:
    """Match the first row of a sheet with the columns that its table has."""
    known = {column.header: column for column in (*table.leading(), *table.columns)}
    header = Header(marks=set() if 1 in grid.rows.get(1, {}) else {1})
    seen: dict[str, int] = {}
    first = grid.rows.get(1, {})
    for position, written in first.items():
        name = str(written).strip()
        column = known.get(name) or _of_family(name, table)
        if column is None:
            header.problems.append(_unknown(grid, position, name, known, table))
        elif name in seen:
            values = {"name": name, "other": grid.place(1, seen[name]).cell}
            header.problems.append(Problem("column_twice", (), values, grid.place(1, position)))
        else:
            header.columns[position] = column
            if name == next(iter(known)):
                header.marks.add(position)
        seen.setdefault(name, position)
    header.problems.extend(_absent(grid, header, known.values()))
    header.problems.extend(_unnamed(grid, header, first))
    return header


def _of_family(name: str, table: Table) -> Column | None:
    match = _FAMILY.fullmatch(name)
    if table.family is None or match is None or match.group(1) != table.family.key:
        return None
    return table.family.column(match.group(2))


def _unknown(grid: Grid, position: int, name: str, known: Iterable[str], table: Table) -> Problem:
    names = [*known, *([table.family.header("...")] if table.family else [])]
    values = {"name": name, "known": listing(names), "guess": guess(name, names)}
    return Problem("column_unknown", (), values, grid.place(1, position))


def _absent(grid: Grid, header: Header, known: Iterable[Column]) -> list[Problem]:
    """Columns without which no row can be complete; a name may stand in either language."""
    present = {column.header for column in header.columns.values()}
    if not any(True for _ in grid.body(header.marks)):
        return []
    return [
        Problem("column_missing", (), {"name": column.header}, grid.place())
        for column in known
        if column.required and not {column.header, column.header.replace(".en", ".zh")} & present
    ]


def _unnamed(grid: Grid, header: Header, first: Mapping[int, object]) -> list[Problem]:
    for number, row in grid.body(header.marks):
        for position in row:
            if position not in first:
                return [Problem("column_unnamed", (), {}, grid.place(number, position))]
    return []
