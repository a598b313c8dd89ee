"""Whether a schedule follows the rules of how work runs (docs/concepts/execution.md), recomputed task by task."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import accumulate

from optimizer.verify.idle import LONG_AGO, idle_violations
from optimizer.verify.violation import Violation, violation
from scenarios.document import Scenario
from scenarios.document.durations import to_minutes
from scenarios.network import Job, Step, Worker, Workload, compile_workload, effort_minutes, work_minutes
from scenarios.plan import Allocation, Schedule, ScheduledJob, ScheduledTask
from scenarios.standing import Standing, settled_minutes
from scenarios.valuation import Valuation
from scenarios.worktime import CalendarExhausted

NOTHING_SETTLED = Standing(status=LONG_AGO)


def promised_work(scenario: Scenario, allocation: Allocation) -> Workload:
    """What has to be scheduled, compiled anew from the document."""
    return compile_workload(scenario, Valuation(scenario).targets(allocation))


def schedule_violations(scenario: Scenario, workload: Workload, schedule: Schedule) -> tuple[Violation, ...]:
    """Violations of precedence, people's time, admissions and the WIP limit; of idleness if there are no others."""
    check = _ScheduleCheck(scenario, workload, schedule)
    found = (*check.tasks(), *check.people(), *check.jobs(), *check.limit())
    return found or tuple(idle_violations(workload, schedule, check.worked()))


def completeness_violations(workload: Workload, schedule: Schedule) -> tuple[Violation, ...]:
    """Violations of the schedule's form, which all other checks of it rely on."""
    return tuple(_complete(workload, schedule))


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
        self._standing = schedule.standing or NOTHING_SETTLED

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
        state = self._standing.states.get((job.id, step.id))
        if state in {"done", "running"}:
            yield from self._fact(job, step, task)
            return
        ready = self._ready(job, step)
        if state is None and task.ready != ready:
            yield violation("ready", job.id, step.id)
        if task.start < max(ready, self._standing.status):
            yield violation("starts_early", job.id, step.id)
        effort = self._effort(job, step)
        if effort:
            yield from self._work(job, step, task, effort)
            return
        if task.people:
            yield violation("people_idle", job.id, step.id)
        if task.start != max(ready, self._standing.status) or task.finish != self._passed(step, task.start):
            yield violation("finish", job.id, step.id)

    def _fact(self, job: Job, step: Step, task: ScheduledTask) -> Iterator[Violation]:
        """What happened has begun before the status, and is done by then unless it is under way."""
        running = self._standing.states[job.id, step.id] == "running"
        status = self._standing.status
        if not (task.start <= task.finish and task.start <= status and running == (task.finish > status)):
            yield violation("not_a_fact", job.id, step.id)
        if job.id not in self._standing.admitted:
            yield violation("not_admitted", job.id, step.id)
        for person in task.people:
            if person not in self._workers:
                yield violation("unqualified", job.id, step.id, person)

    def _effort(self, job: Job, step: Step) -> int:
        """Minutes at normal speed that a work step takes, or of which so many are left."""
        if step.kind != "work":
            return 0
        left = self._standing.efforts.get((job.id, step.id))
        return effort_minutes(step.effort.mean, job.size) if left is None else left

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
                for person, worked in self._worked(job, step, task).items():
                    held[person].append(task)
                    minutes[person] += worked
        for person, tasks in held.items():
            tasks.sort(key=lambda task: (task.start, task.finish))
            for end, later in zip(accumulate((task.finish for task in tasks), max), tasks[1:], strict=False):
                if later.start < end and not self._is_fact(later):
                    yield violation("two_places", person, later.job, later.step)
        stated = self._schedule.people_minutes
        for person in sorted(stated.keys() | minutes.keys()):
            if stated.get(person, 0) != minutes[person] or person not in self._workers:
                yield violation("people_minutes", person)

    def worked(self) -> dict[tuple[str, str], dict[str, int]]:
        """Working minutes by job and step, and by person."""
        return {
            (job.id, step.id): self._worked(job, step, self._tasks[job.id, step.id])
            for job in self._workload.jobs
            for step in job.process.steps
        }

    def _worked(self, job: Job, step: Step, task: ScheduledTask) -> dict[str, int]:
        """Working minutes by person of a task; nothing of people who cannot do it."""
        effort = self._effort(job, step)
        team = [self._workers[one] for one in task.people if one in self._workers] if effort else []
        able = {one.index: self._minutes(one, step, effort) for one in team if step.skill in one.speed}
        if (job.id, step.id) in self._standing.states:
            qualified = {index: minutes for index, minutes in able.items() if index in step.qualified}
            able = settled_minutes(team, qualified, task.start, task.finish)
        return {self._workload.people[index].id: minutes for index, minutes in able.items()}

    def _is_fact(self, task: ScheduledTask) -> bool:
        return self._standing.states.get((task.job, task.step)) in {"done", "running"}

    def jobs(self) -> Iterator[Violation]:
        """Admission, launch and completion of every job."""
        for job in self._workload.jobs:
            stated = self._jobs[job.id]
            tasks = [self._tasks[job.id, step.id] for step in job.process.steps]
            if job.id not in self._standing.admitted:
                yield from self._admission(job, stated)
            if stated.launch != tasks[job.process.launch].finish:
                yield violation("launch", job.id)
            if stated.completion != max(task.finish for task in tasks):
                yield violation("completion", job.id)

    def _admission(self, job: Job, stated: ScheduledJob) -> Iterator[Violation]:
        if stated.admission < max(job.release, self._standing.status):
            yield violation("before_release", job.id)
        for other in job.prerequisites:
            before = self._workload.jobs[other].id
            if stated.admission < self._jobs[before].launch:
                yield violation("before_prerequisite", job.id, before)

    def limit(self) -> Iterator[Violation]:
        """No more limited jobs in progress than the WIP limit, at any admission; one that ends makes room at once.

        Jobs whose admission is given hold their places until they are completed.
        """
        limit = self._workload.wip_limit
        if limit is None:
            return
        admitted = self._standing.admitted
        limited = [self._jobs[job.id] for job in self._workload.jobs if job.limited]
        for at in sorted({job.admission for job in limited if job.job not in admitted}):
            running = sum(
                (job.job in admitted or job.admission <= at) and at < job.completion for job in limited
            )
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
