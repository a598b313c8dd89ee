"""From fitted curves to a document that can be planned as it is.

Each channel becomes one campaign that is always on, with today's spend at its historical weekly mean, and a small
team runs the channels. A CSV of spend and outcome says nothing about people, campaigns or margins: those parts are
placeholders to be replaced.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scenarios.document import (
    Budget,
    Campaign,
    CampaignChannel,
    Channel,
    Curve,
    Department,
    Horizon,
    Label,
    Organisation,
    Scenario,
    Skill,
    SkillHours,
    Stage,
    Team,
    Workflow,
)
from scenarios.document.durations import NO_TIME

if TYPE_CHECKING:
    from optimizer.fitting.result import ChannelFit, FitResult

SKILL = "media"
HOURS_PER_WEEK, CHANNELS_PER_PERSON = 4.0, 6


@dataclass(frozen=True, slots=True)
class ScenarioOptions:
    """``weeks`` to plan after the end of the series; ``budget`` in currency units, by default today's spend."""

    weeks: int = 26
    budget: int | None = None
    currency: str = "CNY"


def to_channels(result: FitResult) -> tuple[Channel, ...]:
    """Channels of a document: curves in currency units of adstock a_t = x_t + theta a_(t-1), to six digits."""
    return tuple(
        Channel(
            id=fit.id,
            name=Label(en=fit.name, zh=fit.name),
            group="media",
            curve=_readable(fit.curve),
            retention=_significant(fit.retention.value),
            hours_per_active_period=(SkillHours(skill=SKILL, hours=HOURS_PER_WEEK),),
        )
        for fit in result.channels
    )


def _readable(curve: Curve) -> Curve:
    numbers = {name: value for name, value in curve.model_dump().items() if isinstance(value, float)}
    return curve.model_copy(update={name: _significant(value) for name, value in numbers.items()})


def _significant(value: float) -> float:
    return float(f"{value:.6g}")


def to_scenario(result: FitResult, options: ScenarioOptions) -> Scenario:
    """A runnable document; at most the greatest weekly spend that was seen is spent in every week."""
    start = result.series.dates[-1] + dt.timedelta(weeks=1)
    today = sum(_today(fit, options.weeks) for fit in result.channels)
    return Scenario(
        mems=1,
        id="fitted",
        name=Label(en=f"Fitted to {result.series.source}", zh=f"由 {result.series.source} 拟合"),
        description=_description(result),
        currency=options.currency,
        horizon=Horizon(start=start, periods=options.weeks),
        channels=to_channels(result),
        campaigns=tuple(_campaign(fit, start, options.weeks) for fit in result.channels),
        organisation=_organisation(len(result.channels)),
        workflows=(
            Workflow(
                id="always_on",
                name=Label(en="Always on", zh="常态投放"),
                stages=(Stage(id="live", name=Label(en="Live", zh="在投"), latency=NO_TIME),),
            ),
        ),
        budget=Budget(total=today if options.budget is None else options.budget),
    )


def _today(fit: ChannelFit, weeks: int) -> int:
    """Whole currency units at the historical weekly mean."""
    return round(fit.weekly_mean * weeks)


def _campaign(fit: ChannelFit, start: dt.date, weeks: int) -> Campaign:
    return Campaign(
        id=f"{fit.id}-always-on"[-64:],
        name=Label(en=f"{fit.name}, always on", zh=f"{fit.name}常态投放"),
        mandatory=True,
        due=start,
        flight_periods=weeks,
        channels=(
            CampaignChannel(
                channel=fit.id,
                spend_max=max(_today(fit, weeks), int(fit.weekly_max * weeks)),
                today=_today(fit, weeks),
            ),
        ),
        workflow="always_on",
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


def _description(result: FitResult) -> Label:
    first, last = result.series.dates[0], result.series.dates[-1]
    return Label(
        en=(
            f"Curves fitted to {result.series.weeks} weeks, {first} to {last}. "
            "Team, campaigns and margin are placeholders: replace them."
        ),
        zh=(
            f"曲线由 {first} 至 {last} 共 {result.series.weeks} 周的数据拟合得到。"
            "团队、战役与毛利率为占位内容，请自行替换。"
        ),
    )
