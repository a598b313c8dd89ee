"""Curves fitted to weeks: known truths inside their bands, hidden demand noticed and repaired, forecasts never seen.

The public series are read from the folder ``mmm`` of the one that MEMS_REFERENCE_DATA names; without it their rows are
left out, and a line says so. Generated histories come from the seeds given.
"""

from __future__ import annotations

import csv
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.rows import Bar, Row, timed
from optimizer.fitting import FitOptions, FitResult, LiftTest, fit_curves, fit_file, read_series
from scenarios.document import LogisticCurve
from scenarios.document.carry_over import (
    CarryOver,
    DelayedCarryOver,
    GeometricCarryOver,
    WeibullCdfCarryOver,
    WeibullPdfCarryOver,
)
from scenarios.generator import weekly_history

EXAMPLE_TRUTH = {"x1": (0.4, 4.0, 3000.0), "x2": (0.2, 3.0, 2000.0)}
"""Retention, rate and ceiling behind the example series of PyMC-Marketing."""
ROBYN_MEDIA = ("tv_S", "ooh_S", "print_S", "facebook_S", "search_S")
CURVES = {
    "tv": LogisticCurve(family="logistic", ceiling=60_000, rate=5e-5),
    "search": LogisticCurve(family="logistic", ceiling=40_000, rate=2e-4),
}
LEVEL = {"tv": 20_000, "search": 6_000}
KERNELS: dict[str, CarryOver] = {
    "geometric": GeometricCarryOver(family="geometric", retention=0.4, normalised=True),
    "delayed": DelayedCarryOver(family="delayed", retention=0.6, peak=2.0, length=13, normalised=True),
    "weibull_cdf": WeibullCdfCarryOver(
        family="weibull_cdf", shape=1.2, scale=2.0, length=13, normalised=True
    ),
    "weibull_pdf": WeibullPdfCarryOver(
        family="weibull_pdf", shape=2.0, scale=3.0, length=13, normalised=True
    ),
}


def run(seeds: Sequence[int], instances: Path | None, seconds: float) -> list[Row]:
    """Rows of the public series, where they are, and of generated histories."""
    del instances, seconds
    rows = [_generated(name, seeds) for name in KERNELS]
    named = os.environ.get("MEMS_REFERENCE_DATA")
    if named is None:
        print("MEMS_REFERENCE_DATA is not set: the rows of public series are left out", file=sys.stderr)
        return rows
    folder = Path(named) / "mmm"
    return [*_example(folder), *_hidden(folder), *_retailer(folder), *rows]


def _example(folder: Path) -> list[Row]:
    """The series of PyMC-Marketing whose truth is known."""
    columns = {"outcome": "y", "spend": ["x1", "x2"], "events": ["event_1", "event_2"]}
    path = folder / "pymc__mmm_example.csv"
    fit_file(path, **columns, family="logistic", draws=2)
    known, alone = timed(lambda: fit_file(path, **columns, family="logistic"))
    _, families = timed(lambda: fit_file(path, **columns))
    found, everything = timed(lambda: fit_file(path, **columns, carry_over="best"))
    return [
        Row("example: fit with 100 draws, family given", alone, "s", bar=Bar("<=", 5)),
        Row("example: fit with 100 draws, all families", families, "s", bar=Bar("<=", 5)),
        Row("example: fit with 100 draws, all families and carry-overs", everything, "s"),
        Row("example: truths inside 90% bands, family given", _held(known), "share", bar=Bar(">=", 0.9)),
        Row("example: truths inside 90% bands, all forms", _held(found), "share", bar=Bar(">=", 0.9)),
        Row("example: R2", known.score.r2, ""),
    ]


def _held(result: FitResult) -> float:
    """Share of retentions and of points on the curves that lie inside their bands."""
    inside: list[float] = []
    for channel in result.channels:
        retention, rate, ceiling = EXAMPLE_TRUTH[channel.name]
        low, high = channel.retention.low or 0.0, channel.retention.high or 0.0
        inside.append(float(low <= retention <= high))
        true = ceiling * np.tanh(rate * channel.grid[1:] / 2)
        if channel.grid_low is not None and channel.grid_high is not None:
            held = (channel.grid_low[1:] <= true) & (true <= channel.grid_high[1:])
            inside.append(float(held.mean()))
    return float(np.mean(inside))


def _hidden(folder: Path) -> list[Row]:
    """A confounder left out: noticed, and repaired by one lift test taken from the series' own true effect."""
    path = folder / "pymc__mmm_roas_data.csv"
    series = read_series(path, outcome="y", spend=["x1", "x2"])
    true, test = _truth_and_test(path)
    misled = fit_curves(series, FitOptions(family="logistic"))
    repaired = fit_curves(series, FitOptions(family="logistic"), lifts=[test])
    hints = [message.key for message in fit_curves(series).channels[0].warnings]
    suspected = hints.count("fitting.hidden_demand")
    roas = repaired.channels[0].roas
    held = (roas.low or 0) <= true <= (roas.high or 0)
    off = abs(roas.value / true - 1)
    return [
        Row("hidden confounder: warnings of hidden demand on x1", suspected, "", bar=Bar(">=", 1)),
        Row("hidden confounder: ROAS of x1 over its truth", misled.channels[0].roas.value / true, ""),
        Row("one lift test of 10% error: ROAS of x1 off its truth", off, "", bar=Bar("<=", 0.15)),
        Row("one lift test: truth inside the 90% band", float(held), "", bar=Bar(">=", 1)),
    ]


def _truth_and_test(path: Path) -> tuple[float, LiftTest]:
    """True ROAS of the first channel, and what a test of switching it on would measure, with an error of 10%."""
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    spend, adstock, effect, outcome, without = (
        np.array([float(row[name]) for row in rows]) for name in ("x1", "x1_adstock", "x1_effect", "y", "y01")
    )
    order, level = np.argsort(adstock), float(spend.mean())
    lift = 100 * float(np.interp(level, np.append(0, adstock[order]), np.append(0, effect[order])))
    return float((outcome - without).sum() / spend.sum()), LiftTest("x1", 0.0, level, lift, 0.1 * lift)


def _retailer(folder: Path) -> list[Row]:
    """The simulated retailer that ships with Robyn."""
    result, seconds = timed(
        lambda: fit_file(
            folder / "robyn__dt_simulated_weekly.csv",
            outcome="revenue",
            spend=ROBYN_MEDIA,
            controls=["competitor_sales_B", "newsletter"],
            events=["events"],
        )
    )
    search = next(channel for channel in result.channels if channel.name == "search_S")
    return [
        Row("retailer: fit with 100 draws, all families", seconds, "s"),
        Row("retailer: R2", result.score.r2, "", bar=Bar(">=", 0.91)),
        Row(
            "retailer: MAPE of four forecasts of a quarter",
            result.score.holdout.mape,
            "",
            bar=Bar("<=", 0.105),
        ),
        Row("retailer: the same without media", result.score.holdout.mape_without_media, ""),
        Row("retailer: ROAS of search", search.roas.value, ""),
        Row("retailer: its 90% band from", search.roas.low or 0.0, ""),
        Row("retailer: to", search.roas.high or 0.0, ""),
    ]


def _generated(name: str, seeds: Sequence[int]) -> Row:
    """Share of true ROAS inside the 90% bands over generated histories."""
    inside = []
    with tempfile.TemporaryDirectory() as folder:
        for seed in seeds:
            truth = weekly_history(CURVES, dict.fromkeys(CURVES, KERNELS[name]), LEVEL, seed)
            path = Path(folder) / "weeks.csv"
            path.write_text(truth.to_csv(), encoding="utf-8")
            series = read_series(path, outcome="outcome", spend=list(CURVES), events=["event"])
            options = FitOptions(family="logistic", carry_over=name, origins=0, check_demand=False)
            for channel in fit_curves(series, options).channels:
                roas = sum(truth.contribution[channel.name]) / sum(truth.spend[channel.name])
                inside.append((channel.roas.low or 0) <= roas <= (channel.roas.high or 0))
    return Row(f"generated, {name}: true ROAS inside 90% bands", float(np.mean(inside)), "share")
