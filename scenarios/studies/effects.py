"""What a practice was found to do: levels by combination of mechanisms on common random numbers.

Levels are kept as whole numbers, so that Shapley's parts add up to the whole exactly, replication by replication.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from scenarios.arrays import Ints
from scenarios.i18n import Language
from scenarios.response import Floats
from scenarios.statistics import Estimate, mean, paired_difference, proportion, ratio_terms
from scenarios.studies.drivers import Drivers
from scenarios.studies.measures import Unit
from scenarios.studies.result import NOBODY, Coalition
from scenarios.studies.study import subsets

WholeNumbers: TypeAlias = NDArray[np.object_]
"""Python's integers, which have no largest: products of factorials and common denominators outgrow 64 bits."""


@dataclass(frozen=True, slots=True)
class Levels:
    """A measure's levels: ``counts`` (R,) by combination; divided by ``per`` they are in ``unit``."""

    unit: Unit
    counts: Mapping[Coalition, Ints]
    per: Mapping[Coalition, int]

    @property
    def common(self) -> int:
        """A common denominator of all levels."""
        return math.lcm(*self.per.values())

    def numerators(self, coalition: Coalition) -> WholeNumbers:
        """(R,) levels as whole numbers over `common`."""
        return self.counts[coalition].astype(object) * (self.common // self.per[coalition])

    def samples(self, coalition: Coalition) -> Floats:
        """(R,) in the measure's unit."""
        return np.asarray(self.counts[coalition] / self.per[coalition])


def level_of(counts: Ints, per: int, unit: Unit, confidence: float) -> Estimate:
    """The mean of (R,) levels, counts over ``per``; a share of one thing is a proportion of replications."""
    if unit != "share":
        return mean(counts / per, confidence)
    if per == 1:
        return proportion(int(counts.sum()), len(counts), confidence)
    return mean(counts / per, confidence, (0.0, 1.0))


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one mechanism does to a measure, in its unit, paired by replication."""

    mechanism: str
    alone: Estimate
    """With this mechanism only, less with none."""
    removed: Estimate
    """With all, less with all others."""
    shapley: Estimate
    """Its average over all orders."""


@dataclass(frozen=True, eq=False)
class Effects:
    """R replications of every combination of mechanisms that was played."""

    practice: str
    mechanisms: tuple[str, ...]
    drivers: Drivers
    seed: int
    confidence: float
    levels: Mapping[str, Levels]

    @property
    def everything(self) -> Coalition:
        """All mechanisms."""
        return frozenset(self.mechanisms)

    @property
    def replications(self) -> int:
        """Number of replications, R."""
        return len(next(iter(self.levels.values())).counts[NOBODY])

    @property
    def is_complete(self) -> bool:
        """Whether every combination was played: what Shapley's parts need."""
        return len(next(iter(self.levels.values())).counts) == 1 << len(self.mechanisms)

    def level(self, measure: str, coalition: Coalition = NOBODY) -> Estimate:
        """The mean level."""
        one = self.levels[measure]
        return level_of(one.counts[coalition], one.per[coalition], one.unit, self.confidence)

    def effect(self, measure: str, coalition: Coalition | None = None) -> Estimate:
        """Mean level under a combination (all by default) less that before."""
        one = self.levels[measure]
        chosen = self.everything if coalition is None else coalition
        return paired_difference(one.samples(chosen), one.samples(NOBODY), self.confidence)

    def relative(self, measure: str, coalition: Coalition | None = None) -> Estimate | None:
        """Mean level under a combination over that before, less one; None where the latter is nothing.

        The interval is that of a ratio of paired means, linearised.
        """
        one = self.levels[measure]
        chosen = self.everything if coalition is None else coalition
        terms = ratio_terms(one.samples(chosen) - one.samples(NOBODY), one.samples(NOBODY))
        return None if terms is None else mean(terms, self.confidence)

    def contributions(self, measure: str) -> tuple[Contribution, ...]:
        """The mechanisms' parts; needs every combination."""
        return tuple(self._contribution(measure, mechanism) for mechanism in self.mechanisms)

    def _contribution(self, measure: str, mechanism: str) -> Contribution:
        one, others = self.levels[measure], self.everything - {mechanism}
        scale = math.factorial(len(self.mechanisms)) * one.common
        return Contribution(
            mechanism,
            self.effect(measure, frozenset({mechanism})),
            paired_difference(one.samples(self.everything), one.samples(others), self.confidence),
            mean((self.shapley_numerators(measure, mechanism) / scale).astype(float), self.confidence),
        )

    def shapley_numerators(self, measure: str, mechanism: str) -> WholeNumbers:
        """(R,) the mechanism's part as whole numbers over n! times `Levels.common`: they add up exactly."""
        one, count = self.levels[measure], len(self.mechanisms)
        total = np.zeros(self.replications, dtype=object)
        for coalition in subsets(tuple(name for name in self.mechanisms if name != mechanism)):
            size = len(coalition)
            weight = math.factorial(size) * math.factorial(count - 1 - size)
            total += weight * (one.numerators(coalition | {mechanism}) - one.numerators(coalition))
        return total

    def render(self, language: Language) -> str:
        """Findings, waterfall, claims and assumptions as text."""
        from scenarios.studies.effect_report import sections  # noqa: PLC0415 (the report reads effects)

        return "\n\n".join(section.render(language) for section in sections(self).values())

    def to_dict(self, language: Language) -> dict[str, object]:
        """The same as a JSON object, a key for each section."""
        from scenarios.studies.effect_report import sections  # noqa: PLC0415 (the report reads effects)

        head: dict[str, object] = {
            "study": self.practice,
            "seed": self.seed,
            "replications": self.replications,
        }
        return head | {key: section.to_dict(language) for key, section in sections(self).items()}
