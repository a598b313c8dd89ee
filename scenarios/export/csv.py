"""Tables as CSV: UTF-8 with a byte-order mark, as Excel wants it; numbers plain, dates ISO."""

from __future__ import annotations

import csv
import datetime as dt
import io

from scenarios.export.escape import csv_text
from scenarios.export.table import Table, Typed, money_digits
from scenarios.export.words import flag_text
from scenarios.i18n import Language


def table_csv(table: Table, language: Language) -> bytes:
    """The table's columns and rows."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([csv_text(column.title) for column in table.columns])
    writer.writerows([[_cell(cell, language) for cell in table.typed(row)] for row in table.rows])
    return buffer.getvalue().encode("utf-8-sig")


def _cell(cell: Typed, language: Language) -> str:
    """A number never gets the apostrophe that a text may need."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return csv_text(value)
    if isinstance(value, bool):
        return flag_text(value, language)
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, dt.date):
        return value.isoformat()
    if cell.kind == "money" and isinstance(value, int):
        return money_digits(value)
    return repr(value) if isinstance(value, float) else str(value)
