"""What the optimizer decides: the split, the launches, the staff hours, the schedule.

All money is in integer minor units (hundredths of the currency unit), all times in integer minutes since the start of
the horizon; exports convert.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from scenarios.document.base import Id, Value
from scenarios.i18n import Message
from scenarios.standing import Standing

Minor: TypeAlias = int
"""Minor units of money."""
Minute: TypeAlias = int
"""Minutes since midnight at the start of the horizon."""


BindingKind: TypeAlias = Literal[
    "budget",
    "period",
    "group",
    "group_share",
    "line",
    "channel",
    "campaign",
    "cell",
    "goal",
    "skill",
    "rule",
    "other",
]
"""What sort of requirement limits an answer."""


class Status(StrEnum):
    """How a search ended. A time limit is never `OPTIMAL`."""

    OPTIMAL = "optimal"
    """Proven within the wanted relative gap."""
    FEASIBLE = "feasible"
    """A verified answer whose gap is larger than wanted, or unknown."""
    INFEASIBLE = "infeasible"
    """Proven to have no answer."""
    UNKNOWN = "unknown"
    """No answer and no proof within the limit."""
    AS_GIVEN = "as_given"
    """Not optimised: evaluated as it is."""


class Proof(Value):
    """How good an answer is known to be.

    ``bound`` limits every possible value from the other side; ``gap`` is |bound - value| / max(|value|, 1); None where
    no bound is known.
    """

    status: Status
    value: float | None = None
    bound: float | None = None
    gap: float | None = None


class Provenance(Value):
    """What a result was made from: enough to make it again."""

    scenario: Id
    content_hash: str
    seed: int
    versions: Mapping[str, str]


class Binding(Value):
    """A requirement that limits the answer, and what one more unit of it is worth.

    ``worth`` is in minor units of net value per ``unit`` at the chosen campaigns and launches; None where it was not
    computed. ``level`` and ``limit`` are in the unit of the requirement (minor units for money, minutes for work).
    """

    kind: BindingKind
    name: Message
    subject: tuple[Id, ...] = ()
    level: float
    limit: float
    worth: float | None = None
    unit: Message


class Conflict(Value):
    """One of a smallest set of requirements that cannot hold together."""

    name: Message
    path: str
    """Where it stands in the document."""
    remedy: Message | None = None


class CampaignDecision(Value):
    """Whether and when a campaign runs."""

    campaign: Id
    runs: bool
    launch_period: int | None = None
    target: Minute | None = None
    """When it is to be live."""
    reason: Message | None = None
    """Why it does not run, or runs at another time than due."""


class SpendLine(Value):
    """Media spend of a cell in a period."""

    campaign: Id
    channel: Id
    period: int
    amount: Annotated[Minor, Field(ge=0)]


class StaffLine(Value):
    """Planned working minutes (at normal speed) of a skill for a campaign in a period."""

    campaign: Id
    skill: Id
    period: int
    minutes: int


class Allocation(Value):
    """The split of money and the choice of campaigns."""

    proof: Proof
    campaigns: tuple[CampaignDecision, ...] = ()
    spend: tuple[SpendLine, ...] = ()
    staff: tuple[StaffLine, ...] = ()
    bindings: tuple[Binding, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    notes: tuple[Message, ...] = ()

    @cached_property
    def running(self) -> dict[str, CampaignDecision]:
        """Decisions of the campaigns that run, by campaign."""
        return {decision.campaign: decision for decision in self.campaigns if decision.runs}

    @cached_property
    def cell_spend(self) -> dict[tuple[str, str], int]:
        """Total spend by (campaign, channel), minor units."""
        totals: dict[tuple[str, str], int] = {}
        for line in self.spend:
            key = (line.campaign, line.channel)
            totals[key] = totals.get(key, 0) + line.amount
        return totals

    @cached_property
    def channel_spend(self) -> dict[str, int]:
        """Total spend by channel, minor units."""
        totals: dict[str, int] = {}
        for (_, channel), amount in self.cell_spend.items():
            totals[channel] = totals.get(channel, 0) + amount
        return totals

    @property
    def media(self) -> int:
        """All media spend, minor units."""
        return sum(line.amount for line in self.spend)


class ScheduledTask(Value):
    """One step of a job on named people (nobody for approvals and waits)."""

    job: str
    step: str
    people: tuple[Id, ...] = ()
    ready: Minute
    """When predecessors and hand-offs are through."""
    start: Minute
    finish: Minute


class ScheduledJob(Value):
    """A job's course: when it is admitted, launched and completed."""

    job: str
    campaign: Id
    kind: Literal["preparation", "flight"]
    admission: Minute
    launch: Minute
    completion: Minute


class Schedule(Value):
    """Every step on named people; ``proof.value`` is the value lost by lateness (minor units, to be minimised)."""

    proof: Proof
    jobs: tuple[ScheduledJob, ...] = ()
    tasks: tuple[ScheduledTask, ...] = ()
    people_minutes: Mapping[Id, int] = {}
    """Working minutes by person."""
    notes: tuple[Message, ...] = ()
    standing: Standing | None = None
    """What was settled when the schedule was made; None for one made before any work began."""

    @cached_property
    def launches(self) -> dict[str, int]:
        """Planned launch of each campaign, minutes."""
        return {job.campaign: job.launch for job in self.jobs if job.kind == "preparation"}


class CampaignStatement(Value):
    """A campaign's money, minor units. realised revenue = base + sum of responses - lateness loss."""

    campaign: Id
    base: Minor
    responses: Mapping[Id, Minor]
    """By channel."""
    lateness_loss: Minor
    media: Minor
    fixed: Minor

    @property
    def revenue(self) -> int:
        """Revenue after lateness."""
        return self.base + sum(self.responses.values()) - self.lateness_loss


class Statement(Value):
    """A plan's money, minor units; every total is the exact sum of its parts."""

    campaigns: tuple[CampaignStatement, ...]
    contribution: Minor
    """Margin on revenue, campaign by campaign, rounded there."""
    media: Minor
    campaign_fixed: Minor
    fixed: Minor
    staff: Minor
    urgent: Minor = 0
    """Contribution of urgent requests (simulation only)."""
    staff_counts: bool
    """Whether staff cost enters cost and net value (`Objective.staff_cost`)."""

    @property
    def revenue(self) -> int:
        """Revenue of all campaigns."""
        return sum(campaign.revenue for campaign in self.campaigns)

    @property
    def lateness_loss(self) -> int:
        """Revenue lost by lateness."""
        return sum(campaign.lateness_loss for campaign in self.campaigns)

    @property
    def cost(self) -> int:
        """Media, fixed costs and, where it counts, staff."""
        return self.media + self.campaign_fixed + self.fixed + (self.staff if self.staff_counts else 0)

    @property
    def net_value(self) -> int:
        """Contribution less cost: what plans are compared by."""
        return self.contribution + self.urgent - self.cost

    @property
    def net_roi(self) -> float | None:
        """(contribution - cost) / cost."""
        return self.net_value / self.cost if self.cost else None

    @property
    def roas(self) -> float | None:
        """Revenue per currency unit of media spend."""
        return self.revenue / self.media if self.media else None


class Plan(Value):
    """A complete answer: what to spend, what to launch, who does what when, and what it is projected to bring."""

    provenance: Provenance
    allocation: Allocation
    schedule: Schedule | None = None
    projected: Statement | None = None
    """Value if everything goes as scheduled; None when there is no feasible plan."""
