"""What a study is, and how it is run: every combination of mechanisms on the same draws."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

import numpy as np

from scenarios.generator.draws import Draws
from scenarios.i18n import Message
from scenarios.progress import Cancellation, Cancelled, Progress, never, silent
from scenarios.studies.drivers import Drivers, Values, drawn
from scenarios.studies.result import Coalition, StudyResult

Levels: TypeAlias = Mapping[str, float]
"""A measure's level by name."""
Play: TypeAlias = Callable[[Coalition], Levels]
"""What comes of one replication's draws when these mechanisms act."""
LEAST_REPLICATIONS = 20


@dataclass(frozen=True, slots=True)
class Study:
    """``deal`` makes one replication from the drivers' values and draws of its own; the rest is bookkeeping.

    ``measures`` are compared by relative change against no mechanism; the first is the headline.
    """

    id: str
    mechanisms: tuple[str, ...]
    measures: tuple[str, ...]
    drivers: Drivers
    deal: Callable[[Values, Draws, int], Play]


def run(
    study: Study,
    replications: int = 200,
    seed: int = 1,
    confidence: float = 0.95,
    *,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> StudyResult:
    """Play a study.

    Raises:
        ValueError: fewer replications than `LEAST_REPLICATIONS`.
        Cancellation: ``cancelled`` returned True.
    """
    if replications < LEAST_REPLICATIONS:
        message = f"a study needs at least {LEAST_REPLICATIONS} replications, not {replications}"
        raise ValueError(message)
    coalitions = subsets(study.mechanisms)
    levels = np.empty((len(study.measures), len(coalitions), replications))
    for number in range(replications):
        if cancelled():
            raise Cancellation
        levels[:, :, number] = _replication(study, coalitions, Draws(seed), number)
        progress(
            (number + 1) / replications, Message("studies.progress", {"done": number + 1, "of": replications})
        )
    return StudyResult(
        study=study.id,
        mechanisms=study.mechanisms,
        drivers=study.drivers,
        seed=seed,
        confidence=confidence,
        levels={
            measure: dict(zip(coalitions, levels[place], strict=True))
            for place, measure in enumerate(study.measures)
        },
    )


def subsets(mechanisms: tuple[str, ...]) -> tuple[Coalition, ...]:
    """All combinations, from none to all."""
    sizes = range(len(mechanisms) + 1)
    return tuple(frozenset(chosen) for size in sizes for chosen in combinations(mechanisms, size))


def _replication(
    study: Study, coalitions: tuple[Coalition, ...], draws: Draws, number: int
) -> list[list[float]]:
    """Levels by measure and combination."""
    play = study.deal(drawn(study.drivers, draws, study.id, number), draws, number)
    found = [play(coalition) for coalition in coalitions]
    return [[levels[measure] for levels in found] for measure in study.measures]
