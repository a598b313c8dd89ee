"""Return against risk: the best split for each aversion."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from optimizer.risk.answer import RiskAnswer
from optimizer.risk.measure import Criterion, cvar
from optimizer.risk.problem import RiskProblem
from optimizer.risk.solve import compile_kernels, solve_tabulated, tightened
from optimizer.risk.tables import tabulate
from scenarios.plan import Status

AVERSIONS = (0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0)
SAME = 1e-9
"""Relative difference below which two plans count as one."""


@dataclass(frozen=True, slots=True, eq=False)
class Frontier:
    """Splits from the greatest mean to the greatest CVaR, none of them dominated by another.

    Means fall and CVaRs rise strictly from point to point. Every point has the proof of its own aversion; what lies
    between two points in the plane is not claimed (a weighted sum finds the corners of the frontier's hull).
    """

    tail: float
    draws: int
    points: tuple[RiskAnswer, ...]


def risk_frontier(
    problem: RiskProblem,
    aversions: Sequence[float] = AVERSIONS,
    tail: float = 0.1,
    seconds: float = 10.0,
    gap: float = 1e-3,
) -> Frontier:
    """The best split for each aversion, in rising order; ``seconds`` for all of them together.

    Every answer is offered to its neighbours as a start, and each aversion takes the best of all splits that were
    found, which makes the mean fall and the CVaR rise along the frontier.
    """
    compile_kernels()
    tables, begin = tabulate(problem), time.monotonic()
    answers: list[RiskAnswer] = []
    wanted = sorted(set(aversions))
    for index, aversion in enumerate(wanted):
        starts = tuple(answer.spend for answer in answers[-1:])
        deadline = begin + seconds * (index + 1) / len(wanted)
        answer = solve_tabulated(problem, tables, Criterion(aversion, tail), deadline, gap, starts)
        if answer.status == Status.INFEASIBLE:
            return Frontier(tail, problem.draws, ())
        answers.append(answer)
    best = [_best_of(answer, answers, gap) for answer in answers]
    return Frontier(tail, problem.draws, tuple(_undominated(best)))


def _best_of(answer: RiskAnswer, pool: Sequence[RiskAnswer], gap: float) -> RiskAnswer:
    """The answer's aversion with the best split of the pool; its own bound stays."""
    outcomes = max((one.outcomes for one in pool), key=answer.criterion.value)
    other = next(one for one in pool if one.outcomes is outcomes)
    taken = replace(
        other,
        criterion=answer.criterion,
        value=answer.criterion.value(outcomes),
        mean=float(outcomes.mean()),
        cvar=cvar(outcomes, answer.criterion.tail),
    )
    return tightened(taken, answer.bound, gap)


def _undominated(answers: Sequence[RiskAnswer]) -> list[RiskAnswer]:
    """From the greatest mean on, those with a greater CVaR than all before."""
    kept: list[RiskAnswer] = []
    for answer in sorted(answers, key=lambda one: (-one.mean, -one.cvar)):
        least = SAME * max(1.0, abs(answer.cvar))
        if not kept or answer.cvar > kept[-1].cvar + least:
            if kept and answer.mean >= kept[-1].mean - SAME * max(1.0, abs(answer.mean)):
                kept.pop()
            kept.append(answer)
    return kept


def mean_and_risk(frontier: Frontier) -> tuple[np.ndarray, np.ndarray]:
    """(k,) means and (k,) CVaRs of the points."""
    return (
        np.array([point.mean for point in frontier.points]),
        np.array([point.cvar for point in frontier.points]),
    )
