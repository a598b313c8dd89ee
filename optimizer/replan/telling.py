"""What is told of a course that was found."""

from __future__ import annotations

from typing import Literal

from optimizer.replan.case import Case, Options
from optimizer.replan.changes import changes_of
from optimizer.replan.objective import Cost
from optimizer.replan.result import CampaignCourse, FreedStep, Replan, Total
from optimizer.schedule.course import Course
from optimizer.schedule.result import make_proof
from scenarios.plan import Plan


def result_of(
    case: Case,
    plan: Plan,
    options: Options,
    nothing: Course,
    course: Course,
) -> Replan:
    """A course beside doing nothing, with every change and its price."""
    objective = case.objective
    schedule = case.schedule(course)
    after, least = objective.of(course), objective.of(nothing)
    decided: Literal["replanned", "nothing_better"] = (
        "replanned" if course is not nothing else "nothing_better"
    )
    keys = [(job.id, step.id) for job in case.now.problem.jobs for step in job.process.steps]
    return Replan(
        status_date=case.status_date,
        scenario=case.scenario,
        plan=case.plan(schedule, plan.provenance),
        do_nothing=case.schedule(nothing),
        prices=options.prices,
        most_changes=options.most_changes,
        nothing=_total(least),
        after=_total(after),
        proof=make_proof(after.total, case.floor, case.scenario.settings.solver.relative_gap),
        changes=changes_of(objective.pricing, course, nothing),
        campaigns=_campaigns(case, nothing, course),
        freed=tuple(
            FreedStep(job=keys[one.task][0], step=keys[one.task][1], reason=one.reason)
            for one in case.now.freed
        ),
        outcome="as_planned" if case.as_planned(course) else decided,
    )


def _total(cost: Cost) -> Total:
    return Total(loss=cost.loss, changes=cost.changes, price=cost.price)


def _campaigns(case: Case, nothing: Course, course: Course) -> tuple[CampaignCourse, ...]:
    problem, losses, before = case.now.problem, case.objective.losses, case.before.launches
    return tuple(
        CampaignCourse(
            campaign=job.campaign,
            target=job.target,
            launch_before=before.get(job.campaign),
            launch_nothing=nothing.launch(problem, job.index),
            launch_after=course.launch(problem, job.index),
            loss_before=losses.at(job.index, before[job.campaign]) if job.campaign in before else None,
            loss_nothing=losses.at(job.index, nothing.launch(problem, job.index)),
            loss_after=losses.at(job.index, course.launch(problem, job.index)),
        )
        for job in problem.jobs
        if job.kind == "preparation"
    )
