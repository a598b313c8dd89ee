"""The recommended split: long, by channel, by period, beside today's, and within the budget."""

from __future__ import annotations

from scenarios.export.table import Cell, Column, Table
from scenarios.export.tables.context import Context


def split_lines(context: Context) -> Table:
    """Campaign x channel x period: a row for every amount."""
    campaigns = {campaign.id: campaign for campaign in context.scenario.campaigns}
    channels = {channel.id: channel for channel in context.scenario.channels}
    rows: list[tuple[Cell, ...]] = [
        (
            cell.campaign,
            context.name(campaigns[cell.campaign].name),
            campaigns[cell.campaign].line,
            cell.channel,
            context.name(channels[cell.channel].name),
            channels[cell.channel].group,
            period + 1,
            context.period_start(period),
            amount,
        )
        for cell in context.split.cells
        for period, amount in sorted(cell.periods.items())
        if amount
    ]
    columns = context.columns(
        "campaign",
        "campaign_name",
        "line",
        "channel",
        "channel_name",
        "group",
        ("period", "integer"),
        ("period_start", "date"),
        ("amount", "money"),
    )
    return Table("split", context.say("export.table.split"), columns, tuple(rows))


def split_by_channel(context: Context) -> Table:
    """Campaigns in rows, channels in columns, with totals of both."""
    split = context.split
    spends = {
        campaign: [_recommended(context, campaign, channel) for channel in split.channels]
        for campaign in split.campaigns
    }
    rows: list[tuple[Cell, ...]] = [
        (campaign, context.name(context.names.campaigns[campaign]), *amounts, sum(amounts))
        for campaign, amounts in spends.items()
    ]
    totals = [split.by_channel[channel][1] for channel in split.channels]
    rows.append(("", context.say("export.total"), *totals, split.recommended))
    channels = [
        Column(channel, f"{context.name(context.names.channels[channel])} ({context.currency})", "money")
        for channel in split.channels
    ]
    columns = (*context.columns("campaign", "campaign_name"), *channels, context.column("total", "money"))
    title = context.say("export.table.split_by_channel")
    return Table("split_by_channel", title, columns, tuple(rows), totals=1, total_column=True)


def split_by_period(context: Context) -> Table:
    """Periods in rows, channels in columns, with totals of both."""
    split = context.split
    by_channel = split.by_channel_period
    rows: list[tuple[Cell, ...]] = []
    for period in range(split.periods):
        amounts = [by_channel[channel][period] for channel in split.channels]
        rows.append((period + 1, context.period_start(period), *amounts, sum(amounts)))
    totals = [split.by_channel[channel][1] for channel in split.channels]
    rows.append((context.say("export.total"), None, *totals, split.recommended))
    channels = [
        Column(channel, f"{context.name(context.names.channels[channel])} ({context.currency})", "money")
        for channel in split.channels
    ]
    columns = (
        *context.columns(("period", "integer"), ("period_start", "date")),
        *channels,
        context.column("total", "money"),
    )
    title = context.say("export.table.split_by_period")
    return Table("split_by_period", title, columns, tuple(rows), totals=1, total_column=True)


def split_change(context: Context) -> Table:
    """Today, recommended and change of every channel, with totals."""
    split = context.split
    rows: list[tuple[Cell, ...]] = []
    for channel, (today, recommended) in split.by_channel.items():
        rows.append(
            (
                channel,
                context.name(context.names.channels[channel]),
                today,
                recommended,
                recommended - today,
                recommended / split.recommended if split.recommended else None,
            )
        )
    rows.append(
        (
            "",
            context.say("export.total"),
            split.today,
            split.recommended,
            split.recommended - split.today,
            1.0 if split.recommended else None,
        )
    )
    columns = context.columns(
        "channel",
        "channel_name",
        ("today", "money"),
        ("recommended", "money"),
        ("change", "money"),
        ("share", "share"),
    )
    return Table("split_change", context.say("export.table.split_change"), columns, tuple(rows), totals=1)


def budget(context: Context) -> Table:
    """What the budget is used for; the uses add up to it."""
    costs = {cost.id: cost for cost in context.scenario.budget.fixed_costs}
    rows: list[tuple[Cell, ...]] = []
    for line in context.split.budget:
        name = context.say(f"export.budget.{line.item}")
        if line.subject is not None:
            name = context.say("export.budget.fixed_cost", name=context.name(costs[line.subject].name))
        rows.append((line.item, line.subject or "", name, line.today, line.recommended))
    columns = context.columns("item", "subject", "name", ("today", "money"), ("recommended", "money"))
    return Table("budget", context.say("export.table.budget"), columns, tuple(rows), totals=1)


def _recommended(context: Context, campaign: str, channel: str) -> int:
    cell = context.split.by_cell.get((campaign, channel))
    return cell.recommended if cell else 0
