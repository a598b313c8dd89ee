"""How near the lower bound on lateness comes: on marketing plans beside the best plan found, on small plans beside
optima that constraint programming has proven without it.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.marketing_plans import PER_UNIT, MarketingPlan, marketing_plan
from benchmarks.rows import Bar, Row, median, timed
from benchmarks.small_plans import small_plan
from optimizer.schedule import make_schedule
from optimizer.schedule.bound import lower_bound, prepare
from optimizer.schedule.constraint import ConstraintSearch
from optimizer.schedule.executor import settle
from optimizer.schedule.greedy import WEIGHTINGS, build
from optimizer.schedule.limits import Limits
from optimizer.schedule.losses import Losses
from optimizer.schedule.problem import compile_problem
from scenarios.document import SolverSettings
from scenarios.progress import never

SMALL_PLANS = 100
MOST_SEEDS = 400
"""Tried for so many proven optima."""
PROOF = SolverSettings(schedule_seconds=2)
"""For each small plan."""
CHORDS = 1e-3
"""Relative: between two prices the solver bounds a decaying loss by its chord."""


def run(seeds: Sequence[int], instances: Path | None, seconds: float) -> list[Row]:  # noqa: ARG001 - one door
    """All rows of the benchmark."""
    prepare()
    plans = [marketing_plan(seed=seed) for seed in seeds]
    return [row for plan in plans for row in _rows(plan, seconds)] + _small()


def _rows(plan: MarketingPlan, seconds: float) -> list[Row]:
    """The bound in ``seconds``, the plan in as many more."""
    settings = SolverSettings(schedule_seconds=seconds)
    schedule = make_schedule(plan.scenario, plan.workload, settings=settings)
    best = round(schedule.proof.value or 0)
    found, taken = timed(
        lambda: lower_bound(plan.problem, plan.losses, seconds=seconds, best=best, threads=settings.workers)
    )
    name, unit, peer = plan.name, "weighted tardiness", "best plan found"
    return [
        Row(
            f"{name}: bound",
            found / PER_UNIT,
            unit,
            peer,
            best / PER_UNIT,
            bar=Bar(">=", 0.70),
            judged="ratio",
        ),
        Row(f"{name}: time of the bound", taken, "s", bar=Bar("<=", seconds * 1.1 + 1)),
        Row(
            f"{name}: bound told with the plan",
            (schedule.proof.bound or 0) / PER_UNIT,
            unit,
            peer,
            best / PER_UNIT,
        ),
    ]


def _small() -> list[Row]:
    above, proven, tried = 0, 0, 0
    ratios: list[float] = []
    while proven < SMALL_PLANS and tried < MOST_SEEDS:
        tried += 1
        found, loss, is_optimum = _compared(tried)
        above += found > loss
        proven += is_optimum
        if is_optimum and loss:
            ratios.append(found / loss)
    return [
        Row("small plans: bound above the best plan", float(above), f"of {tried}", bar=Bar("<=", 0.0)),
        Row("small plans: optimum proven", float(proven), "plans", bar=Bar(">=", SMALL_PLANS)),
        Row("small plans: bound to optimum, median of the late ones", median(ratios or [0.0]), "ratio"),
    ]


def _compared(seed: int) -> tuple[int, int, bool]:
    """The bound of a small plan, the loss of the best schedule found by other means, and whether that is proven.

    The solver's own bound may be lower by a minor unit for each campaign, and by chords.
    """
    scenario, workload = small_plan(seed)
    problem = compile_problem(workload, scenario.risks)
    losses = Losses(scenario, problem)
    order = build(problem, WEIGHTINGS[0]).order()
    solver = ConstraintSearch(problem, losses, Limits(PROOF, time.monotonic), 1.0, 30, seed, never)
    answer = solver.run(order)
    loss = losses.of(settle(problem, answer.order or order))
    is_optimum = answer.bound is not None and answer.bound >= loss * (1 - CHORDS) - len(problem.jobs)
    return lower_bound(problem, losses, best=loss + 1, iterations=400), loss, is_optimum
