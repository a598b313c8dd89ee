"""Rolling holdout: forecasts from several origins, each made from the weeks before it alone."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

import numpy as np

from optimizer.fitting.estimate import estimate, without_media
from optimizer.fitting.scaled import Evidence, Form
from optimizer.fitting.series import Floats

ORIGINS = 4
HORIZON_SHARE, LONGEST_HORIZON = 16, 13
"""Each forecast covers one week in sixteen of the series, at most a quarter of a year."""
STARTS = 6


@dataclass(frozen=True, slots=True)
class Holdout:
    """Errors over all forecast weeks, and by origin; not a number where no forecast was asked for.

    MAPE is the mean absolute error over the outcome, infinite where that is 0; NRMSE the root mean square error over
    the range of the outcome in those weeks.
    """

    origins: tuple[dt.date, ...]
    """First week of each forecast."""
    horizon: int
    """Weeks in each."""
    mape: float
    nrmse: float
    mape_by_origin: tuple[float, ...]
    mape_without_media: float
    """That of the baseline alone, forecast in the same way: what knowing the spend is worth."""


def origins(weeks: int, number: int = ORIGINS) -> tuple[tuple[int, ...], int]:
    """Numbers of weeks before each forecast, and weeks in each: one after the other up to the end of the series."""
    horizon = max(1, min(LONGEST_HORIZON, weeks // HORIZON_SHARE))
    return tuple(weeks - horizon * back for back in range(number, 0, -1)), horizon


def rolling_holdout(evidence: Evidence, form: Form, seed: int, number: int = ORIGINS) -> Holdout:
    """Forecasts of the total outcome given spend and covariates of the forecast weeks.

    A forecast knows no outcome after its origin, nor the units that later weeks would give; lift tests are taken as
    known throughout.
    """
    panel = evidence.panel
    starts, horizon = origins(panel.regions[0].weeks, number)
    if not starts:
        return Holdout((), horizon, math.nan, math.nan, (), math.nan)
    made = [_forecasts(evidence, form, seed, known) for known in starts]
    actual = np.array([panel.total.outcome[known : known + horizon] for known in starts])
    forecast, bare = (
        np.array([one[kind][known : known + horizon] for one, known in zip(made, starts, strict=True)])
        for kind in (0, 1)
    )
    relative = _relative(forecast - actual, actual)
    spread = max(float(np.ptp(actual)), 1e-12)
    return Holdout(
        origins=tuple(panel.regions[0].dates[known] for known in starts),
        horizon=horizon,
        mape=float(relative.mean()),
        nrmse=float(np.sqrt(np.mean((forecast - actual) ** 2))) / spread,
        mape_by_origin=tuple(relative.mean(axis=1).tolist()),
        mape_without_media=float(_relative(bare - actual, actual).mean()),
    )


def _forecasts(evidence: Evidence, form: Form, seed: int, known: int) -> tuple[Floats, Floats]:
    """Total outcome of all weeks (T,) as seen from the first ``known``: by the model, and by its baseline alone."""
    scaled = evidence.scaled(known)
    fitted = estimate(scaled, form, STARTS, seed, known)
    units = scaled.outcome_unit
    return units @ fitted.prediction, units @ without_media(scaled, known)


def _relative(error: Floats, actual: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.abs(error / actual)
