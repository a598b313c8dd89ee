"""One result against the baseline, measure by measure."""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np

from scenarios.document.base import Id, Value
from scenarios.measures import MEASURES, Measure, Unit
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
    compare = paired_difference if pairing(base, other) == "paired" else independent_difference
    change = compare(right, left, base.confidence)
    equal = np.array_equal(left, right)
    return Difference(
        measure=measure.key,
        unit=measure.unit,
        base=here,
        other=there,
        change=change,
        verdict="equal" if equal else _verdict(measure, change),
    )


def _verdict(measure: Measure, change: Estimate) -> Verdict:
    if change.low is None or change.high is None or change.low <= 0 <= change.high:
        return "unclear"
    rises = change.low > 0
    if measure.better == "neither":
        return "higher" if rises else "lower"
    return "better" if rises == (measure.better == "higher") else "worse"
