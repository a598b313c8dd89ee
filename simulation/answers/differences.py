"""How one case differs from another, replication by replication, on common random numbers."""

from __future__ import annotations

import numpy as np

from scenarios.document.base import Value
from scenarios.document.horizon import MINUTES_PER_DAY
from scenarios.statistics import Estimate, mean, paired_difference
from simulation.answers.sample import Floats, Sample


class Difference(Value):
    """The other case less the base: below zero days are gained. Days are per campaign, money in minor units."""

    launch_days: Estimate
    late_days: Estimate
    on_time: Estimate
    """Share of campaigns."""
    net_value: Estimate


class Level(Value):
    """One case by itself."""

    launch_days: Estimate
    """Days from release to launch."""
    late_days: Estimate
    on_time: Estimate
    net_value: Estimate


def level(one: Sample) -> Level:
    """The case's own figures."""
    confidence = one.confidence
    return Level(
        launch_days=mean(elapsed_days(one), confidence),
        late_days=mean(late_days(one), confidence, (0.0, float("inf"))),
        on_time=mean(one.on_time, confidence, (0.0, 1.0)),
        net_value=mean(one.batch.net_value, confidence),
    )


def difference(other: Sample, base: Sample, money: Floats | None = None) -> Difference:
    """Paired differences of two samples of the same campaigns and draws.

    Args:
        other: the changed case.
        base: what it is compared with.
        money: (R,) minor units that are added to the other's net value: pay that the document does not count.
    """
    confidence = base.confidence
    net = other.batch.net_value if money is None else other.batch.net_value + money
    return Difference(
        launch_days=paired_difference(elapsed_days(other), elapsed_days(base), confidence),
        late_days=paired_difference(late_days(other), late_days(base), confidence),
        on_time=paired_difference(other.on_time, base.on_time, confidence),
        net_value=paired_difference(net, base.batch.net_value, confidence),
    )


def elapsed_days(one: Sample) -> Floats:
    """(R,) mean days from release to launch."""
    return np.asarray(one.elapsed.sum(axis=1) / (len(one.campaigns) * MINUTES_PER_DAY))


def late_days(one: Sample) -> Floats:
    """(R,) mean days after the target."""
    return np.asarray(one.late.sum(axis=1) / (len(one.campaigns) * MINUTES_PER_DAY))
