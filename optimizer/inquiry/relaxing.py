"""A case with some of its facts imagined away, as a workload like any other.

What a fact stands for is taken out of the compiled workload, so that nothing else changes: every schedule of the case
is one of the relaxed case too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from optimizer.inquiry.case import Case, closure
from optimizer.inquiry.dedicated import with_dedicated_people
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
from scenarios.document.durations import NO_TIME
from scenarios.document.organisation import Person
from scenarios.document.workflows import Stage
from scenarios.network import Job, Process, Step, Worker, Workload, compile_workload


class Relaxer:
    """Relaxed workloads of one case; ``all_facts`` are those that can be imagined away."""

    def __init__(self, case: Case, all_facts: Iterable[Fact]) -> None:
        self._case = case
        self._all = frozenset(all_facts)
        self._stages = {
            (flow.id, stage.id): stage for flow in case.scenario.workflows for stage in flow.stages
        }
        self._people = case.scenario.organisation.everyone()
        self._compiled: dict[frozenset[str], Workload] = {}

    def relaxed(self, kept: frozenset[Fact]) -> Workload:
        """The work of the promises among ``kept``, under the facts among them."""
        gone = self._all - kept
        workload = self._work_of(kept, gone)
        jobs = workload.jobs
        workload = replace(
            workload,
            jobs=tuple(self._job(job, jobs, gone) for job in jobs),
            people=tuple(map(self._worker, workload.people, self._people, [gone] * len(self._people))),
            wip_limit=None if WipLimit() in gone else workload.wip_limit,
        )
        workload = _without_handoffs(workload, [one for one in gone if isinstance(one, Handoff)])
        skills = {one.skill for one in gone if isinstance(one, Headcount)}
        return with_dedicated_people(workload, skills) if skills else workload

    def _work_of(self, kept: frozenset[Fact], gone: frozenset[Fact]) -> Workload:
        before = {
            one.id: [other for other in one.prerequisites if Prerequisite(one.id, other) not in gone]
            for one in self._case.scenario.campaigns
        }
        promised = {one.campaign for one in kept if isinstance(one, Promise)}
        needed = closure(promised, before)
        if needed not in self._compiled:
            targets = self._case.chosen(needed)
            self._compiled[needed] = compile_workload(self._case.scenario, targets)
        return self._compiled[needed]

    def _job(self, job: Job, jobs: tuple[Job, ...], gone: frozenset[Fact]) -> Job:
        horizon = self._case.scenario.horizon
        start = horizon.minute(self._case.scenario.status_date or horizon.start)
        return replace(
            job,
            release=start if Release(job.campaign) in gone else job.release,
            prerequisites=tuple(
                one for one in job.prerequisites if Prerequisite(job.campaign, jobs[one].campaign) not in gone
            ),
            process=self._process(job.process, gone) if job.kind == "preparation" else job.process,
        )

    def _process(self, process: Process, gone: frozenset[Fact]) -> Process:
        steps = tuple(
            self._step(step, process.id, self._stages[process.id, step.stage], gone) for step in process.steps
        )
        return replace(process, steps=steps)

    def _step(self, step: Step, workflow: str, stage: Stage, gone: frozenset[Fact]) -> Step:
        if Review(workflow, stage.id) in gone:
            return replace(
                step, kind="wait", latencies=(NO_TIME,), approvers=(), qualified=(), effort=NO_TIME, people=1
            )
        if Wait(workflow, stage.id) in gone:
            return replace(step, latencies=(NO_TIME,))
        if stage.kind != "work":
            return step
        level, place = Level(workflow, stage.id) in gone, Place(workflow, stage.id) in gone
        return replace(
            step,
            people=1 if TeamSize(workflow, stage.id) in gone else step.people,
            qualified=self._qualified(stage, any_level=level, anywhere=place)
            if level or place
            else step.qualified,
        )

    def _qualified(self, stage: Stage, *, any_level: bool, anywhere: bool) -> tuple[int, ...]:
        least = 1 if any_level else stage.level
        able = [
            (len(person.skills), index)
            for index, person in enumerate(self._people)
            if person.skills.get(stage.skill or "", 0) >= least
            and (anywhere or stage.department in {None, person.department})
        ]
        return tuple(index for _, index in sorted(able))

    def _worker(self, worker: Worker, person: Person, gone: frozenset[Fact]) -> Worker:
        leave = [span for number, span in enumerate(person.leave) if Leave(person.id, number) not in gone]
        free = Stay(person.id) in gone
        if len(leave) == len(person.leave) and not free:
            return worker
        joins, departs = (None, None) if free else (person.joins, person.departs)
        return replace(worker, timeline=self._case.worktime.of(person.calendar, leave, joins, departs))


def _without_handoffs(workload: Workload, gone: Iterable[Handoff]) -> Workload:
    pairs = [(one.source, one.target) for one in gone]
    return replace(
        workload,
        handoffs={**workload.handoffs, **dict.fromkeys(pairs, NO_TIME)},
        handoff_timelines={**workload.handoff_timelines, **dict.fromkeys(pairs, workload.shared)},
    )
