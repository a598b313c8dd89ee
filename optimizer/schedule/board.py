"""A schedule into which tasks are put one by one, each into the gap in which it finishes first.

Serial schedule generation (Kolisch 1996) on named people and their calendars.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from optimizer.schedule.bookings import Bookings, WorkAxis
from optimizer.schedule.bounds import shortest_spans
from optimizer.schedule.course import Course, Order, order_of
from optimizer.schedule.fixed import LONG_AGO
from optimizer.schedule.problem import Problem, Task
from optimizer.schedule.teams import Handicap, earliest_slot
from optimizer.schedule.wip import FOREVER, windows
from scenarios.worktime import CalendarExhausted, Span, Timeline

Hopeless: TypeAlias = Callable[[Task], bool]
"""Asked after a task was placed; True gives the job up."""


def never_hopeless(_task: Task) -> bool:
    """Carry on in any case."""
    return False


class Board:
    """Bookings of everybody, and the times of the tasks that are placed."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        axes: dict[Timeline, WorkAxis] = {}
        for worker in problem.people:
            axes.setdefault(worker.timeline, WorkAxis(worker.timeline))
        self.bookings = [Bookings(axes[worker.timeline]) for worker in problem.people]
        self.start = [0] * len(problem.tasks)
        self.finish = [0] * len(problem.tasks)
        self.team: list[tuple[int, ...]] = [()] * len(problem.tasks)
        self.admission = [0] * len(problem.jobs)
        self._in_progress: dict[int, Span] = {}
        """Admission and completion of the placed jobs that count towards the WIP limit."""
        self._shortest = shortest_spans(problem)
        self._settle()

    def _settle(self) -> None:
        """Enter what is settled."""
        problem, fixed = self.problem, self.problem.fixed
        for person, spans in fixed.busy.items():
            for start, end in spans:
                self.bookings[person].block(start, end)
        for index, task in fixed.tasks.items():
            if index < len(problem.tasks):
                self.start[index], self.finish[index], self.team[index] = task.start, task.finish, task.people
        for job, admission in fixed.admissions.items():
            if job < len(problem.jobs):
                self.admission[job] = admission
                self.leave(job)

    def load(self, course: Course) -> None:
        """Book a course on an empty board; it may cover the first jobs only."""
        self.admission[: len(course.admission)] = course.admission
        for task in range(len(course.finish)):
            if task not in self.problem.fixed.tasks:
                self.restore(task, course.start[task], course.finish[task], course.people[task])
        for job in range(len(course.admission)):
            self.enter(job)

    def order(self) -> Order:
        """The order of what is placed."""
        return order_of(self.problem, self.start, self.team, self.admission)

    def launch(self, job: int) -> int:
        """Launch of a placed job."""
        return self.finish[self.problem.launch_task(job)]

    def completion(self, job: int) -> int:
        """Completion of a placed job."""
        return max(self.finish[self.problem.first[job] : self.problem.first[job + 1]])

    def insert(self, job: int, handicap: Handicap, hopeless: Hopeless = never_hopeless) -> bool:
        """Place a whole job at the earliest admission, or the given one; its prerequisites are placed.

        Under a WIP limit jobs with a given admission come before all others.

        Returns:
            Whether it is placed. It is not, and nothing of it stays booked, if ``hopeless`` says so of a task.

        Raises:
            CalendarExhausted: it does not fit any more. Nothing of it stays booked.
        """
        tasks = self.problem.movable[job]
        for earliest, latest in self._admissions(job):
            self.admission[job] = earliest
            if not self.extend(tasks, handicap, hopeless):
                return False
            if self.completion(job) <= latest:
                self.enter(job)
                return True
            self.remove(tasks)
        raise CalendarExhausted

    def extend(self, tasks: Sequence[Task], handicap: Handicap, hopeless: Hopeless = never_hopeless) -> bool:
        """Place tasks of an admitted job, each after its predecessors. Returns and raises as `insert`."""
        for count, task in enumerate(tasks):
            try:
                self.place(task, handicap)
            except CalendarExhausted:
                self.remove(tasks[:count])
                raise
            if hopeless(task):
                self.remove(tasks[: count + 1])
                return False
        return True

    def enter(self, job: int) -> None:
        """Count a placed job as in progress."""
        if self.problem.jobs[job].limited:
            begin = LONG_AGO if job in self.problem.fixed.admissions else self.admission[job]
            self._in_progress[job] = (begin, self.completion(job))

    def leave(self, job: int) -> None:
        """Count a job no more. One that is admitted for good holds its place until it is placed again."""
        if job in self.problem.fixed.admissions and self.problem.jobs[job].limited:
            self._in_progress[job] = (LONG_AGO, FOREVER)
        else:
            self._in_progress.pop(job, None)

    def has_room(self, job: int) -> bool:
        """Whether a placed job that does not count yet keeps within the WIP limit."""
        if not self.problem.jobs[job].limited:
            return True
        if job in self.problem.fixed.admissions:
            return self.completion(job) <= self._latest_completion(job)
        admission = self.admission[job]
        first, latest = next(windows(self._in_progress, self.problem.wip_limit, admission))
        return first == admission and self.completion(job) <= latest

    def remove(self, tasks: Iterable[Task]) -> None:
        """Free the people of tasks."""
        for task in tasks:
            for person in self.team[task.index]:
                booking = self.bookings[person]
                booking.remove(booking.axis.position(self.start[task.index]))

    def restore(self, task: int, start: int, finish: int, team: tuple[int, ...]) -> None:
        """Put a task at known times."""
        self.start[task], self.finish[task], self.team[task] = start, finish, team
        for person in team:
            booking = self.bookings[person]
            booking.add(booking.axis.position(start), booking.axis.position(finish), task)

    def ready(self, task: Task) -> int:
        """When a task may start as far as its job is concerned."""
        after = task.ready_after(self.finish) if task.predecessors else self.admission[task.job]
        return max(after, self.problem.fixed.moment)

    def place(self, task: Task, handicap: Handicap) -> None:
        """Put a task where it finishes first; its predecessors are placed.

        Raises:
            CalendarExhausted: it does not fit any more.
        """
        ready = self.ready(task)
        if task.people:
            self.restore(task.index, *earliest_slot(task, ready, self.bookings, handicap))
        else:
            self.start[task.index], self.finish[task.index] = ready, task.finish_of_delay(ready)

    def _admissions(self, job: int) -> Iterator[Span]:
        given = self.problem.fixed.admissions.get(job)
        if given is not None:
            yield given, self._latest_completion(job)
            return
        data = self.problem.jobs[job]
        eligible = max([self.problem.release(job), *map(self.launch, data.prerequisites)])
        limit = self.problem.wip_limit if data.limited else None
        for earliest, latest in windows(self._in_progress, limit, eligible):
            if earliest + self._shortest[job] <= latest:
                yield earliest, latest

    def _latest_completion(self, job: int) -> int:
        """By when a job that was admitted for good has to be completed, for the sake of others' admissions.

        Where the limit is broken already, nothing is asked of it.
        """
        if not self.problem.queues(job):
            return FOREVER
        now = self.problem.fixed.moment
        others = {other: span for other, span in self._in_progress.items() if other != job}
        room, latest = next(windows(others, self.problem.wip_limit, now))
        return latest if room == now else FOREVER
