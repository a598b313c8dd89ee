"""One row of a table, or one line of a form, to nodes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scenarios.errors import Location, Problem
from scenarios.reading import draft
from scenarios.reading.grids import Grid
from scenarios.reading.nodes import Node, from_plain
from scenarios.sheets.cells import CellValue, NotThatKind, from_cell
from scenarios.sheets.columns import Column, Kind


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row by column; those of ``blanks`` are empty."""

    place: Location
    cells: dict[Column, tuple[CellValue, Location]]
    blanks: dict[Column, Location]

    @classmethod
    def of(cls, grid: Grid, number: int, columns: dict[int, Column]) -> Row:
        """A row of a sheet whose columns are known by their positions."""
        return cls._of_cells(
            grid, {column: (number, position) for position, column in columns.items()}, number
        )

    @classmethod
    def of_lines(cls, grid: Grid, lines: dict[Column, int]) -> Row:
        """The second column of a form, whose lines hold one value each."""
        return cls._of_cells(grid, {column: (number, 2) for column, number in lines.items()}, 1)

    @classmethod
    def _of_cells(cls, grid: Grid, cells: dict[Column, tuple[int, int]], number: int) -> Row:
        row = cls(grid.place(number), {}, {})
        for column, (line, position) in cells.items():
            value, place = grid.rows[line].get(position), grid.place(line, position)
            if value is None:
                row.blanks[column] = place
            else:
                row.cells[column] = (value, place)
        return row

    def value(self, column: Column, problems: list[Problem]) -> Node | None:
        """The value in a column; a blank or impossible one is a problem."""
        if column not in self.cells:
            place = self.blanks.get(column, self.place)
            problems.append(Problem("cell_blank", (), {"name": column.header}, place))
            return None
        return cell_node(*self.cells[column], column, problems)


def cell_node(value: CellValue, place: Location, column: Column, problems: list[Problem]) -> Node | None:
    """The node of a cell that is not blank."""
    try:
        return from_plain(from_cell(value, column), place)
    except NotThatKind as error:
        problems.append(Problem(error.code, (), {"name": column.header, "found": str(value)}, place))
        return None


def fill(root: Node, row: Row, columns: Iterable[Column], problems: list[Problem]) -> None:
    """Put the cells of a row into the mapping ``root``, and note the blank ones."""
    ordered = sorted(columns, key=lambda column: column in row.blanks)
    labels = set()
    for column in ordered:
        if column.kind is Kind.SHIFTS and (column in row.cells or column in row.blanks):
            draft.inner(root, column.path[:-1], row.place)
        if column in row.cells:
            node = cell_node(*row.cells[column], column, problems)
            if node is not None:
                draft.put(root, column.path, node)
        elif column in row.blanks:
            draft.leave_blank(root, column.path, row.blanks[column])
        if column.kind is Kind.LABEL:
            labels.add(column.path[:-1])
    for path in labels:
        _join_label(root, path)


def _join_label(root: Node, path: tuple[str, ...]) -> None:
    """A name that is given in one language holds in both."""
    parent = root
    for part in path[:-1]:
        parent = parent.get(part) or draft.mapping()
    label = parent.get(path[-1])
    if label is not None and label.is_mapping and len(label.value) == 1:
        parent.value[path[-1]] = next(iter(label.value.values()))
