"""Scenarios as workbooks for people to fill in: one sheet for every part, an explanation under every header.

Numbers are written with all their digits, texts as texts whatever they begin with; reading gives the scenario back.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Collection

import xlsxwriter

from scenarios.document import Scenario
from scenarios.i18n import Language, translate
from scenarios.sheets.cells import CellValue
from scenarios.sheets.columns import Column, Kind
from scenarios.sheets.layout import README, Form, Table, sheets
from scenarios.writing.readme_sheet import write_readme
from scenarios.writing.rows import Document, form_rows, header, table_columns, table_rows
from scenarios.writing.sheet import HEAD_ROWS, SPARE_ROWS, Page, Styles

_WIDEST, _NARROWEST = 44, 12


def to_bytes(scenario: Scenario, language: Language, only: Collection[str] | None = None) -> bytes:
    """The workbook of a scenario, with explanations in ``language``; ``only`` names the sheets if not all are wanted.

    Raises:
        DocumentError: a text or list is too long for a cell.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    # A date of creation that depends on nothing but the document: equal documents give equal bytes.
    created = dt.datetime.combine(scenario.horizon.start, dt.time())
    book.set_properties({"title": scenario.name.render(language), "created": created})
    styles = Styles(book)
    chosen = [sheet for sheet in sheets() if only is None or sheet.name in only]
    write_readme(book.add_worksheet(README), styles, language, chosen)
    document = scenario.model_dump(mode="json")
    for sheet in chosen:
        page = Page(book.add_worksheet(sheet.name), styles, sheet.name)
        if isinstance(sheet, Table):
            _write_table(page, sheet, document, language)
        else:
            _write_form(page, sheet, document, language)
    book.close()
    return buffer.getvalue()


def _write_table(page: Page, table: Table, document: Document, language: Language) -> None:
    columns = table_columns(table, document)
    rows = list(table_rows(table, document))
    for position, column in enumerate(columns):
        name = header(table, column)
        width = _width([name, *(row[column] for row in rows)])
        page.head(position, name, explanation(column, language), width)
        page.offer(HEAD_ROWS, HEAD_ROWS + len(rows) + SPARE_ROWS, position, column)
        for number, row in enumerate(rows, start=HEAD_ROWS):
            page.write(number, position, row[column], column)
    page.freeze(len(table.leading()) or 1)


def _write_form(page: Page, form: Form, document: Document, language: Language) -> None:
    key = Column(("key",), Kind.TEXT, "sheet.key")
    value = Column(("value",), Kind.TEXT, "sheet.value")
    meaning = Column(("meaning",), Kind.TEXT, "sheet.meaning")
    for position, (column, width) in enumerate(((key, 40), (value, 28), (meaning, 90))):
        page.head(position, column.header, explanation(column, language), width)
    for number, (column, content) in enumerate(form_rows(form, document), start=HEAD_ROWS):
        page.write(number, 0, column.header, key)
        page.write(number, 1, content, column)
        page.write(number, 2, explanation(column, language), meaning)
        page.offer(number, number, 1, column)
    page.freeze(1)


def explanation(column: Column, language: Language) -> str:
    """What a column holds, with its unit."""
    field = column.field if column.field.startswith("sheet.") else f"field.{column.field}"
    text = translate(field, language)
    if column.kind is not Kind.LABEL:
        return text
    return f"{text} ({translate(f'sheet.language.{column.path[-1]}', language)})"


def _width(values: list[CellValue]) -> int:
    longest = max(sum(2 if ord(one) > 0x2E80 else 1 for one in str(value or "")) for value in values)
    return max(_NARROWEST, min(longest + 2, _WIDEST))
