"""Ranking and selection: which of k alternatives is best, with as few replications as the answer needs.

The fully sequential procedure KN of Kim and Nelson (ACM TOMACS 11, 2001) with c = 1: after ``first`` replications of
all, alternatives that are clearly worse than another go, replication by replication. With the wanted probability it
keeps the best wherever the best is better than the others by the indifference zone at least, whatever the correlation,
so that common random numbers serve it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from scenarios.statistics import Floats

Sampler: TypeAlias = Callable[[Sequence[int], int, int], Floats]
"""``sample(alternatives, first, count)``: (count, number of alternatives) replications from ``first`` on."""
STAGE = 10
"""Replications that are asked for at a time, at least; a quarter of those done, where that is more."""
End: TypeAlias = Literal["separated", "indifferent", "tied", "cap"]
"""One was left; the others lie within the indifference zone; all left are the same in every replication; the cap was
reached, and nothing is certified."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of an alternative."""

    replications: int
    kept: bool
    beaten_by: int | None = None
    """The alternative that it was clearly worse than, or the same as in every replication."""
    tied: bool = False
    """Whether it was the same."""


@dataclass(frozen=True, slots=True, eq=False)
class Race:
    """The end of a selection; the largest mean wins."""

    best: int
    end: End
    replications: int
    """Of those that stayed to the end."""
    fates: tuple[Fate, ...]
    samples: tuple[Floats, ...]
    """Of each alternative, as long as it took part."""


def kim_nelson(
    sample: Sampler, number: int, *, zone: float, confidence: float, first: int = 20, most: int = 2_000
) -> Race:
    """Select the alternative with the largest mean.

    Args:
        sample: draws replications.
        number: k, the number of alternatives.
        zone: the indifference zone, the least difference worth detecting, above 0.
        confidence: probability of selecting the best, between 1 / k and 1.
        first: replications of all before anyone is dropped, at least 3.
        most: replications of each at most.

    Raises:
        ValueError: arguments beyond these bounds.
    """
    if zone <= 0 or not 1 / number <= confidence < 1 or not 3 <= first <= most:
        message = "a selection needs a zone above 0, a confidence from 1/k to below 1, and 3 <= first <= most"
        raise ValueError(message)
    race = _Race(sample, number, zone, confidence, first)
    while race.running and race.done < most:
        race.advance(min(most, race.done + max(STAGE, race.done // 4)))
    return race.result()


class _Race:
    """The state of a selection: who is left, and the samples so far."""

    def __init__(self, sample: Sampler, number: int, zone: float, confidence: float, first: int) -> None:
        self._sample, self._zone = sample, zone
        self.left = list(range(number))
        self._fates: dict[int, Fate] = {}
        start = sample(self.left, 0, first)
        self._samples = {one: start[:, one].astype(float) for one in self.left}
        self.done = first
        self._end: End | None = None
        self._reach = _reach(self._samples, number, zone, confidence, first)
        self._drop_ties()
        self._look(first)

    @property
    def running(self) -> bool:
        return self._end is None

    def advance(self, until: int) -> None:
        """Replications up to ``until``, each of them looked at."""
        fresh = self._sample(self.left, self.done, until - self.done)
        for column, one in enumerate(self.left):
            self._samples[one] = np.concatenate([self._samples[one], fresh[:, column]])
        for number in range(self.done + 1, until + 1):
            self._look(number)
            if not self.running:
                break
        self.done = until
        if self.running:
            self._drop_ties()

    def result(self) -> Race:
        means = {one: self._samples[one].mean() for one in self.left}
        best = max(self.left, key=lambda one: (means[one], -one))
        kept = {one: Fate(len(self._samples[one]), kept=True) for one in self.left}
        fates = {**self._fates, **kept}
        return Race(
            best=best,
            end=self._end or "cap",
            replications=self.done,
            fates=tuple(fates[one] for one in sorted(fates)),
            samples=tuple(self._samples[one] for one in sorted(self._samples)),
        )

    def _look(self, number: int) -> None:
        """Drop whoever is clearly worse after ``number`` replications."""
        left = self.left
        means = np.array([self._samples[one][:number].mean() for one in left])
        reach = self._reach[np.ix_(left, left)]
        slack = np.maximum(0.0, self._zone / (2 * number) * (reach - number))
        worse = means[:, None] < means[None, :] - slack
        for place in np.flatnonzero(worse.any(axis=1)):
            by = left[int(np.argmax(np.where(worse[place], means, -np.inf)))]
            self._drop(left[place], number, by)
        self.left = [one for one in left if one not in self._fates]
        if len(self.left) == 1:
            self._end = self._end or "separated"
        elif number > self._reach[np.ix_(self.left, self.left)].max():
            self._end = "indifferent"

    def _drop_ties(self) -> None:
        """Of those that are the same in every replication, the first stays."""
        seen: dict[bytes, int] = {}
        for one in self.left:
            other = seen.setdefault(self._samples[one].tobytes(), one)
            if other != one:
                self._drop(one, len(self._samples[one]), other, tied=True)
        if len(seen) < len(self.left):
            self.left = sorted(seen.values())
            if len(self.left) == 1:
                self._end = "tied"

    def _drop(self, one: int, number: int, by: int, *, tied: bool = False) -> None:
        self._fates[one] = Fate(number, kept=False, beaten_by=by, tied=tied)
        self._samples[one] = self._samples[one][:number]


def _reach(samples: dict[int, Floats], number: int, zone: float, confidence: float, first: int) -> Floats:
    """(k, k) h^2 S^2 / zone^2: after so many replications no slack is left between two alternatives."""
    eta = ((2 * (1 - confidence) / (number - 1)) ** (-2 / (first - 1)) - 1) / 2 if number > 1 else 0.0
    columns = np.stack([samples[one] for one in range(number)], axis=1)
    apart = columns[:, :, None] - columns[:, None, :]
    return np.asarray(2 * eta * (first - 1) * apart.var(axis=0, ddof=1) / zone**2)
