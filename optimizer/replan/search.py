"""Local search from doing nothing: a few jobs are taken off the board and put back, near their plan or anywhere.

Ruin and recreate (Schrimpf et al. 2000) under simulated annealing, as for a first schedule, with two differences:
changes of the plan cost money or are limited in number, and a job may be put back with a preference for the people who
were planned for it. What is settled never leaves the board.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from optimizer.replan.effort import Effort
from optimizer.replan.objective import Cost, Objective
from optimizer.replan.promises import PromiseObjective
from optimizer.schedule.board import Board
from optimizer.schedule.course import Course, Order, order_of
from optimizer.schedule.greedy import ranked, scarcity
from optimizer.schedule.problem import Task
from optimizer.schedule.teams import Handicap, Slot
from scenarios.worktime import CalendarExhausted

MOST_JOBS = 4
"""Most jobs taken off at once, before those that wait for them."""
FROM_THE_START = -(10**15)
HOT, COLD = 0.3, 0.003
"""Temperature at the beginning and the end, as shares of the mean cost of the jobs that cost anything."""
MEAN_HANDICAP = 300.0
"""Mean of the random minutes by which a person may finish later than another one and be taken all the same."""
LOYALTIES = (0, 480, 4_800, 10**7)
"""Minutes by which others have to finish sooner than the planned people to be preferred; one is drawn for each move."""
TRIES = 20
"""Random probes for a job that stands in the way."""
COSTLY_SHARE = 0.7
"""Share of moves that begin with a job that costs something."""
MOVES_BETWEEN_PAUSES = 16


class LoyalBoard(Board):
    """A board on which tasks prefer their planned people by ``loyalty`` minutes."""

    loyalty = 0
    planned: dict[int, frozenset[int]]

    def place(self, task: Task, handicap: Handicap) -> None:
        """Put a task where it finishes first, others than the planned people being handicapped."""
        planned = self.planned.get(task.index, frozenset())

        def loyal(person: int) -> float:
            return handicap(person) + (0 if person in planned else self.loyalty)

        super().place(task, loyal if planned and self.loyalty else handicap)


@dataclass(frozen=True, slots=True)
class _Ruined:
    """A job of which tasks were taken off, and how they stood."""

    job: int
    tasks: tuple[Task, ...]
    whole: bool
    admission: int
    slots: tuple[Slot, ...]


class Improvement:
    """Improves a course by its cost, with at most ``limit`` changes."""

    def __init__(
        self, course: Course, objective: Objective | PromiseObjective, limit: int | None, seed: int
    ) -> None:
        problem = objective.pricing.now.problem
        self._problem, self._objective, self._limit = problem, objective, limit
        self._board = LoyalBoard(problem)
        self._board.planned = objective.pricing.people
        self._board.load(course)
        self._random = Random(seed)
        self._scarcity = scarcity(problem)
        self._movable = [job for job, tasks in enumerate(problem.movable) if tasks]
        self._cost = [self._cost_of(job.index) for job in problem.jobs]
        self._total = sum(cost.total for cost in self._cost)
        self._changes = sum(cost.changes for cost in self._cost)
        costly = [cost.total for cost in self._cost if cost.total]
        self._scale = sum(costly) / len(costly) if costly else 0.0
        self.best = self._total
        self._best_times = self._times()

    def run(self, budget: Effort, bound: int, pause: Callable[[float], None]) -> Order:
        """The best order found until the budget is used up or ``bound`` is reached."""
        while self.best > bound and self._movable and (used := budget.used()) < 1:
            pause(used)
            temperature = self._scale * HOT * (COLD / HOT) ** used
            for _ in range(MOVES_BETWEEN_PAUSES):
                self._move(temperature)
            budget.spend(MOVES_BETWEEN_PAUSES)
        return order_of(self._problem, *self._best_times)

    def _times(self) -> tuple[list[int], list[tuple[int, ...]], list[int]]:
        board = self._board
        return board.start.copy(), board.team.copy(), board.admission.copy()

    def _cost_of(self, job: int) -> Cost:
        board = self._board
        changes = self._objective.pricing.of_job(job, board.start, board.finish, board.team)
        return self._objective.of_job(job, board.launch(job), changes)

    def _move(self, temperature: float) -> None:
        chosen = self._choose()
        ruined = [self._ruin(job, moment) for job, moment in chosen.items()]
        self._board.loyalty = self._random.choice(LOYALTIES)
        done = self._recreate(ruined)
        if len(done) < len(ruined):
            self._undo(ruined, done)
            return
        costs = {one.job: self._cost_of(one.job) for one in ruined}
        total = self._total + sum(cost.total - self._cost[job].total for job, cost in costs.items())
        changes = self._changes + sum(cost.changes - self._cost[job].changes for job, cost in costs.items())
        allowed = self._limit is None or changes <= self._limit
        if not allowed or total > self._total + self._random.expovariate(1.0) * temperature:
            self._undo(ruined, done)
            return
        self._total, self._changes = total, changes
        for job, cost in costs.items():
            self._cost[job] = cost
        if total < self.best:
            self.best = total
            self._best_times = self._times()

    def _choose(self) -> dict[int, int]:
        """Jobs to take off, each with the moment from which its tasks are."""
        first = self._costly_job()
        chosen = {first: FROM_THE_START}
        if self._random.random() < 1 / 3:
            task = self._random.choice(self._problem.movable[first])
            chosen[first] = self._board.start[task.index]
        wanted = self._random.randint(1, MOST_JOBS)
        for _ in range(TRIES):
            if len(chosen) >= wanted:
                break
            self._add_blocker(self._random.choice(tuple(chosen)), chosen)
        self._add_dependents(chosen)
        return chosen

    def _costly_job(self) -> int:
        """A job at random, mostly in proportion to its cost."""
        weights = [self._cost[job].total for job in self._movable]
        if any(weights) and self._random.random() < COSTLY_SHARE:
            return self._random.choices(self._movable, weights)[0]
        return self._random.choice(self._movable)

    def _add_blocker(self, job: int, chosen: dict[int, int]) -> None:
        """Add a job that holds someone whom ``job`` could have used earlier, if the random probe hits one."""
        board = self._board
        tasks = self._problem.movable[job]
        task = self._random.choice(tasks) if tasks else None
        if task is None or not task.people:
            return
        booking = board.bookings[self._random.choice(tuple(task.minutes))]
        first, last = (
            booking.axis.position(moment) for moment in (board.ready(task), board.finish[task.index])
        )
        if first >= last:
            return
        owner = booking.owner(self._random.randrange(first, last))
        if owner is None or self._problem.tasks[owner].job in chosen:
            return
        moment = self._random.choice((FROM_THE_START, board.start[owner]))
        chosen[self._problem.tasks[owner].job] = moment

    def _add_dependents(self, chosen: dict[int, int]) -> None:
        """Whatever waits for a launch that may move is taken off as a whole."""
        waiting = list(chosen)
        while waiting:
            for later in self._problem.dependents[waiting.pop()]:
                if chosen.get(later) != FROM_THE_START:
                    chosen[later] = FROM_THE_START
                    waiting.append(later)

    def _ruin(self, job: int, moment: int) -> _Ruined:
        board = self._board
        tasks = tuple(task for task in self._problem.movable[job] if board.start[task.index] >= moment)
        slots = tuple(
            (board.start[task.index], board.finish[task.index], board.team[task.index]) for task in tasks
        )
        board.leave(job)
        board.remove(tasks)
        return _Ruined(job, tasks, moment == FROM_THE_START, board.admission[job], slots)

    def _recreate(self, ruined: list[_Ruined]) -> list[_Ruined]:
        """Put the jobs back in random order, those first that were admitted for good; returns those that fit."""
        by_job = {one.job: one for one in ruined}
        key = {job: self._random.random() for job in by_job}
        if self._random.random() < 0.5:
            key[ruined[0].job] = -1.0
        key.update((job, -2.0) for job in by_job if job in self._problem.fixed.admissions)
        done: list[_Ruined] = []
        for job in ranked(self._problem, tuple(by_job), key.__getitem__):
            if not self._put_back(by_job[job]):
                break
            done.append(by_job[job])
        return done

    def _put_back(self, one: _Ruined) -> bool:
        board = self._board
        try:
            if one.whole:
                return board.insert(one.job, self._handicap)
            board.extend(one.tasks, self._handicap)
        except CalendarExhausted:
            return False
        if not board.has_room(one.job):
            board.remove(one.tasks)
            return False
        board.enter(one.job)
        return True

    def _undo(self, ruined: list[_Ruined], done: list[_Ruined]) -> None:
        board = self._board
        for one in done:
            board.leave(one.job)
            board.remove(one.tasks)
        for one in ruined:
            board.admission[one.job] = one.admission
            for task, slot in zip(one.tasks, one.slots, strict=True):
                board.restore(task.index, *slot)
            board.enter(one.job)

    def _handicap(self, person: int) -> float:
        return self._scarcity[person] + self._random.expovariate(1 / MEAN_HANDICAP)
