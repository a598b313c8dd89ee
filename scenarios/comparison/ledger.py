"""The integer accounts of one result, summed over its replications: what a bridge takes apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, TypeAlias

import numpy as np

from scenarios.document.campaigns import Campaign
from scenarios.outcome import Outcome
from scenarios.plan import Statement
from scenarios.record import Record
from scenarios.rounding import exact_sum
from scenarios.valuation import Valuation

Basis: TypeAlias = Literal["realised", "projected"]
OWN = ""
"""In place of a channel: what the campaign brings by itself."""


class Contradiction(ValueError):
    """A result whose totals do not follow from its plan and document."""


@dataclass(frozen=True)
class Ledger:
    """Amounts in minor units; those named ``..._sum`` are summed over ``runs`` replications.

    The identity that `ledger_of` checks: net_value_sum = runs * (on-time contributions - media - campaign fixed costs
    - fixed costs) + shock_sum - lateness_sum + urgent_sum - defect_sum - staff_sum.
    """

    record: Record
    runs: int
    net_value_sum: int
    contribution_sum: int
    urgent_sum: int
    staff_sum: int
    """Staff cost where it counts, else 0."""
    defect_sum: int = 0
    """Cost of defects that escaped and were found."""
    shock_contribution_sum: int = 0
    """Change of the on-time contributions by shocks to budgets and platforms."""
    shock_media_sum: int = 0
    """Change of the media cost by them."""

    @property
    def shock_sum(self) -> int:
        """What shocks to budgets and platforms are worth."""
        return self.shock_contribution_sum - self.shock_media_sum

    @cached_property
    def running(self) -> tuple[str, ...]:
        """Campaigns that run."""
        return tuple(self.record.plan.allocation.running)

    @cached_property
    def lateness_sum(self) -> int:
        """Contribution lost by lateness."""
        on_time = self.runs * sum(self.on_time(campaign) for campaign in self.running)
        return on_time + self.shock_contribution_sum - self.contribution_sum

    @property
    def fixed(self) -> int:
        """Fixed costs of the budget."""
        return self.record.scenario.budget.fixed

    def launch(self, campaign: str) -> int:
        """Launch period of a running campaign."""
        period = self.record.plan.allocation.running[campaign].launch_period
        if period is None:
            message = f"campaign {campaign!r} runs without a launch"
            raise ValueError(message)
        return period

    def spends(self, campaign: str) -> dict[str, int]:
        """Media spend of a campaign by channel."""
        cells = self.record.plan.allocation.cell_spend
        return {channel: amount for (one, channel), amount in cells.items() if one == campaign}

    def campaign_fixed(self, campaign: str) -> int:
        """Fixed cost of running a campaign."""
        return self._campaigns[campaign].fixed_cost

    def on_time(self, campaign: str) -> int:
        """Contribution of a running campaign that launches on time."""
        return sum(self.parts(campaign, self.launch(campaign), self.spends(campaign)).values())

    def on_time_net(self, campaign: str) -> int:
        """The same, less the campaign's media and fixed cost."""
        return self.on_time(campaign) - sum(self.spends(campaign).values()) - self.campaign_fixed(campaign)

    def parts(
        self, campaign: str, launch: int, spends: Mapping[str, int], absorber: str = OWN
    ) -> dict[str, int]:
        """On-time contribution at any launch and spends, by channel and `OWN`; minor units.

        Each cell is rounded on its own; the cents by which the rounded campaign differs from its rounded cells go to
        the channel ``absorber``. A cell that this document does not have earns nothing.
        """
        known = {cell.channel for cell in self._campaigns[campaign].channels}
        revenues = {OWN: self._campaigns[campaign].value}
        for channel, spend in spends.items():
            revenues[channel] = (
                self._valuation.cell_revenue(campaign, channel, launch, spend) if channel in known else 0
            )
        parts = {channel: self._contribution(revenue) for channel, revenue in revenues.items()}
        parts[absorber] += self._contribution(sum(revenues.values())) - sum(parts.values())
        return parts

    def _contribution(self, revenue: int) -> int:
        return round(self.record.scenario.objective.margin * revenue)

    @cached_property
    def _campaigns(self) -> dict[str, Campaign]:
        return {campaign.id: campaign for campaign in self.record.scenario.campaigns}

    @cached_property
    def _valuation(self) -> Valuation:
        return Valuation(self.record.scenario, self.record.plan.allocation)


def ledger_of(record: Record, basis: Basis) -> Ledger:
    """The accounts of a record, by its outcome or by its projection.

    Raises:
        ValueError: the record has no outcome, or no projection.
        Contradiction: its totals do not follow from its plan and document.
    """
    source = record.outcome if basis == "realised" else record.plan.projected
    if source is None:
        message = f"scenario {record.id!r} has no {basis} value"
        raise ValueError(message)
    ledger = _realised(record, source) if isinstance(source, Outcome) else _projected(record, source)
    costs = ledger.fixed + sum(
        sum(ledger.spends(campaign).values()) + ledger.campaign_fixed(campaign) for campaign in ledger.running
    )
    expected = ledger.contribution_sum + ledger.urgent_sum - ledger.staff_sum - ledger.defect_sum
    expected -= ledger.runs * costs + ledger.shock_media_sum
    if ledger.net_value_sum != expected:
        message = f"scenario {record.id!r}: its net value is {ledger.net_value_sum} but its parts add up to {expected}"
        raise Contradiction(message)
    return ledger


def _realised(record: Record, outcome: Outcome) -> Ledger:
    # The same rounding, campaign by campaign and run by run, as in `scenarios.valuation`.
    earned = np.rint(record.scenario.objective.margin * outcome.revenue).astype(np.int64)
    if (earned.sum(axis=1) != outcome.contribution).any():
        message = f"scenario {record.id!r}: contributions do not follow from revenues and margin"
        raise Contradiction(message)
    calm = Ledger(
        record=record,
        runs=outcome.replications,
        net_value_sum=exact_sum(outcome.net_value),
        contribution_sum=exact_sum(outcome.contribution),
        urgent_sum=exact_sum(outcome.urgent_contribution),
        staff_sum=exact_sum(outcome.staff_cost) if outcome.staff_counts else 0,
        defect_sum=exact_sum(outcome.defect_cost),
    )
    return _shocked(calm, outcome) if record.scenario.risks.shocks else calm


def _shocked(calm: Ledger, outcome: Outcome) -> Ledger:
    """The accounts with what shocks to budgets and platforms did to media and to the revenue of launches on time."""
    margin, media = calm.record.scenario.objective.margin, calm.record.plan.allocation.media
    # Revenue and loss add up to what a launch on time earns, which no replication changes.
    on_time = (outcome.revenue[0] + outcome.lateness_loss[0]).tolist()
    earned = dict(zip(outcome.campaigns, on_time, strict=True))
    change = sum(round(margin * earned[campaign]) - calm.on_time(campaign) for campaign in calm.running)
    return replace(
        calm,
        shock_contribution_sum=calm.runs * change,
        shock_media_sum=calm.runs * (outcome.media - media),
    )


def _projected(record: Record, statement: Statement) -> Ledger:
    return Ledger(
        record=record,
        runs=1,
        net_value_sum=statement.net_value,
        contribution_sum=statement.contribution,
        urgent_sum=statement.urgent,
        staff_sum=statement.staff if statement.staff_counts else 0,
    )
