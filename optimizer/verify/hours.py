"""Whether the people can give the hours that the allocation takes, period by period.

The allocation's staff lines are its certificate. Here they are held against the document: they must cover the nominal
effort of every running campaign and the exact hours of its flight, and in every period a transport of people's hours to
skills must exist that meets them (a linear program per period, solved by SciPy's HiGHS, not by the optimizer's solver).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from scipy.optimize import linprog

from optimizer.verify.violation import Violation, violation
from scenarios.document import Scenario
from scenarios.network import Workload, compile_workload, effort_minutes
from scenarios.plan import Allocation
from scenarios.valuation import Valuation

TOLERANCE_MINUTES = 2.0
"""Lines are rounded to minutes, each campaign and skill by itself."""


def hour_violations(scenario: Scenario, allocation: Allocation) -> tuple[Violation, ...]:
    """Violations of coverage and of capacity."""
    workload = compile_workload(scenario, Valuation(scenario).targets(allocation))
    return (*_coverage(scenario, workload, allocation), *_capacity(scenario, workload, allocation))


def _coverage(scenario: Scenario, workload: Workload, allocation: Allocation) -> Iterator[Violation]:
    """Planned minutes cover the nominal effort and, in the right periods, the flight."""
    total: defaultdict[tuple[str, str], int] = defaultdict(int)
    by_period: defaultdict[tuple[str, str, int], int] = defaultdict(int)
    for line in allocation.staff:
        total[line.campaign, line.skill] += line.minutes
        by_period[line.campaign, line.skill, line.period] += line.minutes
    needed: defaultdict[tuple[str, str], float] = defaultdict(float)
    for job in workload.jobs:
        for step in job.process.steps:
            if step.kind == "work" and step.skill:
                effort = effort_minutes(step.effort.mean, job.size)
                needed[job.campaign, step.skill] += effort * step.people
                period = scenario.horizon.period_of(scenario.horizon.moment(job.release).date())
                if (
                    job.kind == "flight"
                    and by_period[job.campaign, step.skill, period] + TOLERANCE_MINUTES < effort
                ):
                    yield violation("flight_hours", job.campaign, step.skill, period=period)
    for (campaign, skill), minutes in needed.items():
        if total[campaign, skill] + TOLERANCE_MINUTES < minutes:
            hours = round(minutes / 60, 1)
            yield violation(
                "hours_missing", campaign, skill, hours=hours, planned=round(total[campaign, skill] / 60, 1)
            )


def _capacity(scenario: Scenario, workload: Workload, allocation: Allocation) -> Iterator[Violation]:
    demand: defaultdict[int, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for line in allocation.staff:
        if line.period < scenario.horizon.periods:
            demand[line.period][line.skill] += line.minutes
    for period, wanted in sorted(demand.items()):
        lacking = _shortage(scenario, workload, period, wanted)
        if lacking > TOLERANCE_MINUTES * max(1, len(allocation.staff)) ** 0.5:
            yield violation(
                "hours_above", ", ".join(sorted(wanted)), period=period, hours=round(lacking / 60, 1)
            )


def _shortage(scenario: Scenario, workload: Workload, period: int, wanted: dict[str, int]) -> float:
    """Least minutes (at normal speed) that stay undone when everyone gives load_limit of their open time."""
    horizon = scenario.horizon
    now = horizon.minute(scenario.status_date or horizon.start)
    bounds = [max(now, horizon.minute(horizon.period_start(index))) for index in (period, period + 1)]
    skills = list(wanted)
    hours = np.array([worker.timeline.between(*bounds) for worker in workload.people], dtype=float)
    pairs = [
        (worker.index, row, worker.speed[skill] / 100)
        for worker in workload.people
        for row, skill in enumerate(skills)
        if skill in worker.speed
    ]
    people, columns = len(workload.people), len(pairs) + len(skills)
    upper = np.zeros((people + len(skills), columns))
    for column, (person, row, speed) in enumerate(pairs):
        upper[person, column] = 1.0
        upper[people + row, column] = -speed
    for row in range(len(skills)):
        upper[people + row, len(pairs) + row] = -1.0
    limits = np.concatenate(
        [hours * scenario.settings.planning.load_limit, [-wanted[skill] for skill in skills]]
    )
    cost = np.concatenate([np.zeros(len(pairs)), np.ones(len(skills))])
    answer = linprog(cost, A_ub=upper, b_ub=limits, method="highs")
    return float(cost @ answer.x)
