"""The result of one replication."""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.outcome import CAUSES, NEVER
from simulation.blueprint import Blueprint
from simulation.course import Course
from simulation.draws import Stream
from simulation.log import EventLog, Recorder, silent
from simulation.model import Model

ADMISSION = CAUSES.index("admission")


@dataclass(frozen=True, slots=True)
class Replication:
    """One row of each array of `scenarios.outcome.Outcome`, under the same names and in the same units."""

    launch: list[int]
    admission: list[int]
    completion: list[int]
    revenue: list[int]
    lateness_loss: list[int]
    waiting: list[list[int]]
    rework_visits: list[int]
    defects: list[int]
    busy: list[int]
    available: list[int]
    skill_busy: list[int]
    worked: list[int]
    staff_cost: int
    contribution: int
    urgent_requests: int
    urgent_kept: int
    urgent_lead: int
    urgent_contribution: int
    stream_requests: list[int]
    stream_refused: list[int]
    stream_completed: list[int]
    stream_lead: list[int]
    defect_cost: int
    net_value: int
    wip_minutes: int
    log: EventLog | None = None
    """What happened, where it was asked for."""


def run_replication(blueprint: Blueprint, number: int, *, logged: bool = False) -> Replication:
    """Run replication ``number``; the same number gives the same result wherever and whenever it is run."""
    recorder = Recorder() if logged else None
    model = Model(blueprint, Stream(blueprint.seed, number), recorder.note if recorder else silent)
    model.run()
    return _result(blueprint, model, recorder)


def _result(blueprint: Blueprint, model: Model, recorder: Recorder | None) -> Replication:
    preparations = model.courses[: len(blueprint.ledger.campaigns)]
    launches = [course.launch for course in preparations]
    leads = [course.launch - course.eligible for course in model.urgent if course.launch != NEVER]
    staff = model.staff
    money = blueprint.ledger.result(launches, staff.worked, leads)
    return Replication(
        launch=launches,
        admission=[course.admission for course in preparations],
        completion=[course.completion for course in preparations],
        revenue=money.revenue,
        lateness_loss=money.lateness_loss,
        waiting=[_waits(course) for course in preparations],
        rework_visits=[sum(max(0, begun - 1) for begun in course.begun) for course in preparations],
        defects=[0] * len(preparations),
        busy=staff.busy,
        available=staff.available(),
        skill_busy=staff.skill_busy,
        worked=staff.worked,
        staff_cost=money.staff_cost,
        contribution=money.contribution,
        urgent_requests=len(model.urgent),
        urgent_kept=money.urgent_kept,
        urgent_lead=sum(leads),
        urgent_contribution=money.urgent_contribution,
        stream_requests=[],
        stream_refused=[],
        stream_completed=[],
        stream_lead=[],
        defect_cost=0,
        net_value=money.net_value,
        wip_minutes=model.campaign_minutes(),
        log=None if recorder is None else _log(blueprint, model, recorder),
    )


def _waits(course: Course) -> list[int]:
    waits = list(course.waits)
    if course.admission != NEVER:
        waits[ADMISSION] = course.admission - course.eligible
    return waits


def _log(blueprint: Blueprint, model: Model, recorder: Recorder) -> EventLog:
    jobs = (*(job.job.id for job in blueprint.jobs), *(arrival.name for arrival in model.arrivals))
    courses = (*model.courses, *model.urgent)
    return EventLog(
        rows=recorder.rows(),
        jobs=jobs,
        steps=tuple(tuple(step.step.id for step in course.steps) for course in courses),
        people=tuple(worker.id for worker in blueprint.workload.people),
    )
