"""Today's split beside the recommended one, and the budget that both come out of. All in minor units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from scenarios.document.base import Id, Value
from scenarios.document.scenario import Scenario
from scenarios.plan import Minor, Plan

if TYPE_CHECKING:
    import pandas as pd

BudgetItem: TypeAlias = Literal["media", "campaign_fixed", "fixed", "reserve", "left", "total"]


class SplitCell(Value):
    """One campaign on one channel."""

    campaign: Id
    channel: Id
    today: Minor
    recommended: Minor
    periods: Mapping[int, Minor] = {}
    """Recommended spend by period of the horizon; adds up to ``recommended``."""

    @property
    def change(self) -> int:
        """Recommended less today."""
        return self.recommended - self.today


class BudgetLine(Value):
    """One use of the budget; the lines of a split before its total add up to the total budget."""

    item: BudgetItem
    subject: Id | None = None
    """The fixed cost, for ``fixed``."""
    today: Minor
    recommended: Minor


class Split(Value):
    """All cells of a scenario, in the order of the document."""

    currency: str
    periods: int
    campaigns: tuple[Id, ...]
    channels: tuple[Id, ...]
    cells: tuple[SplitCell, ...]
    budget: tuple[BudgetLine, ...]

    @property
    def today(self) -> int:
        """Media spend of today's plan."""
        return sum(cell.today for cell in self.cells)

    @property
    def recommended(self) -> int:
        """Recommended media spend."""
        return sum(cell.recommended for cell in self.cells)

    @cached_property
    def by_channel(self) -> dict[str, tuple[int, int]]:
        """(today, recommended) of every channel."""
        return _grouped(self.channels, ((cell.channel, cell) for cell in self.cells))

    @cached_property
    def by_campaign(self) -> dict[str, tuple[int, int]]:
        """(today, recommended) of every campaign."""
        return _grouped(self.campaigns, ((cell.campaign, cell) for cell in self.cells))

    @cached_property
    def by_cell(self) -> dict[tuple[str, str], SplitCell]:
        """Cells by (campaign, channel)."""
        return {(cell.campaign, cell.channel): cell for cell in self.cells}

    @cached_property
    def by_channel_period(self) -> dict[str, list[int]]:
        """Recommended spend of every channel in each period."""
        spends = {channel: [0] * self.periods for channel in self.channels}
        for cell in self.cells:
            for period, amount in cell.periods.items():
                spends[cell.channel][period] += amount
        return spends

    def to_frame(self) -> pd.DataFrame:
        """One row per cell: campaign, channel, today, recommended, change (minor units)."""
        import pandas as pd  # noqa: PLC0415 - slow to import, and few callers want it

        columns = ("campaign", "channel", "today", "recommended", "change")
        return pd.DataFrame(
            [[getattr(cell, name) for name in columns] for cell in self.cells], columns=columns
        )


def split_table(scenario: Scenario, plan: Plan) -> Split:
    """Today's split and the plan's, cell by cell. Campaigns that are no part of today's plan spend nothing today."""
    periods: dict[tuple[str, str], dict[int, int]] = {}
    for line in plan.allocation.spend:
        cell = periods.setdefault((line.campaign, line.channel), {})
        cell[line.period] = cell.get(line.period, 0) + line.amount
    cells = tuple(
        SplitCell(
            campaign=campaign.id,
            channel=cell.channel,
            today=cell.today if campaign.in_today else 0,
            recommended=plan.allocation.cell_spend.get((campaign.id, cell.channel), 0),
            periods=periods.get((campaign.id, cell.channel), {}),
        )
        for campaign in scenario.campaigns
        for cell in campaign.channels
    )
    return Split(
        currency=scenario.currency,
        periods=scenario.horizon.periods,
        campaigns=tuple(campaign.id for campaign in scenario.campaigns),
        channels=tuple(channel.id for channel in scenario.channels),
        cells=cells,
        budget=_budget(scenario, plan, cells),
    )


def _budget(scenario: Scenario, plan: Plan, cells: tuple[SplitCell, ...]) -> tuple[BudgetLine, ...]:
    running = plan.allocation.running
    budget = scenario.budget
    media = (sum(cell.today for cell in cells), sum(cell.recommended for cell in cells))
    campaign_fixed = (
        sum(campaign.fixed_cost for campaign in scenario.campaigns if campaign.in_today),
        sum(campaign.fixed_cost for campaign in scenario.campaigns if campaign.id in running),
    )
    left = [budget.available - spent - fixed for spent, fixed in zip(media, campaign_fixed, strict=True)]
    return (
        BudgetLine(item="media", today=media[0], recommended=media[1]),
        BudgetLine(item="campaign_fixed", today=campaign_fixed[0], recommended=campaign_fixed[1]),
        *(
            BudgetLine(item="fixed", subject=cost.id, today=cost.amount, recommended=cost.amount)
            for cost in budget.fixed_costs
        ),
        BudgetLine(item="reserve", today=budget.reserve, recommended=budget.reserve),
        BudgetLine(item="left", today=left[0], recommended=left[1]),
        BudgetLine(item="total", today=budget.total, recommended=budget.total),
    )


def _grouped(keys: Iterable[str], cells: Iterable[tuple[str, SplitCell]]) -> dict[str, tuple[int, int]]:
    totals = dict.fromkeys(keys, (0, 0))
    for key, cell in cells:
        today, recommended = totals[key]
        totals[key] = (today + cell.today, recommended + cell.recommended)
    return totals
