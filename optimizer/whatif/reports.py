"""Frontiers, targets and the worth of more money as tables; what is left out is told once, by the frontier."""

from __future__ import annotations

from typing import Literal, TypeAlias

from optimizer.whatif.points import MoneyFrontier, MoneyPoint, MoneyTarget, MoneyWorth
from scenarios.display import percent_text
from scenarios.i18n import Message
from scenarios.text.report import Cell, Heading, Report, money_text

Purpose: TypeAlias = Literal["revenue", "net_roi", "roas", "marginal_net_roi", "marginal_roas"]
HEADINGS = (
    Heading("total_budget", "money"),
    Heading("media_spend", "money"),
    Heading("best_value", "money"),
    Heading("net_roi", "share"),
    Heading("roas"),
    Heading("next_net"),
    Heading("proven_gap", "share"),
)
TARGET = 5
"""Columns of a target: the price and the gap of a frontier are about net value, which a target does not maximise."""


def frontier_report(found: MoneyFrontier) -> Report:
    """A row for every budget."""
    return Report(
        title=Message("whatif.frontier.title"),
        headings=HEADINGS,
        rows=tuple(_row(one) for one in found.points),
        notes=(Message("whatif.frontier.note"), *found.notes),
    )


def target_report(found: MoneyTarget, purpose: Purpose) -> Report:
    """The budget for a purpose, or the best that can be had."""
    told = {
        "wanted": _written(found.wanted, purpose),
        "reachable": _written(found.reachable, purpose),
        "limit": money_text(round(found.limit)),
        "budget": money_text(found.point.budget),
    }
    verdict = "met" if found.met else "missed"
    side = "least" if purpose == "revenue" else "most"
    return Report(
        title=Message(f"whatif.target.{purpose}", {"wanted": told["wanted"]}),
        headings=HEADINGS[:TARGET],
        rows=(_row(found.point)[:TARGET],),
        notes=(Message(f"whatif.target.{side}.{verdict}", told),),
    )


def worth_report(found: MoneyWorth) -> Report:
    """What more budget brings, between its proven limits."""
    told = {
        "amount": money_text(found.amount),
        "gain": money_text(found.gain),
        "least": money_text(round(found.least)),
        "most": money_text(round(found.most)),
    }
    return Report(
        Message("whatif.worth.title", told), notes=(Message("whatif.worth.note", told), *found.notes)
    )


def _row(point: MoneyPoint) -> tuple[Cell, ...]:
    return (
        point.budget,
        point.statement.media,
        point.net_value,
        point.net_roi,
        point.roas,
        point.worth,
        point.gap,
    )


def _written(value: float, purpose: Purpose) -> str:
    if purpose == "revenue":
        return money_text(round(value))
    return percent_text(value) if purpose.endswith("net_roi") else f"{value:.2f}"
