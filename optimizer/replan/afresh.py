"""Everything that is open scheduled afresh for lateness alone, by the compiled search of a first schedule.

Where much is late, what can be reached from the plan step by step is too little: from a fresh course the search for a
cheap replan comes back to the plan as far as it pays.
"""

from __future__ import annotations

from collections.abc import Callable

from optimizer.schedule.compiled import Annealing, first_chain, flatten, prepare
from optimizer.schedule.course import Course
from optimizer.schedule.executor import settle
from optimizer.schedule.flights import add_flights
from optimizer.schedule.greedy import WEIGHTINGS
from optimizer.schedule.limits import Limits
from optimizer.schedule.losses import Losses
from optimizer.schedule.problem import Problem

LEAST_TASKS = 200
"""Open tasks from which on a fresh schedule is worth its time."""


def afresh(
    problem: Problem,
    losses: Losses,
    limits: Limits,
    share: float,
    *,
    seed: int,
    bound: int,
    pause: Callable[[float], None],
) -> Course:
    """A course of the whole problem that loses little by lateness.

    Args:
        problem: with its settled part.
        losses: what lateness costs.
        limits: of the replan.
        share: of them that the search may take.
        seed: of the search.
        bound: what no course loses less than.
        pause: told the share used now and then.

    Raises:
        DoesNotFit: calendars end before all work is placed.
    """
    prepare()
    preparation = problem.preparations()
    model = flatten(preparation, losses.rules[: len(preparation.jobs)])
    chains = [first_chain(preparation, model, weighting, seed) for weighting in WEIGHTINGS]
    first = min(chains, key=lambda chain: chain.loss)
    annealing = Annealing(first, seed=seed, chains=limits.chains, threads=limits.threads)
    annealing.run(limits.budget(share), bound, pause)
    course = settle(preparation, annealing.best.best_order())
    if len(preparation.jobs) == len(problem.jobs):
        return course
    return settle(problem, add_flights(problem, course))
