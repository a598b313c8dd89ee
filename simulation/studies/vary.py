"""Assumptions moved: one through a range with all else at its middle, or all drawn from their ranges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from scenarios.arrays import Ints
from scenarios.generator.draws import Draws
from scenarios.response import Floats
from scenarios.statistics import Estimate, paired_difference
from scenarios.studies.drivers import drawn
from scenarios.studies.effects import level_of
from scenarios.studies.measures import Measure
from scenarios.studies.practice import Practice
from scenarios.studies.result import NOBODY, Coalition
from simulation.studies.play import run_today


def vary(
    practice: Practice,
    measure: str,
    points: Iterable[Mapping[str, float]],
    active: Coalition = NOBODY,
    replications: int = 100,
    seed: int = 1,
    confidence: float = 0.95,
) -> tuple[Estimate, ...]:
    """A measure's mean level at each of ``points``, which are values of some drivers, under some mechanisms."""
    looked_at, found = measure_of(practice, measure), []
    for point in points:
        counts, per = counted(practice, looked_at, point, active, replications, seed)
        found.append(level_of(counts, per, looked_at.unit, confidence))
    return tuple(found)


def vary_effect(
    practice: Practice,
    measure: str,
    points: Iterable[Mapping[str, float]],
    replications: int = 100,
    seed: int = 1,
    confidence: float = 0.95,
) -> tuple[Estimate, ...]:
    """What all mechanisms together change in a measure at each of ``points``, paired by replication."""
    looked_at = measure_of(practice, measure)
    found = []
    for point in points:
        before, after = (
            samples(practice, looked_at, point, active, replications, seed)
            for active in (NOBODY, practice.everything)
        )
        found.append(paired_difference(after, before, confidence))
    return tuple(found)


def sweep(practice: Practice, measure: str, draws: int = 100, replications: int = 1, seed: int = 1) -> Floats:
    """The relative change of a measure at each of (draws,) sets of drivers, drawn uniformly from their ranges."""
    looked_at, found = measure_of(practice, measure), []
    for number in range(draws):
        point = drawn(practice.drivers, Draws(seed), practice.id, number)
        before, after = (
            samples(practice, looked_at, point, active, replications, seed + number).mean()
            for active in (NOBODY, practice.everything)
        )
        found.append(after / before - 1)
    return np.array(found)


def measure_of(practice: Practice, identifier: str) -> Measure:
    """One of a practice's measures.

    Raises:
        KeyError: it has no such measure.
    """
    return {one.id: one for one in practice.measures}[identifier]


def counted(
    practice: Practice,
    measure: Measure,
    point: Mapping[str, float],
    active: Coalition,
    replications: int,
    seed: int,
) -> tuple[Ints, int]:
    """(replications,) counts and what they are over, with the drivers of ``point`` set, all others at their middles."""
    scenario = practice.document(active, {**practice.middle, **point})
    outcome = run_today(scenario, replications, seed)
    return measure.count(scenario, outcome), measure.per(scenario, outcome)


def samples(
    practice: Practice,
    measure: Measure,
    point: Mapping[str, float],
    active: Coalition,
    replications: int,
    seed: int,
) -> Floats:
    """(replications,) levels, as for `counted`."""
    counts, per = counted(practice, measure, point, active, replications, seed)
    return np.asarray(counts / per)
