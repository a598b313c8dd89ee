"""Which facts of a case there are to be imagined away: only such as take time, people or freedom from its work."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.inquiry.case import Case, closure
from optimizer.inquiry.facts import (
    Fact,
    Handoff,
    Headcount,
    Leave,
    Level,
    Place,
    Prerequisite,
    Promise,
    Release,
    Review,
    Stay,
    TeamSize,
    Wait,
    WipLimit,
)
from scenarios.document.workflows import Stage
from scenarios.network import SIGN_OFF, Step, Workload


def facts_of(case: Case) -> tuple[Fact, ...]:
    """Every fact of a case, the promises first."""
    before = {one.id: one.prerequisites for one in case.scenario.campaigns}
    concerned = [one for one in case.targets if one in closure(case.promised, before)]
    return (
        *(Promise(one) for one in case.targets if one in case.promised),
        *_of_campaigns(case, concerned),
        *_of_people(case),
        *_of_steps(case, frozenset(concerned)),
        *((WipLimit(),) if case.scenario.organisation.wip_limit is not None else ()),
    )


def _of_campaigns(case: Case, concerned: list[str]) -> Iterator[Fact]:
    horizon = case.scenario.horizon
    start = horizon.minute(case.scenario.status_date or horizon.start)
    for one in case.scenario.campaigns:
        if one.id not in concerned:
            continue
        if one.release is not None and horizon.minute(one.release) > start:
            yield Release(one.id)
        for earlier in one.prerequisites:
            if earlier in case.targets:
                yield Prerequisite(one.id, earlier)


def _of_people(case: Case) -> Iterator[Fact]:
    for person in case.scenario.organisation.everyone():
        for number in range(len(person.leave)):
            yield Leave(person.id, number)
        if person.joins or person.departs:
            yield Stay(person.id)


def _of_steps(case: Case, concerned: frozenset[str]) -> Iterator[Fact]:
    """Facts of the workflows that are needed, each once."""
    workload = case.workload
    stages = {(flow.id, stage.id): stage for flow in case.scenario.workflows for stage in flow.stages}
    found: dict[Fact, None] = {}
    for job in workload.jobs:
        if job.campaign not in concerned:
            continue
        if job.kind == "flight":
            found |= {Headcount(step.skill): None for step in job.process.steps if step.skill}
            continue
        for step in job.process.steps:
            found |= dict.fromkeys(_of_step(job.process.id, step, stages[job.process.id, step.stage]))
            steps = (job.process.steps[earlier] for earlier in step.predecessors)
            found |= dict.fromkeys(one for before in steps for one in _of_handoff(workload, before, step))
    yield from found


def _of_step(workflow: str, step: Step, stage: Stage) -> Iterator[Fact]:
    if stage.kind == "approval":
        yield Review(workflow, stage.id)
    elif stage.kind == "wait":
        if step.latencies and step.latencies[0].mean:
            yield Wait(workflow, stage.id)
    elif step.effort.mean:
        if step.skill is not None and step.skill != SIGN_OFF:
            yield Headcount(step.skill)
        if stage.level > 1:
            yield Level(workflow, stage.id)
        if stage.department is not None:
            yield Place(workflow, stage.id)
        if stage.people > 1:
            yield TeamSize(workflow, stage.id)


def _of_handoff(workload: Workload, before: Step, after: Step) -> Iterator[Fact]:
    delayed = (
        workload.handoff(before, after).mean or workload.handoff_timeline(before, after) != workload.shared
    )
    if delayed and before.department and after.department and before.department != after.department:
        yield Handoff(before.department, after.department)
