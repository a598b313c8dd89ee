"""What the outcome would be without media: level, trend, yearly season, controls, price and events."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.fitting.series import Floats, Series

DAYS_PER_YEAR = 365.25
WEEKS_FOR_SEASON = 78
"""A season is fitted only to series in which at least half of it is seen twice."""


@dataclass(frozen=True, slots=True)
class BaselineOptions:
    """Order of the season, and degree of the trend."""

    fourier: int = 2
    trend_degree: int = 1


def baseline_design(series: Series, options: BaselineOptions) -> Floats:
    """Regressors (T, K) of the baseline, the covariates last.

    Trend: powers of time from 0 to 1. Season: sines and cosines of the year up to order ``fourier`` (Harvey and
    Shephard 1993). Covariates are centred and scaled; one that is constant becomes zero, being part of the level.
    """
    time = np.linspace(0, 1, series.weeks)
    columns = [time**power for power in range(options.trend_degree + 1)]
    if series.weeks >= WEEKS_FOR_SEASON:
        angle = 2 * np.pi * np.array([day.timetuple().tm_yday for day in series.dates]) / DAYS_PER_YEAR
        for order in range(1, options.fourier + 1):
            columns += [np.sin(order * angle), np.cos(order * angle)]
    columns += [_scaled(column) for column in series.covariates.T]
    return np.column_stack(columns)


def covariate_scale(column: Floats) -> float:
    """What a covariate is divided by in the baseline; 1 for a constant one."""
    return float(np.abs(column - column.mean()).max()) if np.ptp(column) > 0 else 1.0


def _scaled(column: Floats) -> Floats:
    if np.ptp(column) == 0:
        return np.zeros_like(column)
    return np.asarray((column - column.mean()) / covariate_scale(column))
