"""Cell formats of the workbook."""

from __future__ import annotations

from typing import Any

import xlsxwriter
from xlsxwriter.format import Format

from scenarios.export.table import Kind

NUMBER_FORMATS: dict[Kind, str] = {
    "text": "@",
    "money": "#,##0.00;[Red]-#,##0.00",
    "integer": "#,##0",
    "number": "#,##0.00",
    "share": "0.0%",
    "flag": "General",
    "date": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm",
}
FONT = "Arial"


class Styles:
    """Formats of one workbook, made once each."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, ...], Format] = {}
        self.title = self._format(bold=True, font_size=15)
        self.note = self._format(font_color="#6B7280")
        self.sentence = self._format(text_wrap=True, valign="top")
        band = {"bold": True, "bg_color": "#0072B2", "font_color": "#FFFFFF"}
        self.band = self._format(**band)
        self.band_right = self._format(**band, align="right")

    def header(self, kind: Kind) -> Format:
        """A column's title, above its cells as they are aligned."""
        return self._cached(
            ("header", "left" if kind == "text" else "right"),
            bold=True,
            text_wrap=True,
            valign="bottom",
            align="left" if kind == "text" else "right",
            bg_color="#E8EEF5",
            bottom=1,
            bottom_color="#6B7280",
        )

    def cell(self, kind: Kind, *, total: bool = False, quoted: bool = False, check: bool = False) -> Format:
        """A cell; ``quoted`` marks a text that must stay one, ``check`` a formula that ought to give zero."""
        details: dict[str, Any] = {"num_format": NUMBER_FORMATS[kind], "font_size": 10, "valign": "top"}
        if kind == "text":
            details |= {"text_wrap": True, "align": "left"}
        if total:
            details |= {"bold": True, "top": 1}
        if quoted:
            details["quote_prefix"] = True
        if check:
            details |= {"italic": True, "font_color": "#6B7280"}
        return self._cached((kind, str(total), str(quoted), str(check)), **details)

    def _cached(self, key: tuple[str, ...], **details: Any) -> Format:
        if key not in self._made:
            self._made[key] = self._format(**details)
        return self._made[key]

    def _format(self, **details: Any) -> Format:
        return self._book.add_format({"font_name": FONT, **details})
