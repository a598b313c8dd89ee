"""The distribution of a sample of hours: family by information, intervals and goodness by bootstrap."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from scenarios.document.durations import Constant, Duration, Empirical
from scenarios.statistics import Estimate, mean
from simulation.calibration.families import FAMILIES, MAX_SIGMA, Family, FamilyName, Floats
from simulation.calibration.goodness import Goodness, goodness, resample
from simulation.draws import identity

Chosen: TypeAlias = FamilyName | Literal["constant", "empirical"]
FEWEST_TO_CHOOSE = 10
"""With fewer cases no family can be told from another: the lognormal one is taken."""
FEWEST_EMPIRICAL = 50
"""With fewer cases a history resampled as it is says less than a family that fits badly."""
POOR_FIT = 0.01
"""A p-value below which a family is given up for the history itself."""
MOST_VALUES = 1_000
"""Values of an empirical distribution; of longer histories that many evenly spaced order statistics."""
BOOTSTRAP_VALUES = 80_000
"""Values drawn for the bootstrap of a bounded family, whose fits are searches."""
FEWEST_RESAMPLES = 100


@dataclass(frozen=True, slots=True)
class FamilyScore:
    """Akaike's criterion, corrected for few cases (Hurvich and Tsai 1989); smaller is better."""

    family: FamilyName
    aicc: float


@dataclass(frozen=True, slots=True)
class Distribution:
    """A sample's distribution."""

    family: Chosen
    duration: Duration
    mean: Estimate
    """Hours."""
    parameters: tuple[tuple[str, Estimate], ...] = ()
    """By name: hours, and sigma without a unit."""
    scores: tuple[FamilyScore, ...] = ()
    """Of every family that can hold the sample, best first."""
    goodness: Goodness | None = None
    """Of the best family, also where it was given up for the history itself."""


def choose(
    hours: Floats,
    key: str,
    *,
    families: Sequence[FamilyName] = tuple(FAMILIES),
    confidence: float = 0.9,
    resamples: int = 400,
    seed: int = 1,
) -> Distribution:
    """The distribution that a sample is best told by.

    Args:
        hours: (n,) at least one, none negative.
        key: what the sample is of; the bootstrap's draws depend on it and the seed alone.
        families: that may be chosen.
        confidence: of the intervals.
        resamples: of the bootstrap; fewer for bounded families with many cases.
        seed: of the bootstrap.
    """
    sample = np.sort(np.asarray(hours, dtype=float))
    if sample[0] == sample[-1]:
        own = Estimate(value=float(sample[0]), replications=len(sample), confidence=confidence)
        return Distribution("constant", Constant(hours=float(sample[0])), own)
    fits = sorted(_fits(sample, families), key=lambda fit: fit[0].aicc)
    if not fits:
        return _empirical(sample, confidence)
    scores = tuple(score for score, _ in fits)
    family, parameters = FAMILIES[scores[0].family], fits[0][1]
    generator = np.random.default_rng([seed, identity(f"calibration/{key}")])
    uniforms = generator.random((_resamples(family, len(sample), resamples), len(sample)))
    drawn, refitted = resample(family, parameters, len(sample), uniforms)
    found = goodness(family, parameters, sample, drawn, refitted)
    if found.p_anderson_darling < POOR_FIT and len(sample) >= FEWEST_EMPIRICAL:
        return _empirical(sample, confidence, scores, found)
    own, named = _estimates(family, parameters, sample, refitted, confidence)
    return Distribution(family.name, family.duration(parameters), own, named, scores, found)


def _estimates(
    family: Family, parameters: Floats, sample: Floats, refitted: Floats, confidence: float
) -> tuple[Estimate, tuple[tuple[str, Estimate], ...]]:
    """The mean and the parameters (k,) with their intervals, from the parameters (B, k) of resamples."""
    count = len(sample)
    named = tuple(
        (name, _interval(name, float(value), refitted[:, place], count, confidence))
        for place, (name, value) in enumerate(zip(family.parameters, parameters.tolist(), strict=True))
    )
    centre = float(family.mean(parameters[None, :])[0])
    if family.bounded:
        return _student(centre, sample, confidence), named
    return _interval("mean", centre, family.mean(refitted), count, confidence), named


def _resamples(family: Family, count: int, wanted: int) -> int:
    return min(wanted, max(FEWEST_RESAMPLES, BOOTSTRAP_VALUES // count)) if family.bounded else wanted


def _fits(sample: Floats, families: Sequence[FamilyName]) -> list[tuple[FamilyScore, Floats]]:
    """The score and the parameters of each family that can hold the sample."""
    allowed = [FAMILIES[name] for name in families]
    if len(sample) < FEWEST_TO_CHOOSE:
        allowed = [family for family in allowed if not family.bounded][:1]
    found = []
    for family in allowed:
        if family.name == "lognormal" and sample[0] <= 0:
            continue
        parameters = family.fit(sample[None, :])
        score = _aicc(family, parameters, sample)
        too_wide = family.name == "lognormal" and parameters[0, 1] > MAX_SIGMA
        if math.isfinite(score) and not too_wide:
            found.append((FamilyScore(family.name, score), parameters[0]))
    return found


def _aicc(family: Family, parameters: Floats, sample: Floats) -> float:
    number, count = len(family.parameters), len(sample)
    likelihood = float(family.log_density(parameters, sample[None, :]).sum())
    correction = 2 * number * (number + 1) / (count - number - 1) if count > number + 1 else 0.0
    return 2 * number - 2 * likelihood + correction


def _interval(name: str, value: float, refitted: Floats, count: int, confidence: float) -> Estimate:
    """Basic bootstrap (Davison and Hinkley 1997, section 5.2), which also mends the bias of fitted bounds.

    On the logarithm for what scales, where it is exact for pure scales (the mean of an exponential, sigma) but for the
    number of resamples; on hours for bounds and modes, which may be zero.
    """
    tail = (1 - confidence) / 2
    low, high = np.quantile(refitted, [tail, 1 - tail])
    if name in {"mean", "sigma"}:
        low, high = value**2 / high, value**2 / low
    else:
        low, high = max(0.0, 2 * value - high), 2 * value - low
    return Estimate(
        value=value,
        low=float(min(low, value)),
        high=float(max(high, value)),
        replications=count,
        confidence=confidence,
    )


def _student(value: float, sample: Floats, confidence: float) -> Estimate:
    """Student's interval of the mean: bootstraps of fitted bounds are too sure of it."""
    found = mean(sample, confidence, (0.0, math.inf))
    low, high = min(found.low or 0.0, value), max(found.high or value, value)
    return found.model_copy(update={"value": value, "low": low, "high": high})


def _empirical(
    sample: Floats, confidence: float, scores: tuple[FamilyScore, ...] = (), found: Goodness | None = None
) -> Distribution:
    kept = sample
    if len(sample) > MOST_VALUES:
        levels = (np.arange(MOST_VALUES) + 0.5) / MOST_VALUES
        kept = np.quantile(sample, levels, method="inverted_cdf")
    duration = Empirical(distribution="empirical", values=tuple(kept.tolist()))
    return Distribution("empirical", duration, mean(sample, confidence, (0.0, math.inf)), (), scores, found)
