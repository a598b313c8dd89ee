"""From imported curves to a document that can be planned as it is, or into one that exists.

Without a base each channel becomes one campaign that is always on, with what was spent on average as today's spend,
and a small team runs the channels: people, campaigns and margins are placeholders, because no model of media mix says
anything about them. In a base the curves take the place of those of the channels with the same identifiers, whose
bounds, groups and hours stay; channels that the base does not have are added as above.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scenarios.always_on import ALWAYS_ON, always_on_campaign, flight_skill, media_team
from scenarios.carry_over import Floats, carry_over_of, kernel
from scenarios.document import (
    Budget,
    Campaign,
    CampaignChannel,
    Channel,
    Horizon,
    Label,
    Objective,
    Scenario,
)
from scenarios.importing.refusals import refusal
from scenarios.money import MINOR_PER_UNIT

if TYPE_CHECKING:
    from scenarios.importing.result import Imported, ImportedChannel

MOST_CARRY_OUT, NEGLIGIBLE = 104, 1e-3
PLANNED = {"week": 26, "fortnight": 13, "month": 6}
"""Periods to plan: half a year."""


@dataclass(frozen=True, slots=True)
class ScenarioOptions:
    """``periods`` to plan, by default half a year; ``budget`` in currency units, by default today's spend."""

    periods: int | None = None
    budget: int | None = None
    start: dt.date | None = None
    """First day of the plan; by default the first after the data, or the base's."""
    currency: str = "CNY"


def to_scenario(imported: Imported, base: Scenario | None, options: ScenarioOptions) -> Scenario:
    """A runnable document with the imported curves.

    Raises:
        DocumentError: outcomes have no value in money, nothing says how much there is to spend, or the base has
            periods of another length.
    """
    worth = value_of_outcome(imported)
    if base is not None:
        return _into(base, imported, worth)
    horizon = _horizon(imported, options)
    campaigns = tuple(_always_on(one, horizon, worth) for one in imported.channels)
    today = sum(cell.today for campaign in campaigns for cell in campaign.channels)
    if options.budget is None and not today:
        raise refusal("budget", imported.source)
    total = round(today / MINOR_PER_UNIT) if options.budget is None else options.budget
    hours = {"hours_per_active_period": (flight_skill(horizon.period),)}
    return Scenario(
        mems=1,
        id="imported",
        name=Label(en=f"Imported from {imported.source}", zh=f"由 {imported.source} 导入"),
        description=_description(imported),
        currency=options.currency,
        horizon=horizon,
        channels=tuple(one.channel.model_copy(update=hours) for one in imported.channels),
        campaigns=campaigns,
        organisation=media_team(len(imported.channels)),
        workflows=(ALWAYS_ON,),
        budget=Budget(total=total),
        objective=Objective(carry_out_periods=carry_out(imported)),
    )


def value_of_outcome(imported: Imported) -> float:
    """Currency units that one unit of outcome is worth.

    Raises:
        DocumentError: the outcome is a number of conversions, and nobody said what one is worth.
    """
    if imported.value_per_outcome is None and imported.outcome == "conversions":
        raise refusal("value_per_outcome", imported.source, outcome=imported.outcome_name)
    return 1.0 if imported.value_per_outcome is None else imported.value_per_outcome


def carry_out(imported: Imported) -> int:
    """Periods after a flight in which all but a thousandth of every channel's carry-over has worked."""
    longest = max(
        _periods_of(kernel(carry_over_of(one.channel), MOST_CARRY_OUT + 1)) for one in imported.channels
    )
    return max(longest, Objective().carry_out_periods)


def _periods_of(weights: Floats) -> int:
    return int(np.searchsorted(np.cumsum(weights), (1 - NEGLIGIBLE) * weights.sum()))


def _horizon(imported: Imported, options: ScenarioOptions) -> Horizon:
    window = imported.window
    start = options.start or _after(imported) or dt.date(2027, 1, 4)
    return Horizon(start=start, periods=options.periods or PLANNED[window.period], period=window.period)


def _after(imported: Imported) -> dt.date | None:
    """The day after the data."""
    last, period = imported.window.last, imported.window.period
    return last and Horizon(start=last, periods=1, period=period).period_start(1)


def _always_on(
    one: ImportedChannel, horizon: Horizon, worth: float, workflow: str = ALWAYS_ON.id
) -> Campaign:
    today, least = (_total(amount or 0.0, horizon) for amount in (one.today, one.least))
    most = one.most if one.most is not None else _seen(one)
    cell = CampaignChannel(
        channel=one.channel.id,
        spend_min=least,
        spend_max=None if most is None else max(today, least, _total(most, horizon)),
        today=today,
    )
    name = one.channel.name
    return always_on_campaign(
        one.channel.id, name, (cell,), horizon, value_per_outcome=worth, workflow=workflow
    )


def _seen(one: ImportedChannel) -> float | None:
    observed = one.channel.observed_max
    return None if observed is None else observed / MINOR_PER_UNIT


def _total(per_period: float, horizon: Horizon) -> int:
    """Whole currency units over the horizon."""
    return round(per_period * horizon.periods)


def _into(base: Scenario, imported: Imported, worth: float) -> Scenario:
    if base.horizon.period != imported.window.period:
        values = {"found": imported.window.period, "wanted": base.horizon.period}
        raise refusal("period_differs", imported.source, **values)
    known = {channel.id for channel in base.channels}
    curves = {one.channel.id: one.channel for one in imported.channels}
    added = [one for one in imported.channels if one.channel.id not in known]
    campaigns = tuple(_always_on(one, base.horizon, worth, base.workflows[0].id) for one in added)
    channels = tuple(_with_curve(channel, curves.get(channel.id)) for channel in base.channels)
    bare = tuple(one.channel.model_copy(update={"hours_per_active_period": ()}) for one in added)
    return base.model_copy(update={"channels": channels + bare, "campaigns": base.campaigns + campaigns})


def _with_curve(channel: Channel, imported: Channel | None) -> Channel:
    if imported is None:
        return channel
    taken = ("curve", "retention", "carry_over", "saturation_first", "draws", "observed_max")
    return channel.model_copy(update={name: getattr(imported, name) for name in taken})


def _description(imported: Imported) -> Label:
    return Label(
        en=(
            f"Response curves imported from {imported.source} ({imported.tool} {imported.version}). "
            "Team, campaigns and margin are placeholders: replace them."
        ),
        zh=(
            f"响应曲线导入自 {imported.source}（{imported.tool} {imported.version}）。"
            "团队、战役与毛利率为占位内容，请自行替换。"
        ),
    )
