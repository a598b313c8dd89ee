"""The door: a flighting problem in, a plan with its proof out."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from optimizer.flighting.answer import FlightAnswer, Status
from optimizer.flighting.oracle import WORKERS
from optimizer.flighting.prepared import Prepared
from optimizer.flighting.problem import FlightProblem, Floats
from optimizer.flighting.search import Search
from optimizer.flighting.warm import warm_up
from scenarios.progress import Cancellation, Cancelled, never


def plan_flights(
    problem: FlightProblem,
    *,
    seconds: float = 10.0,
    gap: float = 1e-3,
    start: Floats | None = None,
    seed: int = 0,
    cancelled: Cancelled = never,
) -> FlightAnswer:
    """Decide the money of every line in every period.

    Args:
        problem: lines and limits.
        seconds: wall-clock limit; the kernels' compilation, once on a machine, comes on top. Where the gap is
            reached first, the same input gives the same answer.
        gap: relative gap at which the search ends.
        start: a feasible plan, money (C, T), that the answer is never worse than. Needed where limits 'at least'
            forbid the plan without money; without it such a problem may end with status ``unknown``.
        seed: of the annealing.
        cancelled: asked between steps.

    Raises:
        ValueError: if ``start`` has another shape than the problem.
        Cancellation: when ``cancelled`` says so.
    """
    warm_up()
    deadline = time.perf_counter() + seconds
    prepared = Prepared.of(problem)
    if start is not None and start.shape != prepared.most.shape:
        message = f"the start has shape {start.shape}, the problem {prepared.most.shape}"
        raise ValueError(message)

    def check() -> None:
        if cancelled():
            raise Cancellation

    with ThreadPoolExecutor(WORKERS) as executor:
        search = Search(prepared, gap, deadline, executor, seed, check)
        search.run(start)
    return _answer(search)


def _answer(search: Search) -> FlightAnswer:
    status: Status = "optimal" if search.proven else "feasible"
    if search.plan is None:
        status = "unknown"
    problem, rows = search.prepared.problem, search.prepared.rows
    return FlightAnswer(
        status=status,
        value=search.value,
        bound=search.bound.value,
        spend=np.zeros_like(search.prepared.most) if search.plan is None else search.plan,
        prices=rows.prices(search.bound.duals),
        limit_prices=_limit_prices(problem, search.bound.duals),
    )


def _limit_prices(problem: FlightProblem, duals: Floats) -> dict[str, float]:
    """Worth of one more unit of each limit; negative where a limit 'at least' costs."""
    upper = [one.name for one in problem.limits if one.most < np.inf]
    lower = [one.name for one in problem.limits if one.least > -np.inf]
    prices = dict.fromkeys((one.name for one in problem.limits), 0.0)
    for name, sign, dual in zip(upper + lower, [1.0] * len(upper) + [-1.0] * len(lower), duals, strict=True):
        prices[name] += sign * float(dual)
    return prices
