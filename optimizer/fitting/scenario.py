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

from optimizer.fitting.documents import DIGITS, readable
from optimizer.fitting.series import identifiers
from scenarios.always_on import ALWAYS_ON, always_on_campaign, flight_skill, media_team
from scenarios.document import (
    Budget,
    Campaign,
    CampaignChannel,
    Channel,
    Horizon,
    Label,
    Scenario,
)
from scenarios.document.carry_over import GeometricCarryOver
from scenarios.money import to_units
from scenarios.rounding import significant

if TYPE_CHECKING:
    from optimizer.fitting.result import ChannelFit, FitResult


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
        name=_label(fit.name),
        group="media",
        curve=readable(fit.curve),
        retention=significant(retention, DIGITS),
        carry_over=None if isinstance(kernel, GeometricCarryOver) else readable(kernel),
        draws=fit.draws,
        observed_max=math.ceil(fit.weekly_max),
        hours_per_active_period=(flight_skill("week"),),
    )


def to_scenario(result: FitResult, options: ScenarioOptions) -> Scenario:
    """A runnable document; at most the greatest weekly spend that was seen is spent in every week."""
    start = result.series.dates[-1] + dt.timedelta(weeks=1)
    horizon = Horizon(start=start, periods=options.weeks)
    campaigns = _campaigns(result, horizon)
    today = sum(cell.today for campaign in campaigns for cell in campaign.channels)
    return Scenario(
        mems=1,
        id="fitted",
        name=Label(en=f"Fitted to {result.series.source}", zh=f"由 {result.series.source} 拟合"),
        description=_description(result),
        currency=options.currency,
        horizon=horizon,
        channels=to_channels(result),
        campaigns=campaigns,
        organisation=media_team(len(result.channels)),
        workflows=(ALWAYS_ON,),
        budget=Budget(total=to_units(today) if options.budget is None else options.budget),
    )


def _campaigns(result: FitResult, horizon: Horizon) -> tuple[Campaign, ...]:
    """One for each channel, or in a panel for each region."""
    if not result.regions:
        return tuple(
            always_on_campaign(fit.id, _label(fit.name), (_cell(fit, horizon.periods),), horizon)
            for fit in result.channels
        )
    named = zip(identifiers(result.regions), result.regions, strict=True)
    return tuple(
        always_on_campaign(identifier, _label(name), _regional_cells(result, place, horizon.periods), horizon)
        for place, (identifier, name) in enumerate(named)
    )


def _label(name: str) -> Label:
    return Label(en=name, zh=name)


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
                    effect=significant(region.effect, DIGITS),
                    scale=significant(region.scale, DIGITS),
                    spend_max=max(today, int(region.weekly_max * weeks)),
                    today=today,
                )
            )
    return tuple(cells)


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
