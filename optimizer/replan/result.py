"""What comes of replanning."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from optimizer.replan.changes import Change
from optimizer.replan.prices import Prices
from optimizer.replan.situation import Reason
from scenarios.document.base import Id, Value
from scenarios.document.scenario import Scenario
from scenarios.plan import Minor, Minute, Plan, Proof, Schedule


class Total(Value):
    """What a course costs, minor units, and the number of its changes."""

    loss: Minor
    changes: int
    price: Minor

    @property
    def total(self) -> int:
        """What was minimised."""
        return self.loss + self.price


class CampaignCourse(Value):
    """A campaign's launch and loss: as planned before, if nothing is decided, and as replanned."""

    campaign: Id
    target: Minute
    launch_before: Minute | None
    """None: it was not planned."""
    launch_nothing: Minute
    launch_after: Minute
    loss_before: Minor | None
    loss_nothing: Minor
    loss_after: Minor


class FreedStep(Value):
    """A step of the frozen window that cannot be done as planned."""

    job: str
    step: str
    reason: Reason


class Replan(Value):
    """A plan made again on a status date, beside what happens if nothing is decided."""

    status_date: dt.date
    scenario: Scenario
    """The document on that day."""
    plan: Plan
    do_nothing: Schedule
    """The same order of work carried out from where it stands."""
    prices: Prices
    most_changes: int | None
    """The limit asked for; doing nothing may take more changes than that already, which then is the limit."""
    nothing: Total
    after: Total
    proof: Proof
    """Of the cost that was minimised."""
    changes: tuple[Change, ...]
    campaigns: tuple[CampaignCourse, ...]
    freed: tuple[FreedStep, ...]
    outcome: Literal["as_planned", "nothing_better", "replanned"]
    """Everything goes as planned; nothing better than doing nothing was found; something is decided."""
