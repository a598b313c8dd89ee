"""When enough replications have been run.

Sequential procedures for a wanted half-width, absolute or relative to the mean (Chow and Robbins 1965; Law, Simulation
Modeling and Analysis, 5th ed. 2015, section 9.4.1; Robinson, Simulation, 2nd ed. 2014, section 9.6.2). A run that ends
when its interval looks narrow favours samples that vary little, the more so the earlier and the more often it looks;
hence no look before `FIRST_LOOK`, and looks that lie further and further apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from scenarios.arrays import Ints
from scenarios.document.horizon import MINUTES_PER_DAY
from scenarios.outcome import NEVER
from scenarios.statistics import Floats, mean
from simulation.batch import Batch

FIRST_LOOK = 40
STEP = 20
"""Looks are at multiples of this many replications."""
APART = 10
"""A look comes no earlier than one tenth after the last one."""

Goal: TypeAlias = Literal["net_value", "on_time", "lateness_days"]
"""Net value in minor units; share of campaigns launched by their target; days after the target, averaged over the
campaigns that were launched."""


@dataclass(frozen=True, slots=True)
class Precision:
    """A wanted half-width of the interval of a mean, in the unit of its measure, or as a share of the mean."""

    half_width: float
    measure: Goal = "net_value"
    relative: bool = False

    def reached(self, samples: ArrayLike, confidence: float) -> bool:
        """Whether the interval of the samples' mean is narrow enough."""
        found = mean(samples, confidence)
        allowed = self.half_width * (abs(found.value) if self.relative else 1.0)
        return found.half_width is not None and found.half_width <= allowed


def looks(most: int) -> Iterator[int]:
    """The numbers of replications, up to ``most``, at which the precision is looked at.

    >>> list(looks(300))
    [40, 60, 80, 100, 120, 140, 160, 180, 200, 220, 260, 300]
    """
    look = FIRST_LOOK
    while look <= most:
        yield look
        look += STEP * max(1, -(-look // (APART * STEP)))


def terms(measure: Goal, batch: Batch, targets: Ints) -> Ints | Floats:
    """(R,) one term of a measure for each replication."""
    return _TERMS[measure](batch, targets)


def _on_time(batch: Batch, targets: Ints) -> Floats:
    punctual = (batch.launch != NEVER) & (batch.launch <= targets)
    return np.asarray(punctual.sum(axis=1) / max(1, len(targets)))


def _lateness_days(batch: Batch, targets: Ints) -> Floats:
    there = batch.launch != NEVER
    late = np.where(there, np.maximum(batch.launch - targets, 0), 0).sum(axis=1)
    return np.asarray(late / np.maximum(there.sum(axis=1), 1) / MINUTES_PER_DAY)


_TERMS: Mapping[Goal, Callable[[Batch, Ints], Ints | Floats]] = {
    "net_value": lambda batch, _targets: batch.net_value,
    "on_time": _on_time,
    "lateness_days": _lateness_days,
}
