"""What a study found: paired changes with intervals, quantiles, and the parts of its mechanisms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np

from scenarios.i18n import Language
from scenarios.marketing.shapley import shapley_weights
from scenarios.response import Floats
from scenarios.statistics import Estimate, mean, proportion, quantile
from scenarios.studies.drivers import Drivers

Coalition: TypeAlias = frozenset[str]
NOBODY: Coalition = frozenset()
QUANTILES = (0.1, 0.5, 0.9)


@dataclass(frozen=True, slots=True)
class Part:
    """What one mechanism does to a measure's relative change, paired by replication."""

    mechanism: str
    alone: Estimate
    """Change with this mechanism only."""
    removed: Estimate
    """Change with all mechanisms less the change with all others."""
    shapley: Estimate
    """Its average over all orders; these add up to the whole change."""


@dataclass(frozen=True, eq=False)
class StudyResult:
    """``levels`` (R,) by measure and combination of mechanisms, all on the same draws.

    Every change is relative to no mechanism: level / level without - 1.
    """

    study: str
    mechanisms: tuple[str, ...]
    drivers: Drivers
    seed: int
    confidence: float
    levels: Mapping[str, Mapping[Coalition, Floats]]

    @property
    def replications(self) -> int:
        """Number of replications, R."""
        return len(next(iter(self.levels.values()))[NOBODY])

    @cached_property
    def everything(self) -> Coalition:
        """All mechanisms."""
        return frozenset(self.mechanisms)

    def changes(self, measure: str, coalition: Coalition | None = None) -> Floats:
        """(R,) relative changes of a measure under a combination, all mechanisms by default."""
        base = self.levels[measure][NOBODY]
        chosen = self.everything if coalition is None else coalition
        return np.asarray(self.levels[measure][chosen] / base - 1)

    def level(self, measure: str, coalition: Coalition) -> Estimate:
        """Mean level of a measure."""
        return mean(self.levels[measure][coalition], self.confidence)

    def change(self, measure: str) -> Estimate:
        """Mean relative change."""
        return mean(self.changes(measure), self.confidence)

    def quantiles(self, measure: str) -> tuple[Estimate, ...]:
        """The relative change at `QUANTILES`."""
        samples = self.changes(measure)
        return tuple(quantile(samples, probability, self.confidence) for probability in QUANTILES)

    def probability(self, measure: str, wanted: float) -> Estimate:
        """How often the change is at least ``wanted``, or at most if that is negative."""
        samples = self.changes(measure)
        reached = samples >= wanted if wanted >= 0 else samples <= wanted
        return proportion(int(reached.sum()), len(samples), self.confidence)

    def parts(self, measure: str) -> tuple[Part, ...]:
        """The mechanisms' parts."""
        return tuple(self._part(measure, mechanism) for mechanism in self.mechanisms)

    def _part(self, measure: str, mechanism: str) -> Part:
        others = self.everything - {mechanism}
        share = sum(
            (
                weight * (self.changes(measure, coalition | {mechanism}) - self.changes(measure, coalition))
                for coalition, weight in shapley_weights(others)
            ),
            np.zeros(self.replications),
        )
        return Part(
            mechanism,
            mean(self.changes(measure, frozenset({mechanism})), self.confidence),
            mean(self.changes(measure) - self.changes(measure, others), self.confidence),
            mean(share, self.confidence),
        )

    def render(self, language: Language) -> str:
        """Findings, waterfall, claims and assumptions as text."""
        from scenarios.studies.report import sections  # noqa: PLC0415 (the report reads results)

        return "\n\n".join(section.render(language) for section in sections(self).values())

    def to_dict(self, language: Language) -> dict[str, object]:
        """The same as a JSON object, a key for each section."""
        from scenarios.studies.report import sections  # noqa: PLC0415 (the report reads results)

        head: dict[str, object] = {"study": self.study, "seed": self.seed, "replications": self.replications}
        return head | {key: section.to_dict(language) for key, section in sections(self).items()}
