"""Generated scenarios in months: which campaigns run, with the staff that there is.

The generator thinks in weeks. Outcomes, half-saturations and hours of a period grow with its length, retention is
raised to the same power, seasons become the means of their months, and flights last a quarter of their weeks. Every
campaign may launch a month earlier or later.
"""

from __future__ import annotations

import datetime as dt
import itertools
from statistics import fmean

from scenarios.document import Campaign, Channel, Horizon, LaunchWindow, Scenario, SkillHours
from scenarios.document.curves import HillCurve
from scenarios.generator import GeneratorSettings, generate

MONTHS = 12
WEEKS = 52 / 12
"""Weeks of a month."""
FLEX = dt.timedelta(days=31)


def monthly(channels: int, campaigns: int, people: int, load: float, seed: int) -> Scenario:
    """A year of months; sizes and load as in `GeneratorSettings`."""
    settings = GeneratorSettings(channels=channels, campaigns=campaigns, weeks=52, people=people, load=load)
    weekly = generate(settings, seed).scenario
    horizon = Horizon(start=weekly.horizon.start.replace(day=1), periods=MONTHS, period="month")
    objective = {"strategy": "money_and_people", "carry_out_periods": 2}
    return weekly.model_copy(
        update={
            "id": f"monthly-{seed}",
            "horizon": horizon,
            "channels": tuple(_channel(one) for one in weekly.channels),
            "campaigns": tuple(_campaign(one, horizon) for one in weekly.campaigns),
            "objective": weekly.objective.model_copy(update=objective),
            "goals": (),
        }
    )


def _channel(channel: Channel) -> Channel:
    curve = channel.curve
    if not isinstance(curve, HillCurve):
        message = "the generator draws Hill curves"
        raise TypeError(message)
    longer = {
        "ceiling": WEEKS * curve.ceiling,
        "half_saturation": WEEKS * curve.half_saturation,
    }
    season = [*channel.season, *(1.0 for _ in range(52 - len(channel.season)))]
    months = [round(WEEKS * month) for month in range(MONTHS + 1)]
    active = (
        SkillHours(skill=item.skill, hours=WEEKS * item.hours) for item in channel.hours_per_active_period
    )
    return channel.model_copy(
        update={
            "curve": curve.model_copy(update=longer),
            "retention": channel.retention**WEEKS,
            "season": tuple(fmean(season[first:last]) for first, last in itertools.pairwise(months)),
            "hours_per_active_period": tuple(active),
        }
    )


def _campaign(campaign: Campaign, horizon: Horizon) -> Campaign:
    last = horizon.end - dt.timedelta(days=1)
    due = min(max(campaign.due, horizon.start), last)
    window = LaunchWindow(earliest=max(horizon.start, due - FLEX), latest=min(last, due + FLEX))
    flight = max(1, round(campaign.flight_periods / WEEKS))
    return campaign.model_copy(update={"due": due, "window": window, "flight_periods": flight})
