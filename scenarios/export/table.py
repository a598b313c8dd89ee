"""Tables: the one form from which every file is written, so that all of them say the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from scenarios.money import MINOR_PER_UNIT

Kind: TypeAlias = Literal["text", "money", "integer", "number", "share", "flag", "date", "moment"]
"""Money in integer minor units, shares as fractions; ``moment`` is a date with a time, ``flag`` yes or no."""
Plain: TypeAlias = str | int | float | dt.date | dt.datetime | None


@dataclass(frozen=True, slots=True)
class Typed:
    """A cell of another kind than its column."""

    kind: Kind
    value: Plain


Cell: TypeAlias = Plain | Typed


@dataclass(frozen=True, slots=True)
class Column:
    """``key`` is stable and names the value in JSON; ``title`` is in the language of the table."""

    key: str
    title: str
    kind: Kind = "text"


@dataclass(frozen=True)
class Table:
    """Rows of cells. The last ``totals`` rows are sums of the rows before; with ``total_column`` the last column is the
    sum of the numbers before it, from the column ``first_number`` on.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: int = 0
    total_column: bool = False
    note: str = ""

    @property
    def body(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows without totals."""
        return self.rows[: len(self.rows) - self.totals]

    @property
    def first_number(self) -> int:
        """Position of the first of the columns that a total column adds up."""
        kinds = [column.kind for column in self.columns]
        start = len(kinds)
        while start and kinds[start - 1] == kinds[-1]:
            start -= 1
        return start

    def typed(self, row: Sequence[Cell]) -> list[Typed]:
        """A row with the kind of every cell."""
        return [
            cell if isinstance(cell, Typed) else Typed(column.kind, cell)
            for column, cell in zip(self.columns, row, strict=True)
        ]


def money_digits(minor: int) -> str:
    """Currency units with two decimals, exactly: ``-1234.50``."""
    units, cents = divmod(abs(minor), MINOR_PER_UNIT)
    return f"{'-' if minor < 0 else ''}{units}.{cents:02d}"
