"""Plain-text tables that line up in a terminal, Chinese characters included."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

GAP = "  "


def width(text: str) -> int:
    """Columns that ``text`` takes in a terminal: wide and full-width characters take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """``text`` filled up with blanks to ``columns``."""
    blanks = " " * (columns - width(text))
    return blanks + text if right else text + blanks


def table(header: Sequence[str], rows: Sequence[Sequence[str]], *, left: int = 1) -> list[str]:
    """The lines of a table: the first ``left`` columns to the left, the others (numbers) to the right."""
    columns = [max(width(row[index]) for row in (header, *rows)) for index in range(len(header))]

    def line(cells: Sequence[str]) -> str:
        padded = (pad(cell, columns[index], right=index >= left) for index, cell in enumerate(cells))
        return GAP.join(padded).rstrip()

    return [line(header), GAP.join("-" * size for size in columns), *map(line, rows)]
