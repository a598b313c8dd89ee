"""The whole way from a series to a `FitResult`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from optimizer.fitting.baseline import WEEKS_FOR_SEASON, baseline_design
from optimizer.fitting.bootstrap import Draws, bootstrap
from optimizer.fitting.channels import channel_fits
from optimizer.fitting.estimate import Fitted, Scaled, cross_validated, estimate
from optimizer.fitting.families import FAMILIES, FamilyName
from optimizer.fitting.reading import read_series
from optimizer.fitting.result import FamilyScore, FitResult
from optimizer.fitting.series import Floats, Series
from scenarios.i18n import Message
from scenarios.progress import Progress, part, silent

HOLDOUT_SHARE, MOST_HOLDOUT = 6, 26
"""One week in six at the end is held out, at most half a year."""


@dataclass(frozen=True, slots=True)
class FitOptions:
    """How to fit. ``family`` best: the one with the least cross-validated error."""

    family: FamilyName | Literal["best"] = "best"
    starts: int = 12
    draws: int = 100
    confidence: float = 0.90
    fourier: int = 2
    trend_degree: int = 1
    seed: int = 0


def fit_file(  # noqa: PLR0913 (the command's own options)
    path: str | os.PathLike[str],
    *,
    outcome: str,
    spend: Sequence[str],
    date: str | None = None,
    controls: Sequence[str] = (),
    events: Sequence[str] = (),
    family: FamilyName | Literal["best"] = "best",
    spend_unit: float = 1.0,
    draws: int = 100,
    seed: int = 0,
    progress: Progress = silent,
) -> FitResult:
    """Read a weekly CSV and fit: `read_series`, then `fit_curves`.

    Raises:
        DocumentError: with every problem of the file.
    """
    series = read_series(
        path,
        outcome=outcome,
        spend=spend,
        date=date,
        controls=controls,
        events=events,
        spend_unit=spend_unit,
    )
    return fit_curves(series, FitOptions(family=family, draws=draws, seed=seed), progress=progress)


def fit_curves(
    series: Series, options: FitOptions | None = None, *, progress: Progress = silent
) -> FitResult:
    """Response curves and carry-over of every channel.

    Outcome = level + trend + season + covariates + sum over channels of a saturation curve of geometric adstock +
    noise. Retention and shapes are found by variable projection from several starts with weak priors, effects are not
    negative, and bands come from resampling (see `separable` and `bootstrap`). The same series, options and versions
    give the same result.
    """
    chosen = options or FitOptions()
    scaled = _scaled(series, chosen)
    held_out = min(MOST_HOLDOUT, series.weeks // HOLDOUT_SHARE)
    names = list(FAMILIES) if chosen.family == "best" else [chosen.family]
    tried: dict[FamilyName, _Trial] = {}
    for index, name in enumerate(names):
        progress(0.5 * index / len(names), Message("fitting.progress.family", {"family": name}))
        tried[name] = _try(series, scaled, name, held_out, chosen)
    best = min(tried, key=lambda name: tried[name].score.cv_nrmse)
    level = [name for name in tried if _as_good(tried[name].errors, tried[best].errors)]
    draws = _draws(scaled, [tried[name].fitted for name in level], chosen, part(progress, 0.5, 1))
    fitted = tried[best].fitted
    return FitResult(
        series=series,
        family=best,
        channels=channel_fits(series, scaled, fitted, draws, chosen.confidence),
        families=tuple(trial.score for trial in tried.values()),
        band_families=tuple(level),
        noise=fitted.noise * scaled.outcome_unit,
        holdout_weeks=held_out,
        draws=chosen.draws,
        confidence=chosen.confidence,
        seed=chosen.seed,
        notes=_notes(series, chosen),
    )


def _as_good(errors: Floats, best: Floats) -> bool:
    """Whether squared errors exceed the best ones by no more than chance: two standard errors of the difference."""
    excess = errors**2 - best**2
    return bool(excess.mean() <= 2 * excess.std() / np.sqrt(len(excess)))


def _draws(scaled: Scaled, fits: Sequence[Fitted], options: FitOptions, progress: Progress) -> list[Draws]:
    """All draws, dealt out to the families in turn."""
    shares = [range(index, options.draws, len(fits)) for index in range(len(fits))]
    return [
        bootstrap(
            scaled, fitted, numbers, options.seed, part(progress, index / len(fits), (index + 1) / len(fits))
        )
        for index, (fitted, numbers) in enumerate(zip(fits, shares, strict=True))
        if numbers
    ]


def _scaled(series: Series, options: FitOptions) -> Scaled:
    unit, most = float(series.outcome.mean()), series.spend.max(axis=0)
    baseline = baseline_design(series, options.fourier, options.trend_degree)
    return Scaled(series.outcome / unit, series.spend / most, baseline, unit, most)


@dataclass(frozen=True, slots=True, eq=False)
class _Trial:
    """One family fitted, its cross-validated errors (T,) and its score."""

    fitted: Fitted
    errors: Floats
    score: FamilyScore


def _try(series: Series, scaled: Scaled, name: FamilyName, held_out: int, options: FitOptions) -> _Trial:
    fitted = estimate(scaled, name, options.starts, options.seed)
    errors = cross_validated(scaled, fitted)
    last = np.arange(series.weeks - held_out, series.weeks)
    before = estimate(scaled, name, options.starts, options.seed, np.arange(last[0]))
    missed = (before.prediction - scaled.outcome)[last]
    with np.errstate(divide="ignore", invalid="ignore"):
        mape = float(np.mean(np.abs(missed / scaled.outcome[last])))
    score = FamilyScore(
        family=name,
        r2=1 - float(np.var(scaled.outcome - fitted.prediction) / np.var(scaled.outcome)),
        cv_nrmse=_nrmse(errors, scaled.outcome),
        holdout_mape=mape,
        holdout_nrmse=_nrmse(missed, scaled.outcome[last]),
        roas=dict(zip(series.channels, _roas(series, scaled, fitted).tolist(), strict=True)),
    )
    return _Trial(fitted, errors, score)


def _nrmse(errors: Floats, outcome: Floats) -> float:
    """Root mean square error over the range of the outcome."""
    return float(np.sqrt(np.mean(errors**2)) / max(float(np.ptp(outcome)), 1e-12))


def _roas(series: Series, scaled: Scaled, fitted: Fitted) -> Floats:
    earned = (fitted.features * fitted.estimate.effects).sum(axis=0) * scaled.outcome_unit
    return np.asarray(earned / series.spend.sum(axis=0))


def _notes(series: Series, options: FitOptions) -> tuple[Message, ...]:
    if options.fourier and series.weeks < WEEKS_FOR_SEASON:
        return (Message("fitting.no_season", {"weeks": series.weeks, "needed": WEEKS_FOR_SEASON}),)
    return ()
