"""One result against the baseline, measure by measure."""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np

from scenarios.document.base import Id, Value
from scenarios.measures import MEASURES, Measure, Terms, Unit
from scenarios.outcome import Outcome
from scenarios.statistics import Estimate, independent_difference, paired_difference

Pairing: TypeAlias = Literal["paired", "independent"]
Verdict: TypeAlias = Literal["better", "worse", "higher", "lower", "equal", "unclear"]


class Difference(Value):
    """How a measure differs: ``change`` is other - base with its interval.

    ``verdict`` is ``unclear`` where the interval holds zero, ``equal`` where both sides are the same in every
    replication, and ``higher`` or ``lower`` where neither is better by itself.
    """

    measure: Id
    unit: Unit
    base: Estimate
    other: Estimate
    change: Estimate
    verdict: Verdict
    variance_ratio: float | None = None
    """Variance of the difference if both had been run with luck of their own, over that of the paired one: how many
    times the replications that would take. None where they were, or where the difference never varies."""


def pairing(base: Outcome, other: Outcome) -> Pairing:
    """Whether replications can be paired: the same seed and number give the same draws to both sides."""
    same = base.provenance.seed == other.provenance.seed and base.replications == other.replications
    return "paired" if same else "independent"


def differences(base: Outcome, other: Outcome) -> tuple[Difference, ...]:
    """Every measure that both outcomes have, at the base's confidence.

    Paired by replication under common random numbers, else with Welch's interval; see `pairing`.
    """
    found = (_difference(measure, base, other) for measure in MEASURES)
    return tuple(one for one in found if one is not None)


def _difference(measure: Measure, base: Outcome, other: Outcome) -> Difference | None:
    left, right = measure.terms(base), measure.terms(other)
    here, there = measure.estimate(base), measure.estimate(other)
    if left is None or right is None or here is None or there is None:
        return None
    paired = pairing(base, other) == "paired"
    change = (paired_difference if paired else independent_difference)(right, left, base.confidence)
    equal = np.array_equal(left, right)
    return Difference(
        measure=measure.key,
        unit=measure.unit,
        base=here,
        other=there,
        change=change,
        verdict="equal" if equal else _verdict(measure, change),
        variance_ratio=variance_ratio(left, right) if paired else None,
    )


def variance_ratio(left: Terms, right: Terms) -> float | None:
    """(var left + var right) / var(right - left) of paired samples; None where the difference does not vary."""
    if len(left) < 2:
        return None
    apart = float(np.var(right - left, ddof=1))
    return (float(np.var(left, ddof=1)) + float(np.var(right, ddof=1))) / apart if apart > 0 else None


def _verdict(measure: Measure, change: Estimate) -> Verdict:
    if change.low is None or change.high is None or change.low <= 0 <= change.high:
        return "unclear"
    rises = change.low > 0
    if measure.better == "neither":
        return "higher" if rises else "lower"
    return "better" if rises == (measure.better == "higher") else "worse"
