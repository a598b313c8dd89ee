"""The result of one replication."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from scenarios.outcome import NEVER
from simulation.blueprint import Blueprint
from simulation.course import Course
from simulation.draws import Stream
from simulation.log import EventLog, Recorder, silent
from simulation.model import Model
from simulation.processes import NONE
from simulation.waits import ADMISSION


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
    urgent = [place for place, source in enumerate(blueprint.streams) if source.urgent]
    leads = [lead for place in urgent for lead in _leads(model.requests[place])]
    streams = [_stream(model, place) for place in blueprint.columns]
    everything = (*model.courses, *chain.from_iterable(model.requests))
    defect_cost = sum(course.defect_cost for course in everything)
    staff = model.staff
    money = blueprint.ledger.result(launches, staff.worked, leads, defect_cost)
    return Replication(
        launch=launches,
        admission=[course.admission for course in preparations],
        completion=[course.completion for course in preparations],
        revenue=money.revenue,
        lateness_loss=money.lateness_loss,
        waiting=[_waits(course) for course in preparations],
        rework_visits=[sum(max(0, begun - 1) for begun in course.begun) for course in preparations],
        defects=[course.defects for course in preparations],
        busy=staff.busy,
        available=staff.available(),
        skill_busy=staff.skill_busy,
        worked=staff.worked,
        staff_cost=money.staff_cost,
        contribution=money.contribution,
        urgent_requests=sum(len(model.requests[place]) for place in urgent),
        urgent_kept=money.urgent_kept,
        urgent_lead=sum(leads),
        urgent_contribution=money.urgent_contribution,
        stream_requests=[one.requests for one in streams],
        stream_refused=[one.refused for one in streams],
        stream_completed=[one.completed for one in streams],
        stream_lead=[one.lead for one in streams],
        defect_cost=defect_cost,
        net_value=money.net_value,
        wip_minutes=model.campaign_minutes(),
        log=None if recorder is None else _log(blueprint, model, recorder),
    )


class _Stream(NamedTuple):
    requests: int = 0
    refused: int = 0
    completed: int = 0
    lead: int = 0


def _stream(model: Model, place: int) -> _Stream:
    if place == NONE:
        return _Stream()
    leads = _leads(model.requests[place])
    return _Stream(len(model.requests[place]), model.intakes[place].refused, len(leads), sum(leads))


def _leads(requests: Sequence[Course]) -> list[int]:
    """Minutes from arrival to launch of those that were launched."""
    return [course.launch - course.eligible for course in requests if course.launch != NEVER]


def _waits(course: Course) -> list[int]:
    waits = list(course.waits)
    if course.admission != NEVER:
        waits[ADMISSION] = course.admission - course.eligible
    return waits


def _log(blueprint: Blueprint, model: Model, recorder: Recorder) -> EventLog:
    names = (arrival.name for arrivals in model.arrivals for arrival in arrivals)
    courses = (*model.courses, *chain.from_iterable(model.requests))
    return EventLog(
        rows=recorder.rows(),
        jobs=(*(job.job.id for job in blueprint.jobs), *names),
        steps=tuple(tuple(step.step.id for step in course.steps) for course in courses),
        people=tuple(worker.id for worker in blueprint.workload.people),
    )
