"""Better plans near a good one: a few campaigns are decided anew while all others keep their launches.

Large-neighbourhood search (Shaw 1998) with the integer program itself as the repair step, as in RINS (Danna, Rothberg
and Le Pape 2005). Campaigns compete for hours when they launch at about the same time, so neighbours in time go first;
sets drawn at random follow.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from random import Random

from optimizer.allocation.model.decision import Decision
from optimizer.allocation.outline import Outline
from optimizer.allocation.problem import Cell, Problem
from optimizer.allocation.solver import Floats
from optimizer.allocation.split import Split

AGREED = 0.99
"""Share of a decision from which on a relaxation agrees with it."""
SIZE = 5
"""Campaigns decided anew at once."""
STEP = 3
"""How far a window in time moves on."""
SEED = 1
"""The sets need variety, not randomness: every search of a problem tries the same ones."""


def neighbourhoods(problem: Problem, contested: Collection[int] = ()) -> Iterator[frozenset[int]]:
    """Sets of candidates to decide anew, without end: first among the ``contested``, then in sweeps over time."""
    random = Random(SEED)
    in_time = sorted(
        (candidate for candidate in problem.candidates if candidate.launches),
        key=lambda candidate: (candidate.launches[0].target, candidate.index),
    )
    order = [candidate.index for candidate in in_time]
    yield from _sweep([one for one in order if one in contested])
    while order:
        yield from _sweep(order)
        for _ in range(len(order) // STEP):
            yield frozenset(random.sample(order, min(SIZE, len(order))))


def _sweep(order: Sequence[int]) -> Iterator[frozenset[int]]:
    for first in range(0, max(1, len(order) - SIZE + STEP) if order else 0, STEP):
        yield frozenset(order[first : first + SIZE])


def contested(problem: Problem, decision: Decision, values: Floats, split: Split) -> frozenset[int]:
    """Candidates about whose launch a relaxation and a split do not agree (as in RINS)."""
    found = set()
    for candidate in problem.candidates:
        chosen = split.launches[candidate.index]
        runs = [values[decision.run[candidate.index, one]] for one in range(len(candidate.launches))]
        agreed = 1 - sum(runs) if chosen is None else runs[chosen]
        if agreed < AGREED:
            found.add(candidate.index)
    return frozenset(found)


def kept_choice(
    problem: Problem,
    decision: Decision,
    outlines: Mapping[int, Outline],
    split: Split,
    free: frozenset[int],
) -> dict[int, float]:
    """Values of the decisions that stay: launches and open cells of every candidate that is not in ``free``.

    What follows from them is given too, so that the program becomes as small as what is left to decide: no spend, no
    gate and no revenue without a launch or with a closed cell.
    """
    values: dict[int, float] = {}
    for (candidate, launch), run in decision.run.items():
        if candidate not in free:
            values[run] = float(split.launches[candidate] == launch)
    for index, active in decision.active.items():
        if problem.cells[index].candidate not in free:
            values[active] = float(split.spend[index] > 0)
    for (index, launch), spend in decision.spend.items():
        cell = problem.cells[index]
        if cell.candidate not in free and not _is_open(cell, launch, split):
            values |= {spend: 0.0, decision.gate[index, launch]: 0.0}
    for block, outline in outlines.items():
        cell = problem.cells[outline.block.cell]
        open_launches = (one for one in outline.block.launches if _is_open(cell, one, split))
        if cell.candidate not in free and next(open_launches, None) is None:
            values[decision.revenue[block]] = 0.0
    return values


def _is_open(cell: Cell, launch: int, split: Split) -> bool:
    """Whether the split runs the cell's campaign with a launch and lets the cell be used."""
    return split.launch_of(cell) == launch and not (cell.switched and split.spend[cell.index] <= 0)
