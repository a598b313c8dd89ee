"""Campaigns: whether and when they launch, how likely that is, and what they bring."""

from __future__ import annotations

import datetime as dt

from scenarios.document.campaigns import Campaign
from scenarios.document.horizon import MINUTES_PER_DAY
from scenarios.export.table import Cell, Kind, Table
from scenarios.export.tables.context import Context
from scenarios.plan import CampaignDecision
from scenarios.rounding import exact_sum, round_parts
from scenarios.summary import CampaignSummary

COLUMNS: tuple[str | tuple[str, Kind], ...] = (
    "campaign",
    "campaign_name",
    "line",
    ("runs", "flag"),
    "reason",
    ("target", "date"),
    ("planned_launch", "moment"),
    ("planned_late_days", "number"),
    ("media", "money"),
    ("fixed_cost", "money"),
    ("projected_revenue", "money"),
    ("on_time", "share"),
    ("on_time_low", "share"),
    ("on_time_high", "share"),
    ("p50", "moment"),
    ("p80", "moment"),
    ("p95", "moment"),
    ("expected_revenue", "money"),
    ("expected_loss", "money"),
)


def campaigns(context: Context) -> Table:
    """One row for every campaign of the document, with totals of the money.

    Expected amounts are rounded so that they add up to the expected total (largest remainder).
    """
    decisions = {decision.campaign: decision for decision in context.plan.allocation.campaigns}
    statements = (
        {one.campaign: one for one in context.plan.projected.campaigns} if context.plan.projected else {}
    )
    found = {one.campaign: one for one in context.summary.campaigns} if context.summary else {}
    expected = _expected(context)
    rows: list[tuple[Cell, ...]] = [
        (
            campaign.id,
            context.name(campaign.name),
            campaign.line,
            *_decision(context, campaign, decisions.get(campaign.id)),
            *_cost(context, campaign),
            statements[campaign.id].revenue if campaign.id in statements else None,
            *_simulated(found.get(campaign.id)),
            *expected.get(campaign.id, (None, None)),
        )
        for campaign in context.scenario.campaigns
    ]
    rows.append(_totals(context, rows))
    columns = context.columns(*COLUMNS)
    return Table("campaigns", context.say("export.table.campaigns"), columns, tuple(rows), totals=1)


def _decision(context: Context, campaign: Campaign, decision: CampaignDecision | None) -> tuple[Cell, ...]:
    runs = decision is not None and decision.runs
    reason = decision.reason.render(context.language) if decision is not None and decision.reason else ""
    if decision is None or not runs:
        return (False, reason, None, None, None)
    target = decision.target
    launch = context.plan.schedule.launches.get(campaign.id) if context.plan.schedule else None
    late = None
    if launch is not None and target is not None:
        late = max(0, launch - target) / MINUTES_PER_DAY
    day = context.moment(target)
    return (True, reason, day.date() if isinstance(day, dt.datetime) else None, context.moment(launch), late)


def _cost(context: Context, campaign: Campaign) -> tuple[int, int]:
    runs = campaign.id in context.plan.allocation.running
    return context.split.by_campaign[campaign.id][1], campaign.fixed_cost if runs else 0


def _simulated(found: CampaignSummary | None) -> tuple[Cell, ...]:
    if found is None:
        return (None,) * 6
    quantiles = [found.launch_at(probability).moment for probability in (0.5, 0.8, 0.95)]
    return (found.on_time.value, found.on_time.low, found.on_time.high, *quantiles)


def _expected(context: Context) -> dict[str, tuple[int, int]]:
    outcome = context.record.outcome
    if outcome is None:
        return {}
    count = outcome.replications
    sums = [
        [exact_sum(samples[:, column]) for column in range(len(outcome.campaigns))]
        for samples in (outcome.revenue, outcome.lateness_loss)
    ]
    revenue, loss = (round_parts(parts, count) for parts in sums)
    return dict(zip(outcome.campaigns, zip(revenue, loss, strict=True), strict=True))


def _totals(context: Context, rows: list[tuple[Cell, ...]]) -> tuple[Cell, ...]:
    def total(index: int) -> int:
        return sum(cell for row in rows if isinstance(cell := row[index], int))

    simulated = context.record.outcome is not None
    share = context.summary.team.on_time if context.summary else None
    return (
        "",
        context.say("export.total"),
        "",
        None,
        "",
        *([None] * 3),
        total(8),
        total(9),
        total(10),
        *((share.value, share.low, share.high) if share else (None,) * 3),
        *([None] * 3),
        *((total(17), total(18)) if simulated else (None, None)),
    )
