"""Cells of small tables: what a column holds and how its text is read."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from scenarios.money import MAX_MINOR, MINOR_PER_UNIT
from scenarios.reading.limits import MAX_DIGITS

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Faulty:
    """A cell that cannot be read: the problem's code and what fills its texts."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """A named column.

    ``count`` cells are whole numbers, ``money`` cells currency units with at most two decimals (read as minor units),
    ``number`` cells any finite number; all of them from ``least`` to ``most``. An empty cell of a column that is not
    ``required`` is None, as is one of a column that is left out.
    """

    name: str
    kind: Literal["text", "count", "number", "money"] = "text"
    required: bool = True
    least: float = 0.0
    most: float = math.inf

    def convert(self, text: str) -> Any:
        """The value of a cell, or what is wrong with it."""
        if not text:
            return Faulty("table_cell_missing") if self.required else None
        if self.kind == "text":
            return text
        if len(text) > MAX_DIGITS or not _NUMBER.fullmatch(text):
            return Faulty("table_number_form", {"found": text[:MAX_DIGITS]})
        return self._within(text) or self._number(text)

    def _within(self, text: str) -> Faulty | None:
        if Decimal(text) < Decimal(str(self.least)):
            return Faulty("table_below", {"found": text, "limit": f"{self.least:g}"})
        if math.isfinite(self.most) and Decimal(text) > Decimal(str(self.most)):
            return Faulty("table_above", {"found": text, "limit": f"{self.most:g}"})
        return None

    def _number(self, text: str) -> float | int | Faulty:
        amount = Decimal(text) * (MINOR_PER_UNIT if self.kind == "money" else 1)
        if self.kind == "number":
            return (
                float(amount)
                if math.isfinite(float(amount))
                else Faulty("table_number_form", {"found": text})
            )
        if abs(amount) > MAX_MINOR:
            return Faulty("table_above", {"found": text, "limit": f"{MAX_MINOR / MINOR_PER_UNIT:g}"})
        if amount != amount.to_integral_value():
            code = "table_cents" if self.kind == "money" else "table_whole"
            return Faulty(code, {"found": text})
        return int(amount)
