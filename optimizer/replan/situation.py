"""Where a plan stands on its status date: what is done, under way or frozen, and what is left to decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from optimizer.replan.expected import Expected, expected_finish
from optimizer.schedule.fixed import Fixed, Settled
from optimizer.schedule.problem import Problem, Task, compile_problem
from scenarios.actuals import Actuals, StepActual
from scenarios.document.risks import Risks
from scenarios.network import Job, Workload
from scenarios.plan import Schedule, ScheduledTask
from scenarios.standing import EffortLeft, SettledStep, Standing, State, settled_minutes
from scenarios.worktime import CalendarExhausted

Reason: TypeAlias = Literal["late", "away", "unqualified", "busy", "not_admitted"]
"""Why a step of the frozen window cannot be done as planned."""


@dataclass(frozen=True, slots=True)
class Freed:
    """A step of the frozen window that has to move, by index."""

    task: int
    reason: Reason


@dataclass(frozen=True)
class Situation:
    """A problem with its settled part, the same in the document's identifiers, and what the plan says of each task."""

    problem: Problem
    standing: Standing
    planned: Mapping[int, ScheduledTask]
    """The previous plan's tasks, by index; tasks that came since have none."""
    admitted_as_planned: Mapping[int, int]
    """The previous plan's admissions, by job index."""
    freed: tuple[Freed, ...]


def situation(
    workload: Workload,
    risks: Risks,
    schedule: Schedule,
    actuals: Actuals,
    frozen_minutes: int,
) -> Situation:
    """What is settled on the status date of ``actuals``.

    Args:
        workload: jobs and people as they are now.
        risks: factors on approvals and hand-offs.
        schedule: the previous plan.
        actuals: checked (`scenarios.actuals.check_actuals`).
        frozen_minutes: from the status on; steps that were to start within are done as planned if they still can be.
    """
    return _Settling(workload, risks, schedule, actuals, frozen_minutes).situation()


class _Settling:
    """Goes through the steps in the order of the plan, and settles what is settled."""

    def __init__(
        self, workload: Workload, risks: Risks, schedule: Schedule, actuals: Actuals, frozen_minutes: int
    ) -> None:
        self._workload, self._risks = workload, risks
        self._status, self._frozen_end = actuals.status, actuals.status + frozen_minutes
        self._problem = compile_problem(workload, risks)
        self._by_id = {worker.id: worker.index for worker in workload.people}
        steps = [(job.id, step.id) for job in workload.jobs for step in job.process.steps]
        planned = {(task.job, task.step): task for task in schedule.tasks}
        self._keys = steps
        self._planned = {index: planned[key] for index, key in enumerate(steps) if key in planned}
        by_step = actuals.by_step
        self._actual = {index: by_step[key] for index, key in enumerate(steps) if key in by_step}
        admissions = {job.job: job.admission for job in schedule.jobs}
        self._plan_admissions = {
            job.index: admissions[job.id] for job in workload.jobs if job.id in admissions
        }
        self._known_admissions = actuals.admissions
        self._settled: dict[int, Settled] = {}
        self._states: dict[int, State] = {}
        self._left: dict[int, int] = {}
        self._admissions: dict[int, int] = {}
        self._freed: list[Freed] = []

    def situation(self) -> Situation:
        for index, actual in self._actual.items():
            self._take(self._problem.tasks[index], actual)
        self._admit_begun()
        self._freeze()
        fixed = Fixed(self._status, self._settled, self._admissions)
        problem = compile_problem(self._workload, self._risks, fixed=fixed, left=self._left)
        return Situation(problem, self._standing(), self._planned, self._plan_admissions, tuple(self._freed))

    def _take(self, task: Task, actual: StepActual) -> None:
        """A step that has begun, or that is to be done again."""
        people = self._indices(actual.people) if task.people else ()
        planned = self._planned.get(task.index)
        if actual.started is None:
            if actual.effort is not None or actual.left is not None:
                self._left[task.index] = actual.left if actual.left is not None else actual.effort or 0
            return
        ready = actual.started if planned is None else min(planned.ready, actual.started)
        if actual.finished is not None:
            self._settle(task, Settled(ready, actual.started, actual.finished, people), "done")
            return
        step = self._problem.jobs[task.job].process.steps[task.step]
        team = [self._workload.people[person] for person in people]
        try:
            expected = expected_finish(
                task, step, actual, team, self._problem.jobs[task.job].size, self._status
            )
        except CalendarExhausted:
            # Whoever was at it does not come back: somebody else goes on with what is left.
            expected = Expected(None, actual.left or actual.effort)
        if expected.finish is None:
            if expected.left is not None:
                self._left[task.index] = expected.left
            return
        state: State = "running" if expected.finish > self._status else "done"
        self._settle(task, Settled(ready, actual.started, expected.finish, people), state)

    def _settle(self, task: Task, settled: Settled, state: State) -> None:
        team = [self._workload.people[person] for person in settled.people]
        minutes = settled_minutes(team, task.minutes, settled.start, settled.finish) if task.people else {}
        self._settled[task.index] = replace(settled, minutes=minutes)
        self._states[task.index] = state

    def _admit_begun(self) -> None:
        """Jobs that were admitted: as told, at the first start of a step, or by themselves as planned."""
        for job in self._problem.jobs:
            starts = [
                self._settled[task.index].start
                for task in self._problem.tasks_of(job.index)
                if task.index in self._settled
            ]
            begun = [
                self._actual[task.index]
                for task in self._problem.tasks_of(job.index)
                if task.index in self._actual
            ]
            told = self._known_admissions.get(job.id)
            planned = self._plan_admissions.get(job.index)
            if told is not None:
                self._admissions[job.index] = min([told, *starts])
            elif starts or begun:
                reopened = self._status if planned is None else min(planned, self._status)
                self._admissions[job.index] = min(starts, default=reopened)
            elif planned is not None and planned < self._status and self._admits_itself(job):
                self._admissions[job.index] = planned

    def _admits_itself(self, job: Job) -> bool:
        """Whether the job needs nobody's leave to begin: no room under the WIP limit, no launch that is to come."""
        return not self._problem.queues(job.index) and all(map(self._launched, job.prerequisites))

    def _launched(self, job: int, by: int | None = None) -> bool:
        launch = self._settled.get(self._problem.launch_task(job))
        return launch is not None and launch.finish <= (self._status if by is None else by)

    def _freeze(self) -> None:
        """Settle what was to start within the window, step by step in the order of the plan."""
        place = {task.index: n for tasks in self._problem.in_order for n, task in enumerate(tasks)}
        depth = self._problem.depth
        candidates = [
            self._problem.tasks[index]
            for index, planned in self._planned.items()
            if self._status <= planned.start < self._frozen_end and index not in self._actual
        ]
        for task in sorted(
            candidates,
            key=lambda one: (self._planned[one.index].start, depth[one.job], one.job, place[one.index]),
        ):
            planned = self._planned[task.index]
            found = self._as_planned(task, planned)
            if isinstance(found, Settled):
                self._settle(task, found, "frozen")
            elif task.people:
                self._freed.append(Freed(task.index, found))

    def _as_planned(self, task: Task, planned: ScheduledTask) -> Settled | Reason:
        """The step as it was planned, or why that cannot be."""
        if any(earlier not in self._settled for earlier, _ in task.predecessors):
            return "late"
        if not self._admissible(task.job):
            return "not_admitted"
        finish = {earlier: self._settled[earlier].finish for earlier, _ in task.predecessors}
        ready = self._admissions[task.job]
        if task.predecessors:
            ready = max(
                timeline.advance(finish[earlier], minutes)
                for (earlier, minutes), timeline in zip(task.predecessors, task.handoffs, strict=True)
            )
        start = max(ready, self._status)
        if not task.people:
            return Settled(ready, start, task.finish_of_delay(start))
        if start > planned.start:
            return "late"
        return self._team_as_planned(task, planned, ready)

    def _team_as_planned(self, task: Task, planned: ScheduledTask, ready: int) -> Settled | Reason:
        people = self._indices(one for one in planned.people if one in self._by_id)
        if len(people) != task.people or not all(person in task.minutes for person in people):
            return "unqualified"
        timelines = {person: self._workload.people[person].timeline for person in people}
        if not all(timeline.is_open(planned.start) for timeline in timelines.values()):
            return "away"
        try:
            finish = max(
                timeline.advance(planned.start, task.minutes[person])
                for person, timeline in timelines.items()
            )
        except CalendarExhausted:
            return "away"
        if finish != planned.finish:
            return "away"
        held = (one for one in self._settled.values() if set(people) & set(one.people))
        if any(one.start < finish and one.finish > planned.start for one in held):
            return "busy"
        return Settled(ready, planned.start, finish, people)

    def _admissible(self, job: int) -> bool:
        """Whether the job is admitted, or can be when planned, within the window and the WIP limit."""
        if job in self._admissions:
            return True
        planned = self._plan_admissions[job]
        data = self._problem.jobs[job]
        if planned < max(self._status, data.release) or planned >= self._frozen_end:
            return False
        if not all(self._launched(other, planned) for other in data.prerequisites):
            return False
        if self._problem.queues(job) and not self._has_room(planned):
            return False
        self._admissions[job] = planned
        return True

    def _has_room(self, moment: int) -> bool:
        """Whether fewer admitted jobs than the limit are certain to be in progress at a moment."""
        problem = self._problem
        held = 0
        for job in self._admissions:
            if problem.queues(job):
                ends = [self._settled.get(task.index) for task in problem.tasks_of(job)]
                held += any(one is None or one.finish > moment for one in ends)
        return problem.wip_limit is None or held < problem.wip_limit

    def _indices(self, people: Iterable[str]) -> tuple[int, ...]:
        return tuple(self._by_id[person] for person in people)

    def _standing(self) -> Standing:
        return Standing(
            status=self._status,
            admitted=tuple(self._problem.jobs[job].id for job in sorted(self._admissions)),
            steps=tuple(
                SettledStep(job=self._keys[index][0], step=self._keys[index][1], state=self._states[index])
                for index in sorted(self._states)
            ),
            left=tuple(
                EffortLeft(job=self._keys[index][0], step=self._keys[index][1], minutes=minutes)
                for index, minutes in sorted(self._left.items())
            ),
        )
