"""What one replication is worth: `scenarios.valuation` applied to what really happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scenarios.document.durations import to_minutes
from scenarios.document.scenario import Scenario
from scenarios.outcome import NEVER
from scenarios.plan import Allocation
from scenarios.valuation import Valuation, lateness_loss
from simulation.media import media


@dataclass(frozen=True, slots=True)
class Result:
    """Money of one replication, minor units; revenue and loss by campaign."""

    revenue: list[int]
    lateness_loss: list[int]
    contribution: int
    staff_cost: int
    urgent_kept: int
    urgent_contribution: int
    net_value: int


class Ledger:
    """The values that no replication changes.

    Attributes:
        campaigns: the running campaigns, in the order of the document.
        documents: their documents.
        targets: their target minutes.
        on_time: their revenue if they launch on time.
        margin: share of revenue that is contribution.
        promise: minutes within which urgent requests are to launch.
        urgent_value: contribution of one that does.
    """

    def __init__(self, scenario: Scenario, allocation: Allocation, valuation: Valuation) -> None:
        documents = [one for one in scenario.campaigns if one.id in allocation.running]
        self.campaigns = tuple(one.id for one in documents)
        self.documents = documents
        self.targets = tuple(_target(allocation, one) for one in self.campaigns)
        found = media(scenario, allocation, valuation)
        self.on_time = [found.revenue[one] for one in self.campaigns]
        self.margin = scenario.objective.margin
        self._valuation = valuation
        self._people = [person.id for person in scenario.organisation.everyone()]
        self.media = found.cost
        self.campaign_fixed = sum(one.fixed_cost for one in documents)
        self.fixed = scenario.budget.fixed
        self.staff_counts = scenario.objective.staff_cost
        self.promise = to_minutes(scenario.risks.urgent.promise_hours)
        self.urgent_value = round(self.margin * scenario.risks.urgent.value)

    def result(
        self,
        launches: Sequence[int],
        worked: Sequence[int],
        urgent_leads: Sequence[int],
        defect_cost: int = 0,
    ) -> Result:
        """The money of a replication.

        Args:
            launches: launch minute of each campaign; a campaign never launched earns nothing.
            worked: working minutes of each person.
            urgent_leads: minutes from request to launch of each urgent request that was launched.
            defect_cost: what the defects found cost, minor units.
        """
        losses = [
            revenue if launch == NEVER else lateness_loss(document, revenue, launch - target)
            for document, revenue, launch, target in zip(
                self.documents, self.on_time, launches, self.targets, strict=True
            )
        ]
        revenue = [full - loss for full, loss in zip(self.on_time, losses, strict=True)]
        contribution = sum(round(self.margin * one) for one in revenue)
        staff_cost = self._valuation.staff_cost(self._minutes(worked))
        kept = sum(lead <= self.promise for lead in urgent_leads)
        cost = self.media + self.campaign_fixed + self.fixed + (staff_cost if self.staff_counts else 0)
        return Result(
            revenue=revenue,
            lateness_loss=losses,
            contribution=contribution,
            staff_cost=staff_cost,
            urgent_kept=kept,
            urgent_contribution=kept * self.urgent_value,
            net_value=contribution + kept * self.urgent_value - cost - defect_cost,
        )

    def _minutes(self, worked: Sequence[int]) -> Mapping[str, int]:
        return dict(zip(self._people, worked, strict=True))


def _target(allocation: Allocation, campaign: str) -> int:
    target = allocation.running[campaign].target
    if target is None:
        message = f"campaign {campaign!r} runs without a launch"
        raise ValueError(message)
    return target
