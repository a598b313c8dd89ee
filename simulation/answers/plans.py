"""A plan fitted to a document in which some work has lost its minutes or its meeting."""

from __future__ import annotations

from scenarios.document.scenario import Scenario
from scenarios.network import compile_workload, effort_minutes
from scenarios.plan import Plan, ScheduledTask
from scenarios.valuation import Valuation


def fitted(scenario: Scenario, plan: Plan) -> Plan:
    """The plan without steps that ``scenario`` does not have any more (the meeting that releases a sign-off), and with
    nobody planned for those that take no time in it (an approval that was removed). All else of the schedule stays.
    """
    if plan.schedule is None:
        return plan
    busy = _busy(scenario, plan)
    tasks = tuple(
        task if busy[task.job, task.step] else _without_people(task)
        for task in plan.schedule.tasks
        if (task.job, task.step) in busy
    )
    return plan.model_copy(update={"schedule": plan.schedule.model_copy(update={"tasks": tasks})})


def _busy(scenario: Scenario, plan: Plan) -> dict[tuple[str, str], bool]:
    """By job and step of the document, whether it takes people's time."""
    workload = compile_workload(scenario, Valuation(scenario).targets(plan.allocation))
    return {
        (job.id, step.id): step.kind == "work" and effort_minutes(step.effort.mean, job.size) > 0
        for job in workload.jobs
        for step in job.process.steps
    }


def _without_people(task: ScheduledTask) -> ScheduledTask:
    return task.model_copy(update={"people": ()})
