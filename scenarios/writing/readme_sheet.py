"""The first sheet of a workbook: how to fill it in, and what the other sheets hold, in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from scenarios.i18n import LANGUAGES, Language, translate
from scenarios.sheets.layout import Sheet
from scenarios.writing.sheet import Styles

RULES = ("rows", "blank", "names", "lists", "durations", "formulas", "dates", "text", "check")


def write_readme(sheet: Any, styles: Styles, language: Language, listing: Iterable[Sheet]) -> None:
    """Write the sheet, the reader's language in the first place; ``listing`` are the sheets that follow it."""
    order = sorted(LANGUAGES, key=lambda one: one != language)
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, len(order), 72)
    row = 0
    for position, one in enumerate(order, start=1):
        sheet.write_string(row, position, translate("sheet.readme.title", one), styles.title)
    for rule in RULES:
        row += 1
        for position, one in enumerate(order, start=1):
            sheet.write_string(row, position, translate(f"sheet.readme.{rule}", one), styles.wrapped)
    row += 2
    for listed in listing:
        sheet.write_url(row, 0, f"internal:'{listed.name}'!A1", string=listed.name)
        for position, one in enumerate(order, start=1):
            sheet.write_string(row, position, translate(f"sheet.{listed.name}", one), styles.wrapped)
        row += 1
    sheet.freeze_panes(1, 1)
