"""The first sheet of the workbook: what changed in words, then the facts by section."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from scenarios.export.escape import starts_formula
from scenarios.export.sheet import set_page, write_cell
from scenarios.export.styles import Styles
from scenarios.export.table import Table, Typed

WIDTHS = (46, 24, 10, 20, 20)
UNIT = 2
"""Column of the unit, the only one to the left among numbers."""
LAST = len(WIDTHS) - 1
LINE_HEIGHT = 15


def write_summary(
    sheet: Worksheet, title: str, sentences: Sequence[str], facts: Table, styles: Styles
) -> None:
    """Title, sentences, and a band for every section of the facts; texts run over all value columns."""
    for position, width in enumerate(WIDTHS):
        sheet.set_column(position, position, width)
    sheet.write_string(0, 0, title, styles.title)
    row = 2
    for sentence in sentences:
        sheet.merge_range(row, 0, row, LAST, "", styles.sentence)
        sheet.write_string(row, 0, sentence, styles.sentence)
        sheet.set_row(row, LINE_HEIGHT * (1 + len(sentence.encode()) // 150))
        row += 1
    section = ""
    for cells in map(facts.typed, facts.rows):
        if cells[0].value != section:
            section = str(cells[0].value)
            row = _band(sheet, row + 1, section, facts, styles)
        _fact(sheet, row, cells, styles)
        row += 1
    set_page(sheet)


def _band(sheet: Worksheet, row: int, section: str, facts: Table, styles: Styles) -> int:
    """A section's heading; returns the row beneath it."""
    sheet.write_string(row, 0, section, styles.band)
    for position, column in enumerate(facts.columns[2:], start=1):
        sheet.write_string(
            row, position, column.title, styles.band if position == UNIT else styles.band_right
        )
    return row + 1


def _fact(sheet: Worksheet, row: int, cells: Sequence[Typed], styles: Styles) -> None:
    write_cell(sheet, (row, 0), cells[1], styles)
    value = cells[2]
    if value.kind != "text":
        for position, cell in enumerate(cells[2:], start=1):
            write_cell(sheet, (row, position), cell, styles)
        return
    text = str(value.value or "")
    style = styles.cell("text", quoted=starts_formula(text))
    sheet.merge_range(row, 1, row, LAST, "", style)
    sheet.write_string(row, 1, text, style)
