"""A workbook's sheets as grids of values.

Formulas count with the value that was last calculated and saved with them; one without such a value is an error.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from scenarios.errors import DocumentError, Location, Problem
from scenarios.reading.archive import UNREADABLE, Contents
from scenarios.reading.refusals import refused
from scenarios.sheets.cells import CellValue

MAX_ROWS = 200_000
MAX_COLUMNS = 3_000
_DAMAGED = (
    *UNREADABLE,
    InvalidFileException,
    TypeError,
    AttributeError,
    IndexError,
    OverflowError,
)
"""openpyxl does not say what it raises for parts that are no proper workbook."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a sheet that hold something, by row and column (both from 1)."""

    source: str
    name: str
    rows: dict[int, dict[int, CellValue]] = field(default_factory=dict)
    errors: list[tuple[int, int, str]] = field(default_factory=list)
    """Rows, columns and problem codes of cells that hold an error or an uncalculated formula."""

    def place(self, row: int | None = None, column: int = 1) -> Location:
        """The place of a cell, or of the sheet."""
        cell = f"{get_column_letter(column)}{row}" if row else None
        return Location(self.source, sheet=self.name, cell=cell)

    def body(self, marks: Collection[int]) -> Iterator[tuple[int, dict[int, CellValue]]]:
        """The rows below the header, without blank ones and remarks (``#`` in one of the columns ``marks``)."""
        for number, row in self.rows.items():
            if number > 1 and row and not any(str(row.get(column, "")).startswith("#") for column in marks):
                yield number, row


def read_grids(content: bytes, source: str, contents: Contents) -> list[Grid]:
    """All sheets of a workbook.

    Raises:
        DocumentError: the workbook is damaged or a sheet is too large.
    """
    try:
        grids = [_grid(sheet, source) for sheet in _sheets(content, cached=True)]
        if contents.formulas:
            for grid, sheet in zip(grids, _sheets(content, cached=False), strict=True):
                _note_uncalculated(grid, sheet)
    except _DAMAGED as error:
        raise refused("workbook_damaged", source) from error
    return grids


def _sheets(content: bytes, *, cached: bool) -> Iterator[Any]:
    with warnings.catch_warnings():
        # openpyxl warns of features that it drops, none of which bears on values.
        warnings.simplefilter("ignore", UserWarning)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=cached, keep_links=False)
        try:
            yield from book.worksheets
        finally:
            book.close()


def _cells(sheet: Any) -> Iterator[Any]:
    # Other programs state dimensions that are wrong; openpyxl would stop there.
    sheet.reset_dimensions()
    for row in sheet.iter_rows():
        yield from row


def _grid(sheet: Any, source: str) -> Grid:
    grid = Grid(source, sheet.title)
    for cell in _cells(sheet):
        if cell.value is not None and cell.value != "":
            if cell.row > MAX_ROWS or cell.column > MAX_COLUMNS:
                values = {"rows": MAX_ROWS, "columns": MAX_COLUMNS}
                place = grid.place(cell.row, cell.column)
                raise DocumentError([Problem("sheet_too_large", values=values, location=place)])
            if cell.data_type == "e":
                grid.errors.append((cell.row, cell.column, "cell_error"))
            grid.rows.setdefault(cell.row, {})[cell.column] = cell.value
    return grid


def _note_uncalculated(grid: Grid, formulas: Any) -> None:
    for cell in _cells(formulas):
        if getattr(cell, "data_type", "") == "f" and cell.column not in grid.rows.get(cell.row, {}):
            grid.errors.append((cell.row, cell.column, "formula_without_value"))
