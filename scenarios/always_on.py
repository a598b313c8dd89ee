"""A runnable document around channels that are all anybody knows: one campaign on each that is always on.

Team, workflow and hours are placeholders: a small team that runs the channels, and campaigns without preparation.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from scenarios.document import (
    Budget,
    Campaign,
    CampaignChannel,
    Channel,
    Department,
    Horizon,
    Label,
    Objective,
    Organisation,
    Scenario,
    Skill,
    SkillHours,
    Stage,
    Team,
    Workflow,
)
from scenarios.document.durations import NO_TIME
from scenarios.money import to_units

SKILL, WORKFLOW = "media", "always_on"
HOURS_PER_WEEK, CHANNELS_PER_PERSON = 4.0, 6
WEEKS = {"week": 1.0, "fortnight": 2.0, "month": 52 / 12}


@dataclass(frozen=True, slots=True)
class AlwaysOn:
    """A channel with what is spent on it over the horizon today, at least and at most (minor units)."""

    channel: Channel
    today: int
    least: int = 0
    most: int | None = None
    value_per_outcome: float = 1.0


def flight_skill(period: str) -> SkillHours:
    """The hours that a channel takes in each period."""
    return SkillHours(skill=SKILL, hours=round(HOURS_PER_WEEK * WEEKS[period], 2))


def always_on_campaign(line: AlwaysOn, start: dt.date, periods: int, workflow: str = WORKFLOW) -> Campaign:
    """The campaign of a channel over the whole horizon."""
    name = line.channel.name
    return Campaign(
        id=f"{line.channel.id}-always-on"[-64:].lstrip("-."),
        name=Label(en=f"{name.en}, always on"[:400], zh=f"{name.zh}常态投放"[:400]),
        mandatory=True,
        due=start,
        flight_periods=periods,
        value_per_outcome=line.value_per_outcome,
        channels=(
            CampaignChannel(
                channel=line.channel.id,
                spend_min=to_units(line.least),
                spend_max=None if line.most is None else to_units(line.most),
                today=to_units(line.today),
            ),
        ),
        workflow=workflow,
    )


def always_on_scenario(
    lines: Sequence[AlwaysOn],
    *,
    identifier: str,
    name: Label,
    description: Label,
    currency: str,
    horizon: Horizon,
    budget: Budget,
    objective: Objective,
) -> Scenario:
    """The document."""
    return Scenario(
        mems=1,
        id=identifier,
        name=name,
        description=description,
        currency=currency,
        horizon=horizon,
        channels=tuple(line.channel for line in lines),
        campaigns=tuple(always_on_campaign(line, horizon.start, horizon.periods) for line in lines),
        organisation=_organisation(len(lines)),
        workflows=(
            Workflow(
                id=WORKFLOW,
                name=Label(en="Always on", zh="常态投放"),
                stages=(Stage(id="live", name=Label(en="Live", zh="在投"), latency=NO_TIME),),
            ),
        ),
        budget=budget,
        objective=objective,
    )


def _organisation(channels: int) -> Organisation:
    return Organisation(
        departments=(Department(id="marketing", name=Label(en="Marketing", zh="市场部")),),
        skills=(Skill(id=SKILL, name=Label(en="Media buying", zh="媒介投放")),),
        teams=(
            Team(
                id="media_manager",
                name=Label(en="Media manager", zh="媒介经理"),
                headcount=-(-channels // CHANNELS_PER_PERSON),
                department="marketing",
                skills={SKILL: 2},
            ),
        ),
    )
