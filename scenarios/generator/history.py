"""Weekly spend and outcome of a brand whose response curves are known: what curves can be fitted to again."""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from scenarios.carry_over import convolve, kernel
from scenarios.document import Curve
from scenarios.document.carry_over import CarryOver
from scenarios.generator.draws import Draws
from scenarios.saturation import Floats, evaluate

START = dt.date(2024, 1, 1)
DAYS_PER_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class HistorySettings:
    """Length and make-up of a history. Sizes are shares of the mean weekly media contribution.

    ``spend_spread`` is the standard deviation of the logarithm of weekly spend, ``pause`` the probability that a
    channel is silent in a week; a channel that never varies cannot be told from the base.
    """

    weeks: int = 156
    base: float = 2.0
    trend: float = 0.3
    season: float = 0.3
    event: float = 0.5
    event_weeks: float = 0.05
    noise: float = 0.05
    spend_spread: float = 0.7
    pause: float = 0.2


@dataclass(frozen=True, slots=True)
class History:
    """One value per week; money in currency units."""

    dates: tuple[dt.date, ...]
    spend: Mapping[str, tuple[float, ...]]
    events: tuple[int, ...]
    """1 in a week with an event."""
    outcome: tuple[float, ...]
    contribution: Mapping[str, tuple[float, ...]]
    """True part of each channel in the outcome."""

    def to_csv(self) -> str:
        """Columns ``date``, one per channel, ``event`` and ``outcome``."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(["date", *self.spend, "event", "outcome"])
        for week, day in enumerate(self.dates):
            spends = (series[week] for series in self.spend.values())
            writer.writerow([day.isoformat(), *spends, self.events[week], self.outcome[week]])
        return text.getvalue()


def weekly_history(
    curves: Mapping[str, Curve],
    carry_over: Mapping[str, float | CarryOver],
    level: Mapping[str, float],
    seed: int,
    settings: HistorySettings | None = None,
) -> History:
    """Weeks of spend about ``level`` (currency units by channel) and what they bring by the given curves.

    ``carry_over`` is a retention, or a kernel of another form.
    """
    rules = settings or HistorySettings()
    draws = Draws(seed)
    spend = {name: _spend(name, level[name], rules, draws) for name in curves}
    contribution = {
        name: tuple(float(value) for value in evaluate(curve, _adstock(spend[name], carry_over[name])))
        for name, curve in curves.items()
    }
    media = [sum(series[week] for series in contribution.values()) for week in range(rules.weeks)]
    unit = sum(media) / rules.weeks
    events = tuple(int(draws.happens(rules.event_weeks, "event", week)) for week in range(rules.weeks))
    dates = tuple(START + dt.timedelta(weeks=week) for week in range(rules.weeks))
    outcome = tuple(
        round(media[week] + unit * _rest(week, dates[week], events[week], rules, draws), 2)
        for week in range(rules.weeks)
    )
    return History(dates, spend, events, outcome, contribution)


def _spend(name: str, level: float, rules: HistorySettings, draws: Draws) -> tuple[float, ...]:
    return tuple(
        0.0
        if draws.happens(rules.pause, "pause", name, week)
        else round(level * draws.lognormal(rules.spend_spread, "spend", name, week), 2)
        for week in range(rules.weeks)
    )


def _adstock(spend: tuple[float, ...], carry_over: float | CarryOver) -> Floats:
    if isinstance(carry_over, float | int):
        return np.array(list(accumulate(spend, lambda stock, amount: amount + carry_over * stock)))
    return convolve(kernel(carry_over, len(spend)), np.array(spend))


def _rest(week: int, day: dt.date, event: int, rules: HistorySettings, draws: Draws) -> float:
    angle = 2 * math.pi * day.timetuple().tm_yday / DAYS_PER_YEAR
    return (
        rules.base
        + rules.trend * week / rules.weeks
        + rules.season * math.sin(angle)
        + rules.event * event
        + rules.noise * draws.normal("noise", week)
    )
