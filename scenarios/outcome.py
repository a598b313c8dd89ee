"""What the simulation finds: samples by replication, and the names of their columns.

Money in integer minor units, times in integer minutes. R replications, C running campaigns, P people, A causes,
S skills. Paired comparison needs the samples themselves, so they are kept; summaries are made from them elsewhere.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

from scenarios.arrays import ArrayValue, IntArray
from scenarios.document.base import Id
from scenarios.i18n import Message
from scenarios.plan import Provenance

WaitCause: TypeAlias = Literal["admission", "handoff", "approval", "person", "calendar", "rework", "external"]
CAUSES: tuple[WaitCause, ...] = get_args(WaitCause)
NEVER = -1
"""In place of a moment: it did not happen in this replication."""


class Outcome(ArrayValue):
    """R runs of a plan through the team."""

    provenance: Provenance
    engine: Literal["simpy", "compiled"]
    stopped_by: Literal["count", "precision"]
    confidence: float
    campaigns: tuple[Id, ...]
    people: tuple[Id, ...]
    skills: tuple[Id, ...]
    launch: IntArray
    """(R, C) launch minutes; `NEVER` where a campaign was not launched before its calendar ended."""
    target: IntArray
    """(C,) target minutes."""
    admission: IntArray
    """(R, C) minutes at which work was admitted."""
    completion: IntArray
    """(R, C) minutes at which the last step was done."""
    revenue: IntArray
    """(R, C) realised revenue after lateness."""
    lateness_loss: IntArray
    """(R, C)"""
    waiting: IntArray
    """(R, C, A) elapsed minutes of the preparation by cause, in the order of `CAUSES`, summed over its steps."""
    rework_visits: IntArray
    """(R, C) step visits beyond the first."""
    busy: IntArray
    """(R, P) working minutes in the horizon."""
    available: IntArray
    """(R, P) open minutes in the horizon, absence taken out."""
    skill_busy: IntArray
    """(R, S) working minutes by skill used, in the horizon."""
    worked: IntArray
    """(R, P) working minutes in all, also beyond the horizon: what staff costs."""
    staff_cost: IntArray
    """(R,)"""
    contribution: IntArray
    """(R,) margin on campaign revenue."""
    urgent_requests: IntArray
    """(R,) number that arrived in the horizon."""
    urgent_kept: IntArray
    """(R,) number launched within the promise."""
    urgent_lead: IntArray
    """(R,) summed elapsed minutes from request to launch."""
    urgent_contribution: IntArray
    """(R,)"""
    net_value: IntArray
    """(R,) contribution + urgent contribution - cost."""
    wip_minutes: IntArray
    """(R,) integral of campaigns in progress over the horizon, campaign-minutes."""
    media: int
    campaign_fixed: int
    fixed: int
    staff_counts: bool
    horizon_minutes: int
    notes: tuple[Message, ...] = ()

    @property
    def replications(self) -> int:
        """Number of runs, R."""
        return len(self.net_value)
