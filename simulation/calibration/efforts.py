"""Efforts of the stages of work, stages with few cases pooled with the others."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from scenarios.document import Stage
from scenarios.document.durations import (
    Constant,
    Duration,
    Empirical,
    Exponential,
    LogNormal,
    ThreePoint,
)
from scenarios.statistics import Estimate
from simulation.calibration.binding import BoundHistory
from simulation.calibration.choice import FEWEST_TO_CHOOSE, Distribution, choose
from simulation.calibration.families import MAX_SIGMA, Floats
from simulation.calibration.measures import Stopwatch
from simulation.calibration.pooling import Pooled, pool
from simulation.calibration.result import FittedDuration
from simulation.calibration.settings import CalibrationSettings


@dataclass(frozen=True, slots=True)
class _Sample:
    stage: Stage
    hours: Floats
    repeats: int

    @property
    def estimated(self) -> float:
        return self.stage.effort.mean if self.stage.effort else 0.0


def fitted_efforts(
    bound: BoundHistory, watch: Stopwatch, settings: CalibrationSettings
) -> tuple[FittedDuration, ...]:
    """Every stage of work that was visited; first visits alone are fitted."""
    samples = list(_samples(bound, watch))
    groups = [one.hours / one.estimated for one in samples if one.estimated > 0]
    pooled = pool(groups) if settings.pooling else None
    shares = iter(pooled or ())
    found = []
    for sample in samples:
        share = next(shares, None) if sample.estimated > 0 else None
        fit = _fitted(bound, sample, share, settings)
        if fit is not None:
            found.append(fit)
    return tuple(found)


def _samples(bound: BoundHistory, watch: Stopwatch) -> Sequence[_Sample]:
    found = []
    for number, stage in enumerate(bound.workflow.stages):
        if stage.kind == "work":
            efforts = watch.efforts(number)
            first = [effort.hours for effort in efforts if effort.visit.number == 0]
            if first:
                found.append(_Sample(stage, np.array(first), len(efforts) - len(first)))
    return found


def _fitted(
    bound: BoundHistory, sample: _Sample, pooled: Pooled | None, settings: CalibrationSettings
) -> FittedDuration | None:
    stage = sample.stage
    if stage.effort is None or (pooled is None and len(sample.hours) < 2):
        return None
    own = choose(
        sample.hours,
        f"effort/{stage.id}",
        families=settings.families,
        confidence=settings.confidence,
        resamples=settings.resamples,
        seed=settings.seed,
    )
    after, mean = own.duration, own.mean
    if pooled is not None:
        few = len(sample.hours) < FEWEST_TO_CHOOSE
        after, mean = (_predictive if few else _moved)(own, pooled, sample)
    return FittedDuration(
        kind="effort",
        subject=stage.id,
        name=stage.name.texts(),
        path=f"workflows[{bound.workflow.id}].stages[{stage.id}].effort",
        before=stage.effort,
        after=after,
        distribution=own,
        mean=mean,
        own=1.0 if pooled is None else pooled.own,
        repeats=sample.repeats,
    )


def _moved(own: Distribution, pooled: Pooled, sample: _Sample) -> tuple[Duration, Estimate]:
    """The stage's own fit, stretched as far as pooling moves its mean; its interval narrower in proportion."""
    mean = float(sample.hours.mean())
    factor = math.exp(pooled.log_mean) * sample.estimated / mean
    narrower = math.sqrt(pooled.variance / (pooled.spread / len(sample.hours)))
    centre = own.mean.value * factor
    ends = [
        None if end is None else centre * (end / own.mean.value) ** narrower
        for end in (own.mean.low, own.mean.high)
    ]
    found = own.mean.model_copy(update={"value": centre, "low": ends[0], "high": ends[1]})
    return stretched(own.duration, factor), found


def _predictive(own: Distribution, pooled: Pooled, sample: _Sample) -> tuple[Duration, Estimate]:
    """Lognormal, as wide as the next case is uncertain: five cases leave the mean itself in doubt."""
    centre = math.exp(pooled.log_mean) * sample.estimated
    reach = float(ndtri(0.5 + own.mean.confidence / 2)) * math.sqrt(pooled.variance)
    mean = Estimate(
        value=centre,
        low=centre * math.exp(-reach),
        high=centre * math.exp(reach),
        replications=len(sample.hours),
        confidence=own.mean.confidence,
    )
    sigma = min(math.sqrt(math.log1p(pooled.spread) + pooled.variance), MAX_SIGMA)
    return LogNormal(distribution="lognormal", hours=centre, sigma=sigma), mean


def stretched(duration: Duration, factor: float) -> Duration:
    """A duration with every hour multiplied; all families of the document are closed under it."""
    match duration:
        case Empirical():
            return duration.model_copy(update={"values": tuple(value * factor for value in duration.values)})
        case ThreePoint():
            points = {name: getattr(duration, name) * factor for name in ("low", "mode", "high")}
            return duration.model_copy(update=points)
        case Constant() | Exponential() | LogNormal():
            return duration.model_copy(update={"hours": duration.hours * factor})
