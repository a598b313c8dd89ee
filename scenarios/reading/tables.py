"""Sheets to parts of the document."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from scenarios.errors import Location, Path, Problem
from scenarios.i18n import Message
from scenarios.reading import draft
from scenarios.reading.grids import Grid
from scenarios.reading.headers import read_header
from scenarios.reading.nodes import Node
from scenarios.reading.rows import Row, fill
from scenarios.sheets.columns import Column
from scenarios.sheets.layout import EACH, Form, Table
from scenarios.suggestions import guess, listing


@dataclass(slots=True)
class Draft:
    """The document that sheets are read into, and what is wrong with them."""

    root: Node = field(default_factory=draft.mapping)
    problems: list[Problem] = field(default_factory=list)

    def read_table(self, grid: Grid, table: Table) -> None:
        """Read a table. The tables of the lists that its path goes through have been read before."""
        header = read_header(grid, table)
        self.problems += header.problems
        if table.parent is None and not table.numbered:
            draft.open_list(self.root, table.path, grid.place())
        own = dict.fromkeys((*table.columns, *header.columns.values()))
        reader = _TableReader(self, table, tuple(column for column in own if column not in table.leading()))
        for number, _ in grid.body(header.marks):
            row = Row.of(grid, number, header.columns)
            if row.cells:
                reader.read(row)

    def read_form(self, grid: Grid, form: Form) -> None:
        """Read a form: keys in the first column, values in the second."""
        known = {column.header: column for column in form.columns}
        lines: dict[Column, int] = {}
        for number, cells in grid.rows.items():
            key, place = str(cells.get(1, "")).strip(), grid.place(number)
            if not key or key.startswith("#") or (number == 1 and key not in known):
                continue
            column = known.get(key)
            if column is None:
                values = {"name": key, "known": listing(known), "guess": guess(key, known)}
                self.problems.append(Problem("row_unknown", (), values, place))
            elif column in lines:
                values = {"name": key, "other": f"A{lines[column]}"}
                self.problems.append(Problem("row_twice", (), values, place))
            else:
                lines[column] = number
        fill(self.root, Row.of_lines(grid, lines), lines, self.problems)


@dataclass(slots=True)
class _TableReader:
    """Hangs the rows of one table into the document."""

    target: Draft
    table: Table
    columns: tuple[Column, ...]
    parents: dict[str, Node] = field(init=False)
    counts: Counter[str] = field(default_factory=Counter)
    refused: bool = False

    def __post_init__(self) -> None:
        above = self.table.path[: self.table.path.index(EACH)] if self.table.parent else ()
        self.parents = draft.named_entries(self.target.root, above) if self.table.parent else {}

    def read(self, row: Row) -> None:
        leading = {column.header: row.value(column, self.target.problems) for column in self.table.leading()}
        where = self._where(leading.get(self.table.parent or ""), row)
        if where is None or not self._in_turn(leading.get("period"), row):
            return
        root, path = where
        if self.table.parallel:
            self._append_points(draft.inner(root, path, row.place), row)
            return
        entries = draft.open_list(root, path, row.place)
        if not entries.is_list:
            self._refuse("value_and_rows", row.place, name=self.table.name)
        elif self.table.scalar:
            value = row.value(self.columns[0], self.target.problems)
            entries.value.extend([value] if value else [])
        else:
            entry = draft.mapping(row.place)
            fill(entry, row, self.columns, self.target.problems)
            entries.value.append(entry)

    def _where(self, parent: Node | None, row: Row) -> tuple[Node, Path] | None:
        """The mapping and the path below it where the row belongs; None where that cannot be told."""
        path = self.table.path
        if self.table.parent is None:
            return self.target.root, path
        if parent is None:
            return None
        found = self.parents.get(str(parent.value))
        if found is None and not self.parents and self.refused:
            return None  # no parent exists at all: said once, not for every row
        if found is None:
            self.refused = True
            known = list(self.parents)
            kind = Message(f"problem.kind.{self.table.parent}")
            values: dict[str, object] = {"kind": kind, "id": parent.value, "known": listing(known)}
            self._refuse(
                "row_without_parent", parent.place or row.place, **values, guess=guess(parent.value, known)
            )
            return None
        return found, path[path.index(EACH) + 1 :]

    def _in_turn(self, period: Node | None, row: Row) -> bool:
        """Whether the row's period is the next of its list."""
        if not self.table.numbered:
            return True
        cells = [cell for column, (cell, _) in row.cells.items() if column.header == self.table.parent]
        owner = str(cells[0]) if cells else ""
        self.counts[owner] += 1
        if period is not None and period.value != self.counts[owner]:
            self._refuse(
                "period_order", period.place or row.place, found=period.value, expected=self.counts[owner]
            )
        return period is not None

    def _append_points(self, parent: Node, row: Row) -> None:
        for column in self.columns:
            if column not in row.cells and not column.required:
                continue
            value = row.value(column, self.target.problems)
            if value is not None:
                points = draft.open_list(parent, column.path, row.place)
                points.value.append(value)

    def _refuse(self, code: str, place: Location, **values: object) -> None:
        self.target.problems.append(Problem(code, (), values, place))
