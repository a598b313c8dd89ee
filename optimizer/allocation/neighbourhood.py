"""Better plans near a good one: a few campaigns are decided anew while all others keep their launches.

Large-neighbourhood search (Shaw 1998) with the integer program itself as the repair step, as in RINS (Danna, Rothberg
and Le Pape 2005). Campaigns compete for hours when they launch at about the same time, so neighbours in time go first;
sets drawn at random follow.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from optimizer.allocation.model.decision import Decision
from optimizer.allocation.problem import Problem
from optimizer.allocation.split import Split

SIZE = 5
"""Campaigns decided anew at once."""
STEP = 3
"""How far a window in time moves on."""
SEED = 1
"""The sets need variety, not randomness: every search of a problem tries the same ones."""


def neighbourhoods(problem: Problem) -> Iterator[frozenset[int]]:
    """Sets of candidates to decide anew, without end; each starts with a sweep over time."""
    random = Random(SEED)
    in_time = sorted(
        (candidate for candidate in problem.candidates if candidate.launches),
        key=lambda candidate: (candidate.launches[0].target, candidate.index),
    )
    order = [candidate.index for candidate in in_time]
    while order:
        for first in range(0, max(1, len(order) - SIZE + STEP), STEP):
            yield frozenset(order[first : first + SIZE])
        for _ in range(len(order) // STEP):
            yield frozenset(random.sample(order, min(SIZE, len(order))))


def kept_choice(problem: Problem, decision: Decision, split: Split, free: frozenset[int]) -> dict[int, float]:
    """Values of the decisions that stay: launches and open cells of every candidate that is not in ``free``."""
    values: dict[int, float] = {}
    for (candidate, launch), run in decision.run.items():
        if candidate not in free:
            values[run] = float(split.launches[candidate] == launch)
    for cell, active in decision.active.items():
        if problem.cells[cell].candidate not in free:
            values[active] = float(split.spend[cell] > 0)
    return values
