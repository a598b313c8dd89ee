"""Whether a schedule follows the rules of how work runs (docs/concepts/execution.md), recomputed task by task."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from optimizer.verify.idle import idle_violations
from optimizer.verify.violation import Violation, violation
from scenarios.document import Scenario
from scenarios.document.durations import to_minutes
from scenarios.network import Job, Step, Worker, Workload, compile_workload, effort_minutes, work_minutes
from scenarios.plan import Allocation, Schedule, ScheduledJob, ScheduledTask
from scenarios.valuation import Valuation
from scenarios.worktime import CalendarExhausted


def schedule_violations(
    scenario: Scenario, allocation: Allocation, schedule: Schedule
) -> tuple[Violation, ...]:
    """Violations of precedence, people's time, admissions and the WIP limit; of idleness if there are no others."""
    workload = compile_workload(scenario, Valuation(scenario).targets(allocation))
    check = _ScheduleCheck(scenario, workload, schedule)
    found = (*check.tasks(), *check.people(), *check.jobs(), *check.limit())
    if found:
        return found
    return tuple(idle_violations(workload, {job.job: job for job in schedule.jobs}, schedule.tasks))


def completeness_violations(
    scenario: Scenario, allocation: Allocation, schedule: Schedule
) -> tuple[Violation, ...]:
    """Violations of the schedule's form, which all other checks of it rely on."""
    return tuple(_complete(compile_workload(scenario, Valuation(scenario).targets(allocation)), schedule))


def _complete(workload: Workload, schedule: Schedule) -> Iterator[Violation]:
    """Every job and every step exactly once, under its own campaign and kind, and nothing else."""
    jobs = Counter(job.job for job in schedule.jobs)
    tasks = Counter((task.job, task.step) for task in schedule.tasks)
    wanted_jobs = {job.id for job in workload.jobs}
    wanted_tasks = {(job.id, step.id) for job in workload.jobs for step in job.process.steps}
    for job in sorted(wanted_jobs | jobs.keys()):
        if jobs[job] != (job in wanted_jobs):
            yield violation("job_once", job, count=jobs[job])
    known = {job.id: (job.campaign, job.kind) for job in workload.jobs}
    for stated in schedule.jobs:
        if known.get(stated.job, ()) not in {(), (stated.campaign, stated.kind)}:
            yield violation("job_kind", stated.job)
    for job, step in sorted(wanted_tasks | tasks.keys()):
        if tasks[job, step] != ((job, step) in wanted_tasks):
            yield violation("task_once", job, step, count=tasks[job, step])


class _ScheduleCheck:
    """The checks of a complete schedule."""

    def __init__(self, scenario: Scenario, workload: Workload, schedule: Schedule) -> None:
        self._risks = scenario.risks
        self._workload = workload
        self._schedule = schedule
        self._jobs = {job.job: job for job in schedule.jobs}
        self._tasks = {(task.job, task.step): task for task in schedule.tasks}
        self._workers = {worker.id: worker for worker in workload.people}

    def tasks(self) -> Iterator[Violation]:
        """Ready, start and finish of every task."""
        for job in self._workload.jobs:
            for step in job.process.steps:
                task = self._tasks[job.id, step.id]
                try:
                    yield from self._task(job, step, task)
                except CalendarExhausted:
                    yield violation("calendar_ends", job.id, step.id)

    def _task(self, job: Job, step: Step, task: ScheduledTask) -> Iterator[Violation]:
        if task.ready != self._ready(job, step):
            yield violation("ready", job.id, step.id)
        if task.start < task.ready:
            yield violation("starts_early", job.id, step.id)
        effort = effort_minutes(step.effort.mean, job.size) if step.kind == "work" else 0
        if effort:
            yield from self._work(job, step, task, effort)
            return
        if task.people:
            yield violation("people_idle", job.id, step.id)
        if task.start != task.ready or task.finish != self._passed(step, task.ready):
            yield violation("finish", job.id, step.id)

    def _work(self, job: Job, step: Step, task: ScheduledTask, effort: int) -> Iterator[Violation]:
        unknown = [person for person in task.people if person not in self._workers]
        team = [self._workers[person] for person in task.people if person in self._workers]
        if unknown or len(set(task.people)) != step.people or len(task.people) != step.people:
            yield violation("team_size", job.id, step.id, wanted=step.people, given=len(set(task.people)))
            return
        for worker in team:
            if worker.index not in step.qualified:
                yield violation("unqualified", job.id, step.id, worker.id)
                return
            if not worker.timeline.is_open(task.start):
                yield violation("not_at_work", job.id, step.id, worker.id)
        ends = [worker.timeline.advance(task.start, self._minutes(worker, step, effort)) for worker in team]
        if task.finish != max(ends):
            yield violation("finish", job.id, step.id)

    def people(self) -> Iterator[Violation]:
        """Nobody is at two places, and everyone's minutes are the sum of their work."""
        held: defaultdict[str, list[ScheduledTask]] = defaultdict(list)
        minutes: Counter[str] = Counter()
        for job in self._workload.jobs:
            for step in job.process.steps:
                task = self._tasks[job.id, step.id]
                effort = effort_minutes(step.effort.mean, job.size) if step.kind == "work" else 0
                for person in task.people if effort else ():
                    held[person].append(task)
                    if person in self._workers and step.skill in self._workers[person].speed:
                        minutes[person] += self._minutes(self._workers[person], step, effort)
        for person, tasks in held.items():
            tasks.sort(key=lambda task: (task.start, task.finish))
            for earlier, later in pairwise(tasks):
                if later.start < earlier.finish:
                    yield violation("two_places", person, later.job, later.step)
        stated = self._schedule.people_minutes
        for person in sorted(stated.keys() | minutes.keys()):
            if stated.get(person, 0) != minutes[person] or person not in self._workers:
                yield violation("people_minutes", person)

    def jobs(self) -> Iterator[Violation]:
        """Admission, launch and completion of every job."""
        for job in self._workload.jobs:
            stated = self._jobs[job.id]
            tasks = [self._tasks[job.id, step.id] for step in job.process.steps]
            if stated.admission < job.release:
                yield violation("before_release", job.id)
            for other in job.prerequisites:
                before = self._workload.jobs[other].id
                if stated.admission < self._jobs[before].launch:
                    yield violation("before_prerequisite", job.id, before)
            if stated.launch != tasks[job.process.launch].finish:
                yield violation("launch", job.id)
            if stated.completion != max(task.finish for task in tasks):
                yield violation("completion", job.id)

    def limit(self) -> Iterator[Violation]:
        """No more limited jobs in progress than the WIP limit, at any instant; one that ends makes room at once."""
        limit = self._workload.wip_limit
        if limit is None:
            return
        limited = [self._jobs[job.id] for job in self._workload.jobs if job.limited]
        for at in sorted({job.admission for job in limited}):
            running = sum(_in_progress(job, at) for job in limited)
            if running > limit:
                yield violation("wip", at=at, running=running, limit=limit)

    def _ready(self, job: Job, step: Step) -> int:
        arrivals = []
        for index in step.predecessors:
            before = job.process.steps[index]
            hours = self._workload.handoff(before, step).mean * self._risks.handoff_factor
            finish = self._tasks[job.id, before.id].finish
            timeline = self._workload.handoff_timeline(before, step)
            arrivals.append(timeline.advance(finish, to_minutes(hours)))
        return max(arrivals, default=self._jobs[job.id].admission)

    def _passed(self, step: Step, ready: int) -> int:
        """When a sign-off or wait that is ready is through."""
        if step.kind == "work":
            return ready
        if step.kind == "wait":
            return self._workload.shared.advance(ready, to_minutes(step.latencies[0].mean))
        factor = self._risks.approval_latency_factor
        signed = (
            self._workload.approver_timelines[approver].advance(ready, to_minutes(latency.mean * factor))
            for approver, latency in zip(step.approvers, step.latencies, strict=True)
        )
        return max(signed, default=ready)

    @staticmethod
    def _minutes(worker: Worker, step: Step, effort: int) -> int:
        return work_minutes(effort, worker.speed[step.skill or ""])


def _in_progress(job: ScheduledJob, at: int) -> bool:
    return job.admission <= at < job.completion
