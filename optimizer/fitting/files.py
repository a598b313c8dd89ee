"""From files to a fit: the weekly CSV, and where wanted a CSV of lift tests."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Literal

from optimizer.fitting.carry_over import CarryOverName
from optimizer.fitting.families import FamilyName
from optimizer.fitting.fit import FitOptions, fit_curves
from optimizer.fitting.holdout import ORIGINS
from optimizer.fitting.lift_file import read_lift_tests
from optimizer.fitting.panel_file import read_panel
from optimizer.fitting.reading import Columns, read_columns
from optimizer.fitting.result import FitResult
from optimizer.fitting.series import Panel
from scenarios.progress import Cancelled, Progress, never, silent


def fit_file(  # noqa: PLR0913 (the command's own options)
    path: str | os.PathLike[str],
    *,
    outcome: str,
    spend: Sequence[str],
    date: str | None = None,
    controls: Sequence[str] = (),
    prices: Sequence[str] = (),
    events: Sequence[str] = (),
    holidays: str | None = None,
    region: str | None = None,
    population: str | None = None,
    lift_tests: str | os.PathLike[str] | None = None,
    family: FamilyName | Literal["best"] = "best",
    carry_over: CarryOverName | Literal["best"] = "geometric",
    spend_unit: float = 1.0,
    fourier: int = 2,
    trend_degree: int = 1,
    origins: int = ORIGINS,
    draws: int = 100,
    confidence: float = 0.90,
    seed: int = 0,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> FitResult:
    """Read a weekly CSV and fit: `read_series` or, with ``region``, `read_panel`, then `fit_curves`.

    Args:
        path: the weekly CSV; the columns' parts are those of `Columns`.
        region: column that names the region of a row, where there are several rows a week.
        population: column of the regions' sizes; without it a region is as large as its mean outcome.
        lift_tests: CSV of experiments, see `read_lift_tests`.

    Raises:
        DocumentError: with every problem of a file.
        Cancellation: when ``cancelled`` says so.
    """
    columns = Columns(
        outcome, tuple(spend), date, tuple(controls), tuple(prices), tuple(events), holidays, spend_unit
    )
    data = read_columns(path, columns) if region is None else read_panel(path, columns, region, population)
    regions = data.names if isinstance(data, Panel) else ()
    tests = () if lift_tests is None else read_lift_tests(lift_tests, spend, regions, spend_unit)
    options = FitOptions(
        family=family,
        carry_over=carry_over,
        draws=draws,
        confidence=confidence,
        fourier=fourier,
        trend_degree=trend_degree,
        origins=origins,
        seed=seed,
    )
    return fit_curves(data, options, lifts=tests, progress=progress, cancelled=cancelled)
