"""Costs by category against thresholds of the budget, such as venue, travel and material of an exhibition."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from scenarios.control.alerts import Alert, Alerts, alerts
from scenarios.i18n import Message
from scenarios.reading.cells import Column
from scenarios.reading.records import read_records
from scenarios.text.report import money_text

EXHIBITION: Mapping[str, Fraction] = MappingProxyType(
    {"venue": Fraction(1, 2), "travel": Fraction(1, 5), "material": Fraction(3, 10)}
)
"""Thresholds of an exhibition as shares of its budget: assumptions."""
COLUMNS = (Column("category"), Column("amount", "money"))


@dataclass(frozen=True, slots=True)
class Expense:
    """An amount in a category, minor units."""

    category: str
    amount: int


def threshold_alerts(
    expenses: tuple[Expense, ...], budget: int, thresholds: Mapping[str, Fraction] = EXHIBITION
) -> Alerts:
    """One alert for each category whose expenses together exceed its share of ``budget`` (minor units)."""
    totals = {
        category: sum(expense.amount for expense in expenses if expense.category == category)
        for category in thresholds
    }
    return alerts([_alert(one, totals[one], thresholds[one] * budget) for one in thresholds])


def read_expenses(path: str | os.PathLike[str]) -> tuple[Expense, ...]:
    """Rows of ``category`` and ``amount`` (currency units).

    Raises:
        DocumentError: with every problem of the file.
    """
    return tuple(Expense(row["category"], row["amount"]) for row in read_records(path, COLUMNS))


def _alert(category: str, amount: int, limit: Fraction) -> Alert | None:
    if amount <= limit:
        return None
    values = {"category": category, "amount": money_text(amount), "limit": money_text(int(limit))}
    return Alert(
        "threshold", "red", category, amount, float(limit), Message("control.threshold.crossed", values)
    )
