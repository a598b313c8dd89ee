"""Who carries how much: planned work against the hours of everyone's contract, and how even that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from optimizer.inquiry.case import Case


@dataclass(frozen=True, slots=True)
class Load:
    """A person's planned minutes, and those of the contract within the horizon."""

    person: str
    planned: int
    contract: int

    @property
    def utilisation(self) -> float | None:
        """Planned over contract; None for somebody who is never there."""
        return self.planned / self.contract if self.contract else None


@dataclass(frozen=True, slots=True)
class Evenness:
    """How even the load of those who have a skill is, by their utilisation."""

    skill: str
    people: int
    mean: float
    gini: float
    """0 where all are loaded alike, towards 1 where one person carries everything."""
    max_to_mean: float | None


def loads(case: Case, minutes: Mapping[str, int]) -> tuple[Load, ...]:
    """Everybody's load; ``minutes`` planned by person."""
    horizon = case.scenario.horizon
    start, end = horizon.minute(case.scenario.status_date or horizon.start), horizon.minute(horizon.end)
    return tuple(
        Load(worker.id, minutes.get(worker.id, 0), worker.timeline.between(start, end))
        for worker in case.workload.people
    )


def evenness(case: Case, found: Sequence[Load]) -> tuple[Evenness, ...]:
    """By skill that somebody has, how even the load of its holders is."""
    by_person = {one.person: one.utilisation for one in found}
    shares = {
        skill: [
            share
            for worker in case.workload.people
            if skill in worker.speed and (share := by_person[worker.id]) is not None
        ]
        for skill in case.workload.skills
    }
    return tuple(_evenness(skill, values) for skill, values in shares.items() if values)


def _evenness(skill: str, shares: list[float]) -> Evenness:
    mean = sum(shares) / len(shares)
    return Evenness(skill, len(shares), mean, gini(shares), max(shares) / mean if mean else None)


def gini(values: Sequence[float]) -> float:
    """Gini's coefficient: half the mean absolute difference over the mean (Gini 1912); 0 if all are nothing.

    >>> gini([1.0, 1.0, 1.0])
    0.0
    >>> gini([0.0, 0.0, 0.0, 4.0])
    0.75
    """
    total = sum(values)
    if not total:
        return 0.0
    ranked = sorted(values)
    weighted = sum((2 * place - len(ranked) + 1) * value for place, value in enumerate(ranked))
    return weighted / (len(ranked) * total)
