"""The workbook: a summary sheet first, then every table with totals, checks and a page set-up that prints."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from scenarios.export.sheet import TableSheet
from scenarios.export.styles import Styles
from scenarios.export.summary_sheet import write_summary
from scenarios.export.table import Table
from scenarios.i18n import Language, translate

OPTIONS: dict[str, Any] = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - equal results are to give equal bytes, so no clock is read


def workbook(
    title: str, sentences: Sequence[str], facts: Table, tables: Sequence[Table], language: Language
) -> bytes:
    """A workbook of a summary and further tables, as bytes. An empty table gets a sheet that says so.

    Args:
        title: name of the scenario.
        sentences: what changed, for the top of the summary.
        facts: the summary, with a section in its first column.
        tables: the other sheets, in their order.
        language: of the names of the sheets.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, OPTIONS)
    book.set_properties({"title": title, "created": CREATED, "comments": "MEMS"})
    styles = Styles(book)
    first = book.add_worksheet(translate(f"export.sheet.{facts.key}", language))
    write_summary(first, title, sentences, facts, styles)
    for table in tables:
        sheet = book.add_worksheet(translate(f"export.sheet.{table.key}", language))
        TableSheet(sheet, table, styles, language).write()
    book.close()
    return buffer.getvalue()
