"""What the outcome would be without media: level, trend, yearly season, controls and events."""

from __future__ import annotations

import numpy as np

from optimizer.fitting.series import Floats, Series

DAYS_PER_YEAR = 365.25
WEEKS_FOR_SEASON = 78
"""A season is fitted only to series in which at least half of it is seen twice."""


def baseline_design(series: Series, fourier: int, trend_degree: int) -> Floats:
    """Regressors (T, K) of the baseline.

    Trend: powers of time from 0 to 1. Season: sines and cosines of the year up to order ``fourier`` (Harvey and
    Shephard 1993). Covariates are centred and scaled; a constant one is left out, being part of the level.
    """
    time = np.linspace(0, 1, series.weeks)
    columns = [time**power for power in range(trend_degree + 1)]
    if series.weeks >= WEEKS_FOR_SEASON:
        angle = 2 * np.pi * np.array([day.timetuple().tm_yday for day in series.dates]) / DAYS_PER_YEAR
        for order in range(1, fourier + 1):
            columns += [np.sin(order * angle), np.cos(order * angle)]
    columns += [_scaled(column) for column in series.covariates.T if np.ptp(column) > 0]
    return np.column_stack(columns)


def _scaled(column: Floats) -> Floats:
    centred = column - column.mean()
    return np.asarray(centred / np.abs(centred).max())
