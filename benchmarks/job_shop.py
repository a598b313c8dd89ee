"""A workload as a PyJobShop model: a mode for every team that could do a task, weighted tardiness, working minutes."""

from __future__ import annotations

import importlib
from itertools import combinations, islice
from typing import Any

from scenarios.document import Scenario
from scenarios.document.durations import to_minutes
from scenarios.network import Job, Step, Workload, effort_minutes, work_minutes

MOST_TEAMS = 40
"""Teams of several people that are offered for one task."""


def solve(workload: Workload, scenario: Scenario, seconds: float) -> dict[str, int] | None:
    """Launch minutes by campaign from PyJobShop's best answer; None if it finds none in time."""
    module = importlib.import_module("pyjobshop")
    model = module.Model()
    people = [model.add_machine(name=worker.id) for worker in workload.people]
    clock = workload.shared.open_before
    ends: dict[str, int] = {}
    jobs = [job for job in workload.jobs if job.kind == "preparation"]
    tasks: list[list[Any]] = []
    for job in jobs:
        due = model.add_job(
            weight=max(1, job.loss_per_day // 100),
            release_date=clock(job.release),
            due_date=clock(job.target),
        )
        ends[job.campaign] = sum(map(len, tasks)) + job.process.launch
        tasks.append([_task(model, due, job, step, clock(job.release)) for step in job.process.steps])
        for step, task in zip(job.process.steps, tasks[-1], strict=True):
            for team, minutes in _modes(workload, job, step, scenario):
                model.add_mode(task, [people[one] for one in team], minutes)
            for before in step.predecessors:
                hours = workload.handoff(job.process.steps[before], step).mean * scenario.risks.handoff_factor
                model.add_end_before_start(tasks[-1][before], task, delay=to_minutes(hours))
    for job in jobs:
        for other in job.prerequisites:
            for step, task in zip(job.process.steps, tasks[job.index], strict=True):
                if not step.predecessors:
                    model.add_end_before_start(tasks[other][jobs[other].process.launch], task)
    model.set_objective(weight_total_tardiness=1)
    result = model.solve(time_limit=seconds, display=False, num_workers=scenario.settings.solver.workers)
    if result.best is None or not result.best.tasks:
        return None
    return {
        campaign: workload.shared.advance(0, int(result.best.tasks[task].end))
        for campaign, task in ends.items()
    }


def _task(model: Any, due: Any, job: Job, step: Step, release: int) -> Any:
    """Only the launch task belongs to the PyJobShop job, whose tardiness counts: aftercare may come later."""
    return model.add_task(job=due if step.index == job.process.launch else None, earliest_start=release)


def _modes(workload: Workload, job: Job, step: Step, scenario: Scenario) -> list[tuple[tuple[int, ...], int]]:
    """Teams and working minutes; nobody for approvals and waits."""
    if step.kind != "work":
        factor = scenario.risks.approval_latency_factor if step.kind == "approval" else 1.0
        return [((), max(to_minutes(latency.mean * factor) for latency in step.latencies))]
    effort = effort_minutes(step.effort.mean, job.size)
    teams = islice(combinations(step.qualified, step.people), None if step.people == 1 else MOST_TEAMS)
    return [
        (team, max(work_minutes(effort, workload.people[one].speed[step.skill or ""]) for one in team))
        for team in teams
    ]
