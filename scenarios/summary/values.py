"""What an outcome says, as values. Money is in minor units here, as everywhere between engines; exports convert it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from scenarios.document.base import Id, Value
from scenarios.outcome import WaitCause
from scenarios.plan import Provenance
from scenarios.statistics import Estimate

if TYPE_CHECKING:
    import pandas as pd

LAUNCH_QUANTILES = (0.1, 0.5, 0.8, 0.95)
VALUE_QUANTILES = (0.1, 0.5, 0.9)


class LaunchQuantile(Value):
    """The moment by which a campaign is launched with ``probability``.

    ``moment`` is None where even the end of the simulated calendar is too early; ``low`` and ``high`` are None where
    the replications are too few to enclose it, ``high`` also where the upper end was never reached.
    """

    probability: float
    moment: dt.datetime | None
    low: dt.datetime | None
    high: dt.datetime | None


class CampaignSummary(Value):
    """One campaign's course over the replications."""

    campaign: Id
    target: dt.datetime
    launch: tuple[LaunchQuantile, ...]
    """At the probabilities of `LAUNCH_QUANTILES`."""
    launched: Estimate
    """Probability of being launched at all."""
    on_time: Estimate
    """Probability of being launched by the target."""
    lead_days: Estimate | None
    """Elapsed days from admission to launch, where launched; None where it never was."""
    late_days: Estimate | None
    """Days after the target, 0 when on time, where launched."""
    revenue: Estimate
    lateness_loss: Estimate
    waiting_hours: Mapping[WaitCause, Estimate]
    """Elapsed hours of the preparation by cause."""
    rework_visits: Estimate

    def launch_at(self, probability: float) -> LaunchQuantile:
        """The quantile at one of `LAUNCH_QUANTILES`."""
        return next(item for item in self.launch if item.probability == probability)


class SkillLoad(Value):
    """Load of a skill: of the open time of those who have it, the share spent on it and the share spent on anything."""

    used: Estimate | None
    holders_busy: Estimate | None


class StreamSummary(Value):
    """One stream of open work, for a replication."""

    requests: Estimate
    refused: Estimate
    completed: Estimate
    lead_hours: Estimate | None
    """Elapsed hours from request to launch; None where nothing was launched."""


class TeamSummary(Value):
    """The team as a whole."""

    on_time: Estimate | None
    """Share of campaigns launched by their target."""
    lead_days: Estimate | None
    throughput: Estimate
    """Launches in the horizon, per week."""
    wip: Estimate
    """Campaigns in progress, averaged over the horizon."""
    utilisation: Estimate | None
    people: Mapping[Id, Estimate | None]
    """Working time as a share of open time; None for someone who is never there."""
    skills: Mapping[Id, SkillLoad]
    urgent_per_run: Estimate
    urgent_kept: Estimate | None
    """Share of urgent requests launched within the promise; None without requests."""
    urgent_lead_hours: Estimate | None
    streams: Mapping[Id, StreamSummary]
    waiting_hours: Mapping[WaitCause, Estimate]
    """Elapsed hours by cause, over all campaigns."""


class MoneySummary(Value):
    """Money in minor units."""

    revenue: Estimate
    contribution: Estimate
    urgent: Estimate
    defects: Estimate
    """Cost of defects that escaped and were found."""
    media: int
    campaign_fixed: int
    fixed: int
    staff: Estimate
    staff_counts: bool
    cost: Estimate
    net_value: Estimate
    net_value_quantiles: Mapping[float, Estimate]
    """At the probabilities of `VALUE_QUANTILES`."""
    loss_probability: Estimate
    """Probability of a net value below zero."""
    lateness_loss: Estimate
    net_roi: Estimate | None
    roas: Estimate | None


class OutcomeSummary(Value):
    """Everything that is shown of one outcome."""

    scenario: Id
    currency: str
    provenance: Provenance
    engine: Literal["simpy", "compiled"]
    replications: int
    stopped_by: Literal["count", "precision"]
    confidence: float
    money: MoneySummary
    team: TeamSummary
    campaigns: tuple[CampaignSummary, ...]

    def to_dict(self) -> dict[str, object]:
        """As JSON values; money in minor units."""
        return self.model_dump(mode="json")

    def to_frame(self) -> pd.DataFrame:
        """One row per campaign: target, launch quantiles, and every estimate with its ends (money in minor units)."""
        import pandas as pd  # noqa: PLC0415 - slow to import, and few callers want it

        return pd.DataFrame([_row(campaign) for campaign in self.campaigns])


def _row(campaign: CampaignSummary) -> dict[str, object]:
    row: dict[str, object] = {"campaign": campaign.campaign, "target": campaign.target}
    row |= {f"launch_p{round(100 * item.probability)}": item.moment for item in campaign.launch}
    for name in ("on_time", "lead_days", "late_days", "revenue", "lateness_loss"):
        estimate: Estimate | None = getattr(campaign, name)
        for end in ("value", "low", "high"):
            label = name if end == "value" else f"{name}_{end}"
            row[label] = None if estimate is None else getattr(estimate, end)
    row |= {f"waiting_{cause}_hours": estimate.value for cause, estimate in campaign.waiting_hours.items()}
    return row
