"""What the simulation finds: samples by replication, and the names of their columns.

Money in integer minor units, times in integer minutes. R replications, C running campaigns, P people, A causes,
S skills, W streams (open workloads). Paired comparison needs the samples themselves, so they are kept; summaries are
made from them elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias, get_args

import numpy as np
from pydantic import model_validator

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
    streams: tuple[Id, ...] = ()
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
    defects: IntArray
    """(R, C) defects that escaped a step and were found later."""
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
    stream_requests: IntArray
    """(R, W) requests that arrived in the horizon, by stream."""
    stream_refused: IntArray
    """(R, W) requests that were refused for want of room."""
    stream_completed: IntArray
    """(R, W) requests that were launched."""
    stream_lead: IntArray
    """(R, W) summed elapsed minutes from request to launch."""
    defect_cost: IntArray
    """(R,) due for defects that were found."""
    net_value: IntArray
    """(R,) contribution + urgent contribution - defect cost - cost."""
    wip_minutes: IntArray
    """(R,) integral of campaigns in progress over the horizon, campaign-minutes."""
    media: int
    campaign_fixed: int
    fixed: int
    staff_counts: bool
    horizon_minutes: int
    notes: tuple[Message, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _from_earlier_versions(cls, given: Any) -> Any:
        """Outcomes stored before streams and defects were counted knew neither."""
        if not isinstance(given, Mapping):
            return given
        filled = {**_nothing(given), **given}
        if not len(given.get("campaigns", ())):
            # Nested lists do not show the axes behind an empty one.
            filled["waiting"] = np.zeros((len(given.get("net_value", ())), 0, len(CAUSES)), dtype=np.int64)
        return filled

    @property
    def replications(self) -> int:
        """Number of runs, R."""
        return len(self.net_value)


STREAM_COLUMNS = ("stream_requests", "stream_refused", "stream_completed", "stream_lead")


def _nothing(given: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that came later, with nothing in them."""
    count = len(given.get("net_value", ()))
    columns = len(given.get("streams", ()))
    empty = {name: np.zeros((count, columns), dtype=np.int64) for name in STREAM_COLUMNS}
    defects = np.zeros((count, len(given.get("campaigns", ()))), dtype=np.int64)
    return {**empty, "defects": defects, "defect_cost": np.zeros(count, dtype=np.int64)}
