"""What makes a document runnable of which only the channels are known: campaigns that are always on, and a team.

Placeholders, to be replaced: a small team that runs the channels, and campaigns without preparation.
"""

from __future__ import annotations

from collections.abc import Sequence

from scenarios.document import (
    Campaign,
    CampaignChannel,
    Department,
    Horizon,
    Label,
    Organisation,
    Skill,
    SkillHours,
    Stage,
    Team,
    Workflow,
)
from scenarios.document.durations import NO_TIME

SKILL = "media"
HOURS_PER_WEEK, CHANNELS_PER_PERSON = 4.0, 6
WEEKS = {"week": 1.0, "fortnight": 2.0, "month": 52 / 12}
ALWAYS_ON = Workflow(
    id="always_on",
    name=Label(en="Always on", zh="常态投放"),
    stages=(Stage(id="live", name=Label(en="Live", zh="在投"), latency=NO_TIME),),
)
"""A workflow without preparation."""


def flight_skill(period: str) -> SkillHours:
    """The hours that a channel takes in each period."""
    return SkillHours(skill=SKILL, hours=round(HOURS_PER_WEEK * WEEKS[period], 2))


def always_on_campaign(
    whose: str,
    name: Label,
    cells: Sequence[CampaignChannel],
    horizon: Horizon,
    *,
    value_per_outcome: float = 1.0,
    workflow: str = ALWAYS_ON.id,
) -> Campaign:
    """The campaign of a channel or region, by its identifier and name, over the whole horizon."""
    return Campaign(
        id=f"{whose}-always-on"[-64:].lstrip("-."),
        name=Label(en=f"{name.en}, always on"[:400], zh=f"{name.zh}常态投放"[:400]),
        mandatory=True,
        due=horizon.start,
        flight_periods=horizon.periods,
        value_per_outcome=value_per_outcome,
        channels=tuple(cells),
        workflow=workflow,
    )


def media_team(channels: int) -> Organisation:
    """An organisation of one team, large enough for so many channels."""
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
