"""What people would rather do: linked work stays with the same people, wishes are heard, work is shared fairly.

Wishes never cost a minute: among schedules with the same times they choose who does what. People are exchanged one by
one or two by two as long as that helps (a local optimum of the weighted hours).
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from optimizer.schedule.course import Course, order_of
from optimizer.schedule.executor import settle
from optimizer.schedule.problem import Problem, Task
from scenarios.document.scenario import Scenario
from scenarios.document.settings import PlanningSettings
from scenarios.i18n import Message

MOST_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is wished for, on the indices of a problem."""

    taste: Mapping[tuple[int, int], int]
    """By task and person: 1 for avoided work, -1 for preferred work; others are left out."""
    continues: Mapping[int, int]
    """By task, the earlier task whose people had best do it, too."""
    weights: PlanningSettings

    @property
    def empty(self) -> bool:
        """Whether nothing is wished for."""
        weights = self.weights
        tastes, links = self.taste and weights.preferences, self.continues and weights.continuity
        return not (tastes or links or weights.fairness)


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """How far a course meets the wishes, in minutes of people's work."""

    linked: int
    """Tasks that continue another one."""
    kept: int
    """Those of them that the same people do, as far as their numbers allow."""
    broken: float
    """Work on linked tasks by others than those whose work it continues."""
    avoided: int
    preferred: int
    uneven: float
    """Work above fair shares: everyone's share is in proportion to his or her working time."""

    def cost(self, weights: PlanningSettings) -> float:
        """The weighted sum, minutes."""
        wished = float(weights.preferences * (self.avoided - self.preferred))
        return weights.continuity * self.broken + wished + weights.fairness * self.uneven


def wishes_of(scenario: Scenario, problem: Problem) -> Wishes:
    """The wishes of a document about a problem compiled from it."""
    people = {person.id: person for person in scenario.organisation.everyone()}
    stages = {(one.id, stage.id): stage for one in scenario.workflows for stage in one.stages}
    taste: dict[tuple[int, int], int] = {}
    continues: dict[int, int] = {}
    for task in problem.tasks:
        process = problem.jobs[task.job].process
        step = process.steps[task.step]
        for person in task.minutes:
            wisher = people.get(problem.people[person].id)
            if wisher is not None and step.skill is not None:
                likes = (step.skill in wisher.avoids) - (step.skill in wisher.prefers)
                taste |= {(task.index, person): likes} if likes else {}
        stage = stages.get((process.id, step.stage))
        if task.people and stage is not None and stage.continues is not None:
            for one in problem.tasks_of(task.job):
                if one.people and process.steps[one.step].id == stage.continues:
                    continues[task.index] = one.index
    return Wishes(taste, continues, scenario.settings.planning)


def fulfilment(problem: Problem, wishes: Wishes, course: Course) -> Fulfilment:
    """How far a course meets the wishes."""
    return _Sharing(problem, wishes, course).fulfilment()


def grant(problem: Problem, wishes: Wishes, course: Course) -> Course:
    """The course with people exchanged so that it meets the wishes better; no job launches later.

    What is settled stays as it is.
    """
    if wishes.empty:
        return course
    shared = exchange(problem, wishes, course)
    granted = settle(problem, order_of(problem, shared.start, shared.people, shared.admission))
    jobs = range(len(problem.jobs))
    later = any(granted.launch(problem, job) > course.launch(problem, job) for job in jobs)
    new, old = (fulfilment(problem, wishes, one).cost(wishes.weights) for one in (granted, course))
    return granted if new < old and not later else course


def notes_on(problem: Problem, wishes: Wishes, course: Course) -> tuple[Message, ...]:
    """How far a course meets the wishes, in words; nothing where nothing is wished for."""
    if wishes.empty:
        return ()
    found = fulfilment(problem, wishes, course)
    hours = {key: round(getattr(found, key) / 60, 1) for key in ("avoided", "preferred", "uneven")}
    return (Message("schedule.note.wishes", {"linked": found.linked, "kept": found.kept, **hours}),)


def exchange(problem: Problem, wishes: Wishes, course: Course) -> Course:
    """The course with people exchanged as long as that helps; no task starts or ends at another time."""
    sharing = _Sharing(problem, wishes, course)
    for _ in range(MOST_ROUNDS):
        if not sharing.improve():
            break
    return sharing.course()


class _Sharing:
    """Who does what at given times."""

    def __init__(self, problem: Problem, wishes: Wishes, course: Course) -> None:
        self._problem = problem
        self._wishes = wishes
        self._course = course
        self._team = [set(people) for people in course.people]
        self._booked: list[list[tuple[int, int, int]]] = [[] for _ in problem.people]
        self._load = [0] * len(problem.people)
        self._linked: dict[int, list[int]] = {}
        for later, earlier in wishes.continues.items():
            self._linked.setdefault(earlier, []).append(later)
            self._linked.setdefault(later, []).append(later)
        for task in problem.tasks:
            for person in course.people[task.index]:
                self._take(task, person)
        total, capacity = sum(self._load), sum(worker.timeline.total for worker in problem.people)
        share = total / capacity if capacity else 0.0
        self._fair = [share * worker.timeline.total for worker in problem.people]

    def course(self) -> Course:
        people = tuple(tuple(sorted(team)) for team in self._team)
        course = self._course
        return Course(course.admission, course.ready, course.start, course.finish, people)

    def fulfilment(self) -> Fulfilment:
        links = self._wishes.continues
        broken = {task: self._broken(task) for task in links}
        tastes = [
            self._wishes.taste.get((task.index, person), 0) * self._minutes(task, person)
            for task in self._problem.tasks
            for person in self._team[task.index]
        ]
        return Fulfilment(
            linked=len(links),
            kept=sum(not minutes for minutes in broken.values()),
            broken=sum(broken.values()),
            avoided=sum(minutes for minutes in tastes if minutes > 0),
            preferred=-sum(minutes for minutes in tastes if minutes < 0),
            uneven=sum(map(self._above, range(len(self._load)))),
        )

    def improve(self) -> bool:
        """Make every exchange that helps, task by task; whether there was one."""
        helped = False
        for task in self._problem.tasks:
            if task.people and task.index not in self._problem.fixed.tasks:
                for person in sorted(self._team[task.index]):
                    helped = self._exchange(task, person) or helped
        return helped

    def _exchange(self, task: Task, person: int) -> bool:
        """Put the best of the others in the person's place, if one is better."""
        best, found = -1e-6, None
        for other in task.minutes:
            if other not in self._team[task.index] and self._can_do(task, other):
                swapped = self._in_the_way(task, person, other)
                if swapped is not None:
                    gain = self._gain(task, person, other, swapped)
                    if gain < best:
                        best, found = gain, (other, swapped)
        if found is not None:
            self._swap(task, person, *found)
        return found is not None

    def _can_do(self, task: Task, person: int) -> bool:
        """Whether the person is at work when the task starts, and done by its end."""
        start, finish = self._course.start[task.index], self._course.finish[task.index]
        timeline = self._problem.people[person].timeline
        if not timeline.is_open(start) or timeline.open_before(start) + task.minutes[person] > timeline.total:
            return False
        return timeline.advance(start, task.minutes[person]) <= finish

    def _in_the_way(self, task: Task, person: int, other: int) -> tuple[Task, ...] | None:
        """What the other one would have to hand to the person in return; None where that is impossible."""
        held = list(self._held(other, task))
        if len(held) > 1:
            return None
        swapped = tuple(self._problem.tasks[index] for index in held)
        for one in swapped:
            settled = one.index in self._problem.fixed.tasks or person in self._team[one.index]
            if settled or person not in one.minutes or not self._can_do(one, person):
                return None
            if any(index != task.index for index in self._held(person, one)):
                return None
        return swapped

    def _held(self, person: int, task: Task) -> Iterator[int]:
        """What the person does while the task is done."""
        start, finish = self._course.start[task.index], self._course.finish[task.index]
        booked = self._booked[person]
        for _, last, index in booked[: bisect_left(booked, (finish, -1, -1))]:
            if last > start:
                yield index

    def _gain(self, task: Task, person: int, other: int, swapped: tuple[Task, ...]) -> float:
        """Change of the cost by an exchange, minutes."""
        touched = [task, *swapped]
        before = self._cost_of(touched, person, other)
        self._swap(task, person, other, swapped)
        after = self._cost_of(touched, person, other)
        self._swap(task, other, person, swapped)
        return after - before

    def _swap(self, task: Task, person: int, other: int, swapped: tuple[Task, ...]) -> None:
        """Put the other one in the person's place, and the person in the other's."""
        for one in swapped:
            self._leave(one, other)
        self._leave(task, person)
        self._take(task, other)
        for one in swapped:
            self._take(one, person)

    def _cost_of(self, tasks: list[Task], *people: int) -> float:
        weights, taste = self._wishes.weights, self._wishes.taste
        links = {later for task in tasks for later in self._linked.get(task.index, ())}
        wished: float = sum(
            taste.get((task.index, person), 0) * self._minutes(task, person)
            for task in tasks
            for person in self._team[task.index]
        )
        uneven = sum(map(self._above, people))
        broken = sum(map(self._broken, links))
        return weights.continuity * broken + weights.preferences * wished + weights.fairness * uneven

    def _broken(self, task: int) -> float:
        """Work on a linked task by others than had best do it."""
        mine, theirs = self._team[task], self._team[self._wishes.continues[task]]
        others = min(len(mine), len(theirs)) - len(mine & theirs)
        return others / len(mine) * sum(self._minutes(self._problem.tasks[task], one) for one in mine)

    def _above(self, person: int) -> float:
        return max(0.0, self._load[person] - self._fair[person])

    def _minutes(self, task: Task, person: int) -> int:
        settled = self._problem.fixed.tasks.get(task.index)
        return task.minutes.get(person, 0) if settled is None else settled.minutes.get(person, 0)

    def _take(self, task: Task, person: int) -> None:
        self._team[task.index].add(person)
        self._load[person] += self._minutes(task, person)
        insort(self._booked[person], self._booking(task))

    def _leave(self, task: Task, person: int) -> None:
        self._team[task.index].remove(person)
        self._load[person] -= self._minutes(task, person)
        self._booked[person].remove(self._booking(task))

    def _booking(self, task: Task) -> tuple[int, int, int]:
        return self._course.start[task.index], self._course.finish[task.index], task.index
