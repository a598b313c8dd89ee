"""Cases of a history sent through a scenario again: their lead times as the simulation forecasts them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from scenarios.document import (
    Budget,
    Campaign,
    Horizon,
    Label,
    Objective,
    Rules,
    Scenario,
    SimulationSettings,
)
from scenarios.outcome import NEVER
from scenarios.plan import Allocation, CampaignDecision, Plan, Proof, Provenance, Status
from scenarios.worktime import WorkTime
from simulation.calibration.families import Floats
from simulation.runner import simulate

WEEKS_BEYOND = 26
"""After the last case began: room for late ones."""
Hours: TypeAlias = Floats


@dataclass(frozen=True, slots=True)
class Arrival:
    """A case: when its work began, and its size."""

    start: dt.datetime
    size: float


def lead_times(
    scenario: Scenario, workflow: str, arrivals: Sequence[Arrival], replications: int, seed: int
) -> Hours:
    """Working hours (cases, replications) from the first to the last minute of each case, sorted by row.

    The cases compete for the scenario's people, in order of arrival. A case counts from the beginning of its first day.

    Raises:
        SimulationError: some work can never be done.
    """
    again = _scenario(scenario, workflow, arrivals)
    settings = SimulationSettings(replications=replications, dispatch="due_date", workers=1, seed=seed)
    outcome = simulate(again, _plan(again), settings=settings)
    shared = WorkTime(again).shared
    end = shared.ends[-1]
    rows = []
    for place, arrival in enumerate(arrivals):
        completed = outcome.completion[:, place]
        release = again.horizon.minute(arrival.start.date())
        ends = np.where(completed == NEVER, end, completed).tolist()
        rows.append(sorted(shared.between(release, moment) / 60 for moment in ends))
    return np.array(rows)


def _scenario(scenario: Scenario, workflow: str, arrivals: Sequence[Arrival]) -> Scenario:
    """The same people, workflows and risks with the cases for campaigns, and nothing to spend."""
    days = [arrival.start.date() for arrival in arrivals]
    monday = min(days) - dt.timedelta(days=min(days).weekday())
    weeks = (max(days) - monday).days // 7 + 1 + WEEKS_BEYOND
    campaigns = tuple(
        Campaign(
            id=f"case{number}",
            name=Label(en=f"Case {number}", zh=f"案例 {number}"),
            due=day,
            release=day,
            workflow=workflow,
            size=arrival.size,
        )
        for number, (day, arrival) in enumerate(zip(days, arrivals, strict=True))
    )
    return scenario.model_copy(
        update={
            "horizon": Horizon(start=monday, periods=weeks),
            "status_date": None,
            "channels": (),
            "campaigns": campaigns,
            "budget": Budget(total=0),
            "rules": Rules(),
            "goals": (),
            "objective": Objective(),
        }
    )


def _plan(scenario: Scenario) -> Plan:
    decisions = tuple(
        CampaignDecision(
            campaign=campaign.id,
            runs=True,
            launch_period=scenario.horizon.period_of(campaign.due),
            target=scenario.horizon.minute(campaign.due),
        )
        for campaign in scenario.campaigns
    )
    return Plan(
        provenance=Provenance(
            scenario=scenario.id, content_hash=scenario.content_hash(), seed=0, versions={}
        ),
        allocation=Allocation(proof=Proof(status=Status.AS_GIVEN), campaigns=decisions, spend=()),
        schedule=None,
    )
