"""The plan's money: as projected, and as simulated with its interval. Every column adds up to the cent."""

from __future__ import annotations

from collections.abc import Iterable

from scenarios.export.table import Cell, Table
from scenarios.export.tables.context import Context
from scenarios.outcome import Outcome
from scenarios.plan import Statement
from scenarios.rounding import exact_sum, nearest, round_half_up, round_parts
from scenarios.statistics import Estimate

LINES = ("contribution", "urgent", "defects", "media", "campaign_fixed", "fixed", "staff", "net_value")
"""What adds up to the net value, in this order; costs are negative. Defects stand there where they cost anything."""


def money(context: Context) -> Table:
    """The lines from contribution to net value."""
    projected = context.plan.projected
    planned = _projected(projected) if projected else {}
    outcome = context.record.outcome
    expected = _expected(outcome) if outcome else {}
    intervals = _intervals(context)
    rows: list[tuple[Cell, ...]] = []
    for key in LINES:
        if key == "defects" and not expected.get(key):
            continue
        found = intervals.get(key)
        low, high = (None, None) if found is None else (found.low, found.high)
        rows.append(
            (
                key,
                context.say(f"export.money.{key}"),
                planned.get(key),
                expected.get(key),
                *(None if end is None else round_half_up(end) for end in (low, high)),
            )
        )
    columns = context.columns(
        "item", "name", ("projected", "money"), ("expected", "money"), ("low", "money"), ("high", "money")
    )
    return Table(
        "money", context.say("export.table.money"), columns, tuple(rows), totals=1, note=_note(context)
    )


def _note(context: Context) -> str:
    counts = context.say(f"export.money.staff_{'counts' if _staff_counts(context) else 'apart'}")
    margin = f"{context.scenario.objective.margin:.1%}"
    return context.say("export.money.note", margin=margin, staff=counts)


def _staff_counts(context: Context) -> bool:
    return context.scenario.objective.staff_cost


def _projected(statement: Statement) -> dict[str, int]:
    return {
        "contribution": statement.contribution,
        "urgent": statement.urgent,
        "media": -statement.media,
        "campaign_fixed": -statement.campaign_fixed,
        "fixed": -statement.fixed,
        "staff": -statement.staff if statement.staff_counts else 0,
        "net_value": statement.net_value,
    }


def _expected(outcome: Outcome) -> dict[str, int]:
    count = outcome.replications
    sums = [
        exact_sum(outcome.contribution),
        exact_sum(outcome.urgent_contribution),
        -exact_sum(outcome.defect_cost),
        -count * outcome.media,
        -count * outcome.campaign_fixed,
        -count * outcome.fixed,
        -exact_sum(outcome.staff_cost) if outcome.staff_counts else 0,
    ]
    net = nearest(exact_sum(outcome.net_value), count)
    return {
        **dict(zip(LINES, round_parts(sums, count, net), strict=False)),
        "net_value": net,
    }


def _cost(found: Estimate) -> Estimate:
    """A cost as a negative amount."""
    low, high = (None if end is None else -end for end in (found.high, found.low))
    return found.model_copy(update={"value": -found.value, "low": low, "high": high})


def _intervals(context: Context) -> dict[str, Estimate]:
    if context.summary is None:
        return {}
    found = context.summary.money
    estimates: Iterable[tuple[str, Estimate]] = (
        ("contribution", found.contribution),
        ("urgent", found.urgent),
        ("defects", _cost(found.defects)),
        ("net_value", found.net_value),
    )
    return dict(estimates)
