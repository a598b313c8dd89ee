"""The whole way from a series to a `FitResult`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from optimizer.fitting.baseline import WEEKS_FOR_SEASON, BaselineOptions, covariate_scale
from optimizer.fitting.bootstrap import Draws, bootstrap
from optimizer.fitting.carry_over import CARRY_OVERS, CarryOverName
from optimizer.fitting.channels import channel_fits
from optimizer.fitting.confounding import contradicted, identification_doubts
from optimizer.fitting.families import FAMILIES, FamilyName
from optimizer.fitting.holdout import ORIGINS
from optimizer.fitting.lifts import LiftTest
from optimizer.fitting.result import ChannelFit, FitResult, PriceEffect, band
from optimizer.fitting.scaled import Evidence, Form, Scaled
from optimizer.fitting.selection import Trial, best_of, level_with, most_central, score, trial
from optimizer.fitting.series import Panel, Series
from scenarios.display import number_text
from scenarios.i18n import Message
from scenarios.progress import Cancellation, Cancelled, Progress, never, part, silent


@dataclass(frozen=True, slots=True)
class FitOptions:
    """How to fit. ``best``: of all families or kinds of carry-over that predict weeks left out as well as the one with
    the least cross-validated error, the most central.

    ``origins`` is the number of forecasts in the rolling holdout; ``check_demand`` whether every channel is also
    fitted with demand that moves with its spend allowed for.
    """

    family: FamilyName | Literal["best"] = "best"
    carry_over: CarryOverName | Literal["best"] = "geometric"
    starts: int = 12
    draws: int = 100
    confidence: float = 0.90
    fourier: int = 2
    trend_degree: int = 1
    origins: int = ORIGINS
    check_demand: bool = True
    seed: int = 0

    @property
    def forms(self) -> tuple[Form, ...]:
        """The forms to try."""
        families = FAMILIES if self.family == "best" else (self.family,)
        carry_overs = CARRY_OVERS if self.carry_over == "best" else (self.carry_over,)
        return tuple(Form(family, carry_over) for carry_over in carry_overs for family in families)


def fit_curves(
    series: Series | Panel,
    options: FitOptions | None = None,
    *,
    lifts: Sequence[LiftTest] = (),
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> FitResult:
    """Response curves and carry-over of every channel.

    Outcome = level + trend + season + covariates + sum over channels of a saturation curve of adstock + noise.
    Carry-over and shapes are found by variable projection from several starts with weak priors, effects are not
    negative, and bands come from resampling (see `separable` and `bootstrap`). In a panel, regions share carry-over
    and shape, and have their own baselines and effects. The same data, options and versions give the same result.

    Raises:
        Cancellation: when ``cancelled`` says so.
        ValueError: a lift test of another channel or region than those of the series.
    """
    chosen = options or FitOptions()
    panel = Panel.of(series) if isinstance(series, Series) else series
    _check_lifts(panel, lifts)
    baseline = BaselineOptions(chosen.fourier, chosen.trend_degree)
    evidence = Evidence(panel, baseline, tuple(lifts))
    conflicts = _conflicts(evidence, chosen)
    evidence = replace(evidence, demand=tuple(conflicts))
    scaled = evidence.scaled()
    trials = _trials(evidence, scaled, chosen, part(progress, 0, 0.6), cancelled)
    level = level_with(best_of(trials), trials)
    best = most_central(scaled, level)
    kept, spread = _draws(scaled, best, level, chosen, part(progress, 0.6, 0.95), cancelled)
    return FitResult(
        series=panel.total,
        regions=panel.names if len(panel.names) > 1 else (),
        form=best.form,
        channels=_channels(evidence, scaled, best, level, (kept, spread), chosen, conflicts),
        families=tuple(score(evidence, scaled, one, one in level) for one in trials),
        noise=best.fitted.noise * float(np.linalg.norm(scaled.outcome_unit)),
        draws=chosen.draws,
        confidence=chosen.confidence,
        seed=chosen.seed,
        lifts=tuple(lifts),
        prices=_prices(panel, scaled, best, spread, chosen.confidence),
        notes=_notes(panel, chosen),
    )


def _channels(
    evidence: Evidence,
    scaled: Scaled,
    best: Trial,
    level: Sequence[Trial],
    draws: tuple[Draws | None, list[Draws]],
    options: FitOptions,
    conflicts: dict[int, tuple[float, float]],
) -> tuple[ChannelFit, ...]:
    """Every channel with all its warnings."""
    kept, spread = draws
    found = channel_fits(evidence.panel, scaled, best.fitted, spread, kept, options.confidence)
    doubts = identification_doubts(evidence, scaled, [one.fitted for one in level], options.check_demand)
    return tuple(
        replace(one, warnings=(*one.warnings, *_conflict(one, conflicts.get(c)), *doubts[c]))
        for c, one in enumerate(found)
    )


def _check_lifts(panel: Panel, lifts: Sequence[LiftTest]) -> None:
    regions = panel.names if len(panel.names) > 1 else (None,)
    for test in lifts:
        if test.channel not in panel.channels or test.region not in regions:
            message = f"a lift test of {test.channel} in {test.region}, which are not those of the series"
            raise ValueError(message)


def _conflicts(evidence: Evidence, options: FitOptions) -> dict[int, tuple[float, float]]:
    """Channels whose lift tests contradict the weeks, under any family with geometric carry-over or the given one."""
    if not evidence.lifts:
        return {}
    name: CarryOverName = "geometric" if options.carry_over == "best" else options.carry_over
    forms = [form for form in options.forms if form.carry_over == name]
    return contradicted(evidence.scaled(), forms, options.seed)


def _conflict(channel: ChannelFit, found: tuple[float, float] | None) -> list[Message]:
    if found is None:
        return []
    measured, said = (number_text(value) for value in found)
    return [Message("fitting.lift_conflict", {"channel": channel.name, "measured": measured, "weeks": said})]


def _trials(
    evidence: Evidence, scaled: Scaled, options: FitOptions, progress: Progress, cancelled: Cancelled
) -> list[Trial]:
    made = []
    for index, form in enumerate(options.forms):
        if cancelled():
            raise Cancellation
        values = {"family": form.family, "carry_over": form.carry_over}
        progress(index / len(options.forms), Message("fitting.progress.family", values))
        made.append(trial(evidence, scaled, form, options.starts, options.origins, options.seed))
    return made


def _draws(
    scaled: Scaled,
    best: Trial,
    level: Sequence[Trial],
    options: FitOptions,
    progress: Progress,
    cancelled: Cancelled,
) -> tuple[Draws | None, list[Draws]]:
    """All draws of the best form, which are kept, and those that bands are taken from, dealt out to all level forms."""
    if not options.draws:
        return None, []
    kept, spread = None, []
    for index, one in enumerate(level):
        if cancelled():
            raise Cancellation
        numbers = range(options.draws) if one is best else range(index, options.draws, len(level))
        if not numbers:
            continue
        steps = part(progress, index / len(level), (index + 1) / len(level))
        drawn = bootstrap(scaled, one.fitted, numbers, options.seed, steps)
        if one is best:
            kept, drawn = drawn, drawn.take(len(level), index)
        spread.append(drawn)
    return kept, spread


def _prices(
    panel: Panel, scaled: Scaled, best: Trial, spread: Sequence[Draws], confidence: float
) -> tuple[PriceEffect, ...]:
    """Elasticities of the total outcome at its mean: coefficients of log prices over the outcome."""
    total, found = panel.total, []
    first = scaled.baseline.shape[1] - len(scaled.demand) - len(total.covariate_names)
    weights = scaled.outcome_unit / scaled.outcome_unit.sum()
    for name in total.prices:
        at = total.covariate_names.index(name)
        units = [covariate_scale(region.covariates[:, at]) for region in panel.regions]
        weight = weights / np.array(units)
        value = float(best.fitted.coefficients[:, first + at] @ weight)
        drawn = [one.coefficients[:, :, first + at] @ weight for one in spread]
        found.append(PriceEffect(name, band(value, np.concatenate(drawn) if drawn else None, confidence)))
    return tuple(found)


def _notes(panel: Panel, options: FitOptions) -> tuple[Message, ...]:
    weeks = panel.regions[0].weeks
    if options.fourier and weeks < WEEKS_FOR_SEASON:
        return (Message("fitting.no_season", {"weeks": weeks, "needed": WEEKS_FOR_SEASON}),)
    return ()
