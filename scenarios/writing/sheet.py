"""One sheet of a workbook as it looks: header, explanations, cells, choices, widths."""

from __future__ import annotations

import datetime as dt
from typing import Any

import xlsxwriter

from scenarios.errors import DocumentError, Location, Problem
from scenarios.sheets.cells import CellValue
from scenarios.sheets.columns import Column, Kind

HEAD_ROWS = 2
SPARE_ROWS = 500
"""Rows below the last one that offer the same choices."""
MAX_TEXT = 32_767
_LONGEST_LIST = 255
_LISTS = {
    "channel": "channels",
    "campaign": "campaigns",
    "workflow": "workflows",
    "express": "workflows",
    "risks.urgent.workflow": "workflows",
    "person": "people",
    "approver": "approvers",
    "skill": "skills",
    "department": "departments",
    "source": "departments",
    "target": "departments",
    "calendar": "calendars",
    "parent": "goals",
}
"""Sheets whose first column holds what a column of this name may refer to."""


class _Float(float):
    """A number that is written with all its digits; the writer's own format has sixteen, a double seventeen."""

    def __format__(self, spec: str) -> str:
        return float.__repr__(self)


class _Int(int):
    """A whole number of any length that is written out."""

    def __format__(self, spec: str) -> str:
        return int.__repr__(self)


class Styles:
    """The formats of a workbook."""

    def __init__(self, book: Any) -> None:
        top = {"valign": "top"}
        self.title = book.add_format({"bold": True, "font_size": 14, **top})
        self.header = book.add_format(
            {"bold": True, "font_color": "#FFFFFF", "bg_color": "#2F4B7C", "border": 1, **top}
        )
        self.note = book.add_format(
            {
                "italic": True,
                "font_color": "#5F6B7A",
                "bg_color": "#EEF1F6",
                "text_wrap": True,
                "border": 1,
                **top,
            }
        )
        self.wrapped = book.add_format({"text_wrap": True, **top})
        self.plain = book.add_format(top)
        self.money = book.add_format({"num_format": "#,##0.00", **top})
        self.date = book.add_format({"num_format": "yyyy-mm-dd", **top})
        self.text = book.add_format({"num_format": "@", **top})

    def of(self, column: Column) -> Any:
        """The format of a column's cells."""
        if column.kind in {Kind.TEXT, Kind.LABEL, Kind.TEXTS, Kind.SHIFTS, Kind.DURATION, Kind.NUMBERS}:
            return self.text
        return {Kind.MONEY: self.money, Kind.DATE: self.date}.get(column.kind, self.plain)


class Page:
    """A sheet that is being written; rows and columns count from 0."""

    def __init__(self, sheet: Any, styles: Styles, name: str) -> None:
        self.sheet, self.styles, self.name = sheet, styles, name
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})

    def head(self, position: int, name: str, explanation: str, width: int) -> None:
        """A column's header, explanation and width."""
        self.sheet.set_column(position, position, width)
        self.sheet.write_string(0, position, name, self.styles.header)
        marked = f"# {explanation}" if position == 0 else explanation
        self.sheet.write_string(1, position, marked, self.styles.note)

    def freeze(self, columns: int) -> None:
        """Keep the header and the first columns in view."""
        self.sheet.set_row(1, 48)
        self.sheet.freeze_panes(HEAD_ROWS, columns)

    def write(self, row: int, position: int, value: CellValue, column: Column) -> None:
        """One cell."""
        style = self.styles.of(column)
        if value is None:
            self.sheet.write_blank(row, position, None, style)
        elif isinstance(value, str):
            self._write_text(row, position, value, column)
        elif isinstance(value, bool):
            self.sheet.write_boolean(row, position, value, style)
        elif isinstance(value, dt.date):
            self.sheet.write_datetime(row, position, dt.datetime.combine(value, dt.time()), style)
        else:
            exact = _Float(value) if isinstance(value, float) else _Int(value)
            self.sheet.write_number(row, position, exact, style)

    def _write_text(self, row: int, position: int, text: str, column: Column) -> None:
        # "x005F_" is an escape that readers of workbooks drop.
        if len(text.encode("utf-16-le")) // 2 > MAX_TEXT or "x005F_" in text:
            cell = xlsxwriter.utility.xl_rowcol_to_cell(row, position)
            place = Location(sheet=self.name, cell=cell)
            raise DocumentError([Problem("workbook_text", (), {"name": column.header}, place)])
        self.sheet.write_string(row, position, text, self.styles.text)

    def offer(self, first: int, last: int, position: int, column: Column) -> None:
        """Choices for the cells of a column, as advice rather than as a lock."""
        source: Any = None
        if column.kind is Kind.FLAG:
            source = ["TRUE", "FALSE"]
        elif column.choices and len(",".join(map(str, column.choices))) < _LONGEST_LIST:
            source = [str(choice) for choice in column.choices]
        elif column.kind is Kind.TEXT and column.header in _LISTS:
            source = f"={_LISTS[column.header]}!$A${HEAD_ROWS + 1}:$A${HEAD_ROWS + SPARE_ROWS}"
        if source:
            options = {"validate": "list", "source": source, "error_type": "warning"}
            self.sheet.data_validation(first, position, last, position, options)
