"""From fitted curves to a document that can be planned as it is.

Each channel becomes one campaign that is always on, with today's spend at its historical weekly mean, and a small
team runs the channels; in a panel, each region becomes one campaign, and its cells stretch and scale the channels'
curves. A CSV of spend and outcome says nothing about people, campaigns or margins: those parts are placeholders to be
replaced.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from optimizer.fitting.documents import readable, significant
from optimizer.fitting.series import identifiers
from scenarios.document import (
    Budget,
    Campaign,
    CampaignChannel,
    Channel,
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
from scenarios.document.carry_over import GeometricCarryOver
from scenarios.document.durations import NO_TIME
from scenarios.money import to_units

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
    """Channels of a document: curves in currency units of adstock, with their draws, to six digits."""
    return tuple(_channel(fit) for fit in result.channels)


def _channel(fit: ChannelFit) -> Channel:
    kernel = fit.carry_over
    retention = kernel.retention if isinstance(kernel, GeometricCarryOver) else 0.0
    return Channel(
        id=fit.id,
        name=Label(en=fit.name, zh=fit.name),
        group="media",
        curve=readable(fit.curve),
        retention=significant(retention),
        carry_over=None if isinstance(kernel, GeometricCarryOver) else readable(kernel),
        draws=fit.draws,
        observed_max=math.ceil(fit.weekly_max),
        hours_per_active_period=(SkillHours(skill=SKILL, hours=HOURS_PER_WEEK),),
    )


def to_scenario(result: FitResult, options: ScenarioOptions) -> Scenario:
    """A runnable document; at most the greatest weekly spend that was seen is spent in every week."""
    start = result.series.dates[-1] + dt.timedelta(weeks=1)
    campaigns = _campaigns(result, start, options.weeks)
    today = sum(cell.today for campaign in campaigns for cell in campaign.channels)
    return Scenario(
        mems=1,
        id="fitted",
        name=Label(en=f"Fitted to {result.series.source}", zh=f"由 {result.series.source} 拟合"),
        description=_description(result),
        currency=options.currency,
        horizon=Horizon(start=start, periods=options.weeks),
        channels=to_channels(result),
        campaigns=campaigns,
        organisation=_organisation(len(result.channels)),
        workflows=(
            Workflow(
                id="always_on",
                name=Label(en="Always on", zh="常态投放"),
                stages=(Stage(id="live", name=Label(en="Live", zh="在投"), latency=NO_TIME),),
            ),
        ),
        budget=Budget(total=to_units(today) if options.budget is None else options.budget),
    )


def _campaigns(result: FitResult, start: dt.date, weeks: int) -> tuple[Campaign, ...]:
    if not result.regions:
        return tuple(
            _campaign(f"{fit.id}-always-on", fit.name, start, weeks, (_cell(fit, weeks),))
            for fit in result.channels
        )
    return tuple(
        _campaign(f"{identifier}-always-on", name, start, weeks, _regional_cells(result, place, weeks))
        for place, (identifier, name) in enumerate(
            zip(identifiers(result.regions), result.regions, strict=True)
        )
    )


def _campaign(
    identifier: str, name: str, start: dt.date, weeks: int, cells: tuple[CampaignChannel, ...]
) -> Campaign:
    return Campaign(
        id=identifier[-64:],
        name=Label(en=f"{name}, always on", zh=f"{name}常态投放"),
        mandatory=True,
        due=start,
        flight_periods=weeks,
        channels=cells,
        workflow="always_on",
    )


def _cell(fit: ChannelFit, weeks: int) -> CampaignChannel:
    """Today's spend is whole currency units at the historical weekly mean."""
    today = round(fit.weekly_mean * weeks)
    return CampaignChannel(channel=fit.id, spend_max=max(today, int(fit.weekly_max * weeks)), today=today)


def _regional_cells(result: FitResult, place: int, weeks: int) -> tuple[CampaignChannel, ...]:
    """The channels on which the region has spent."""
    cells = []
    for fit in result.channels:
        region = fit.regions[place]
        today = round(region.spend / result.series.weeks * weeks)
        if region.spend:
            cells.append(
                CampaignChannel(
                    channel=fit.id,
                    effect=significant(region.effect),
                    scale=significant(region.scale),
                    spend_max=max(today, int(region.weekly_max * weeks)),
                    today=today,
                )
            )
    return tuple(cells)


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
