"""A table on a sheet of the workbook, with formulas that check its totals."""

from __future__ import annotations

import datetime as dt
import math

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from scenarios.display import MINUS
from scenarios.export.escape import starts_formula
from scenarios.export.styles import Styles
from scenarios.export.table import Table, Typed
from scenarios.export.words import cell_text
from scenarios.i18n import Language, translate
from scenarios.money import MINOR_PER_UNIT

HEAD = 2
"""Rows above a table's header: its title and what it is."""
LINE_HEIGHT = 15
"""Points."""
WIDEST = 44
A4 = 9


def write_cell(
    sheet: Worksheet, place: tuple[int, int], cell: Typed, styles: Styles, *, total: bool = False
) -> None:
    """Write a value with its own type: a text stays a text, also after the cell has been edited."""
    value = cell.value
    style = styles.cell(cell.kind, total=total)
    if value is None or value == "":
        sheet.write_blank(*place, None, style)
    elif isinstance(value, str):
        sheet.write_string(*place, value, styles.cell("text", total=total, quoted=starts_formula(value)))
    elif isinstance(value, bool):
        sheet.write_boolean(*place, value, style)
    elif isinstance(value, dt.date):
        moment = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
        sheet.write_datetime(*place, moment, style)
    else:
        sheet.write_number(*place, value / MINOR_PER_UNIT if cell.kind == "money" else value, style)


def set_page(sheet: Worksheet) -> None:
    """Landscape A4, one page wide, numbered."""
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&R&P / &N")


class TableSheet:
    """One table on one sheet."""

    def __init__(self, sheet: Worksheet, table: Table, styles: Styles, language: Language) -> None:
        self._sheet, self._table, self._styles, self._language = sheet, table, styles, language
        self._first = HEAD + 1

    def write(self) -> None:
        """Title, header, rows, checks, and how the sheet looks and prints."""
        table = self._table
        self._sheet.write_string(0, 0, table.title, self._styles.title)
        note = table.note if table.rows else translate("export.empty", self._language)
        self._sheet.write_string(1, 0, note, self._styles.note)
        for position, column in enumerate(table.columns):
            self._sheet.write_string(HEAD, position, column.title, self._styles.header(column.kind))
        for number, row in enumerate(table.rows):
            total = number >= len(table.rows) - table.totals
            for position, cell in enumerate(table.typed(row)):
                write_cell(self._sheet, (self._first + number, position), cell, self._styles, total=total)
        if table.totals and table.body:
            self._checks()
        self._look()

    def _checks(self) -> None:
        """Formulas beneath (and beside) the totals that recompute them; each shows the difference, which is 0."""
        table, style = self._table, self._styles.cell("money", check=True)
        last = self._first + len(table.rows) - 1
        self._sheet.write_string(
            last + 1, 0, translate("export.check", self._language), self._styles.cell("text", check=True)
        )
        for position, cell in enumerate(table.typed(table.rows[-1])):
            if cell.kind in {"money", "integer"} and isinstance(cell.value, int):
                name = xlsxwriter.utility.xl_col_to_name(position)
                rows = f"{name}{self._first + 1}:{name}{last}"
                self._sheet.write_formula(
                    last + 1, position, f"=ROUND(SUM({rows})-{name}{last + 1},2)", style, 0
                )
        if table.total_column:
            self._row_checks(style)

    def _row_checks(self, style: Format) -> None:
        table, width = self._table, len(self._table.columns)
        left = xlsxwriter.utility.xl_col_to_name(table.first_number)
        right, total = (
            xlsxwriter.utility.xl_col_to_name(width - 2),
            xlsxwriter.utility.xl_col_to_name(width - 1),
        )
        self._sheet.write_string(
            HEAD, width, translate("export.check", self._language), self._styles.header("money")
        )
        for number in range(len(table.rows)):
            row = self._first + number + 1
            self._sheet.write_formula(
                row - 1, width, f"=ROUND(SUM({left}{row}:{right}{row})-{total}{row},2)", style, 0
            )

    def _look(self) -> None:
        table, sheet = self._table, self._sheet
        frozen = 2 if table.columns and len(table.columns) > 6 else 0
        sheet.freeze_panes(self._first, frozen)
        if table.body and table.totals == 0:
            sheet.autofilter(HEAD, 0, HEAD + len(table.rows), len(table.columns) - 1)
        lines = 1.0
        for position, column in enumerate(table.columns):
            width = self._width(position)
            sheet.set_column(position, position, width)
            lines = max(lines, 1.3 * _columns(column.title) / width)
        sheet.set_row(HEAD, LINE_HEIGHT * math.ceil(lines))
        sheet.repeat_rows(HEAD)
        set_page(sheet)

    def _width(self, position: int) -> float:
        """Room for the longest text of the column; headers may break into two lines."""
        rows = (self._table.typed(row)[position] for row in self._table.rows)
        longest = max((_columns(cell_text(cell, self._language)) for cell in rows), default=0)
        header = _columns(self._table.columns[position].title)
        return min(WIDEST, max(longest + 2, header / 2 + 3, 9))


def _columns(text: str) -> float:
    """Width in digits; wide characters take two."""
    return sum(1.9 if ord(letter) > 0x2E7F else 1.0 for letter in text.replace(MINUS, "-"))
