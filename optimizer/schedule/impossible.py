"""Work that nobody can ever do, named before any search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import accumulate

from optimizer.schedule.bounds import Earliest, admit, run
from optimizer.schedule.problem import Problem, Task
from scenarios.document.scenario import Scenario
from scenarios.i18n import Message
from scenarios.network import Step
from scenarios.plan import Conflict
from scenarios.worktime import CalendarExhausted, Timeline


class Unschedulable(Exception):
    """Work that cannot be scheduled whatever is decided, with every reason found."""

    def __init__(self, conflicts: Iterable[Conflict]) -> None:
        self.conflicts = tuple(conflicts)
        super().__init__("\n".join(conflict.name.render("en") for conflict in self.conflicts))


def check_possible(scenario: Scenario, problem: Problem) -> None:
    """Refuse a problem in which some job can never be completed.

    Raises:
        Unschedulable: with every such job and step.
    """
    conflicts = list(_circles(scenario, problem)) or [
        *_understaffed(scenario, problem),
        *_out_of_time(scenario, problem),
    ]
    if conflicts:
        raise Unschedulable(conflicts)


def does_not_fit(scenario: Scenario, problem: Problem, jobs: Iterable[int]) -> Unschedulable:
    """Jobs for which people's calendars end too soon, because of everything else that they have to do."""
    return Unschedulable(_Names(scenario, problem).overbooked(job) for job in jobs)


def _circles(scenario: Scenario, problem: Problem) -> Iterator[Conflict]:
    try:
        TopologicalSorter({job.index: job.prerequisites for job in problem.jobs}).prepare()
    except CycleError as error:
        yield _Names(scenario, problem).circle(error.args[1])


def _understaffed(scenario: Scenario, problem: Problem) -> Iterator[Conflict]:
    """Steps with too few qualified people, or with people who are never at work together; each workflow's once."""
    names = _Names(scenario, problem)
    together: dict[tuple[int, ...], int] = {}
    seen: set[tuple[str, str]] = set()
    for task in problem.tasks:
        if task.index in problem.fixed.tasks:
            continue
        people = tuple(task.minutes)
        if task.people > 1 and people not in together:
            together[people] = most_together([problem.people[person].timeline for person in people])
        reason = _shortage(task, together.get(people, task.people))
        key = (problem.jobs[task.job].process.id, names.step(task).id)
        if reason and key not in seen:
            seen.add(key)
            yield names.of_step(reason, task)


def _shortage(task: Task, together: int) -> str | None:
    if len(task.minutes) < task.people:
        return "too_few" if task.minutes else "nobody"
    return "never_together" if together < task.people else None


def most_together(timelines: list[Timeline]) -> int:
    """Most of the timelines that are ever open at the same moment."""
    changes = [
        change
        for timeline in timelines
        for start, end in timeline.spans()
        for change in ((start, 1), (end, -1))
    ]
    return max(accumulate(change for _, change in sorted(changes)), default=0)


def _out_of_time(scenario: Scenario, problem: Problem) -> Iterator[Conflict]:
    """Steps that outlast every calendar even if everybody were free; what waits for them is not named."""
    names = _Names(scenario, problem)
    times = Earliest([0] * len(problem.jobs), [0] * len(problem.tasks), [0] * len(problem.tasks))
    failed: set[int] = set()
    for job in problem.job_order:
        if failed.intersection(problem.jobs[job].prerequisites):
            failed.add(job)
            continue
        admit(problem, job, times)
        task = _first_out_of_time(problem, job, times)
        if task is not None:
            failed.add(job)
            if len(task.minutes) >= task.people:
                yield names.of_step("out_of_time", task)


def _first_out_of_time(problem: Problem, job: int, times: Earliest) -> Task | None:
    for task in problem.in_order[job]:
        try:
            run(problem, task, times)
        except CalendarExhausted:
            return task
    return None


class _Names:
    """Puts reasons into the words and places of the document."""

    def __init__(self, scenario: Scenario, problem: Problem) -> None:
        self._scenario = scenario
        self._problem = problem
        self._campaigns = {campaign.id: number for number, campaign in enumerate(scenario.campaigns)}
        self._workflows = {workflow.id: number for number, workflow in enumerate(scenario.workflows)}
        self._skills = {skill.id: skill.name.texts() for skill in scenario.organisation.skills}

    def step(self, task: Task) -> Step:
        return self._problem.jobs[task.job].process.steps[task.step]

    def overbooked(self, job: int) -> Conflict:
        path = f"campaigns[{self._campaign(job)}]"
        return _conflict("overbooked", path, campaign=self._name(job), job=self._problem.jobs[job].id)

    def circle(self, jobs: list[int]) -> Conflict:
        path = f"campaigns[{self._campaign(jobs[0])}].prerequisites"
        return _conflict("circle", path, circle=" → ".join(self._problem.jobs[job].id for job in jobs))

    def of_step(self, reason: str, task: Task) -> Conflict:
        step, job = self.step(task), self._problem.jobs[task.job]
        path, name = "organisation.people", self._skills.get(step.id, step.id)
        if job.kind == "preparation":
            number = self._workflows[job.process.id]
            stages = self._scenario.workflows[number].stages
            place = next(index for index, stage in enumerate(stages) if stage.id == step.stage)
            path = f"workflows[{number}].stages[{place}]"
            name = stages[place].name.texts()
        return _conflict(
            reason,
            path,
            campaign=self._name(task.job),
            step=name,
            skill=self._skills.get(step.skill or "", step.skill or ""),
            needed=step.people,
            available=len(task.minutes),
        )

    def _campaign(self, job: int) -> int:
        return self._campaigns[self._problem.jobs[job].campaign]

    def _name(self, job: int) -> dict[str, str]:
        return self._scenario.campaigns[self._campaign(job)].name.texts()


def _conflict(reason: str, path: str, **values: str | int | Mapping[str, str]) -> Conflict:
    return Conflict(
        name=Message(f"schedule.impossible.{reason}", values),
        path=path,
        remedy=Message(f"schedule.impossible.{reason}.remedy", values),
    )
