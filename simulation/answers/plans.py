"""A plan fitted to a document in which some work has lost its minutes."""

from __future__ import annotations

from scenarios.document.scenario import Scenario
from scenarios.network import compile_workload, effort_minutes
from scenarios.plan import Plan, ScheduledTask
from scenarios.valuation import Valuation


def fitted(scenario: Scenario, plan: Plan) -> Plan:
    """The plan with nobody planned for steps that take no time in ``scenario`` (an approval that was removed, say).

    Everything else of the schedule stays; a plan that fits already comes back as it is.
    """
    if plan.schedule is None:
        return plan
    idle = _idle(scenario, plan)
    if not any(task.people and (task.job, task.step) in idle for task in plan.schedule.tasks):
        return plan
    tasks = tuple(_without_people(task, idle) for task in plan.schedule.tasks)
    return plan.model_copy(update={"schedule": plan.schedule.model_copy(update={"tasks": tasks})})


def _idle(scenario: Scenario, plan: Plan) -> frozenset[tuple[str, str]]:
    workload = compile_workload(scenario, Valuation(scenario).targets(plan.allocation))
    return frozenset(
        (job.id, step.id)
        for job in workload.jobs
        for step in job.process.steps
        if step.kind != "work" or not effort_minutes(step.effort.mean, job.size)
    )


def _without_people(task: ScheduledTask, idle: frozenset[tuple[str, str]]) -> ScheduledTask:
    return task.model_copy(update={"people": ()}) if (task.job, task.step) in idle else task
