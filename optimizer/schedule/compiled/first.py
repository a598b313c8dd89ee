"""First schedules: whole jobs in the order of a priority rule (`optimizer.schedule.greedy`), in compiled code."""

from __future__ import annotations

from math import inf

from optimizer.schedule.compiled.chain import Chain, empty_chain
from optimizer.schedule.compiled.layout_kernel import Model, Taste
from optimizer.schedule.greedy import DoesNotFit, priorities, ranked
from optimizer.schedule.problem import Problem

BY_SCARCITY = Taste(scarcity=1.0, noise=0.0, before=0.0, after=0.0)
"""Who finishes first, and of several who is wanted least."""


def first_chain(problem: Problem, model: Model, weighting: float, seed: int) -> Chain:
    """Insert all jobs by one rule, those that are admitted for good before all others.

    Raises:
        DoesNotFit: with every job that finds no place; what waits for it is not named.
    """
    admitted = problem.fixed.admissions
    priority = priorities(problem, weighting)
    order = ranked(problem, range(len(problem.jobs)), lambda job: -inf if job in admitted else priority[job])
    chain = empty_chain(problem, model, seed)
    failed = chain.build(BY_SCARCITY, list(order))
    if failed:
        raise DoesNotFit(failed)
    chain.keep()
    return chain
