"""Local search: ruin a few jobs, put them back in another order, keep what is not much worse.

Ruin and recreate (Schrimpf et al. 2000) under simulated annealing. Late jobs are ruined together with jobs that hold
the people they waited for, either as a whole or from some moment on. Recreation inserts job by job into the gaps and
gives up as soon as the lateness that is already certain exceeds what would be accepted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from optimizer.schedule.board import Board
from optimizer.schedule.bounds import tails
from optimizer.schedule.course import Order, order_of
from optimizer.schedule.greedy import ranked, scarcity
from optimizer.schedule.limits import Budget
from optimizer.schedule.losses import Losses
from optimizer.schedule.problem import Task
from optimizer.schedule.teams import Slot
from scenarios.worktime import CalendarExhausted

MOST_JOBS = 5
"""Most jobs ruined at once, before those that wait for them."""
FROM_THE_START = -(10**15)
HOT, COLD = 0.5, 0.005
"""Temperature at the beginning and the end, as shares of the first plan's mean loss per job."""
MEAN_HANDICAP = 300.0
"""Mean of the random minutes by which a person may finish later than another one and be taken all the same."""
TRIES = 20
"""Random probes for a job that stands in the way."""
LATE_SHARE = 0.7
"""Share of moves that begin with a late job."""
MOVES_BETWEEN_PAUSES = 32


@dataclass(frozen=True, slots=True)
class _Ruined:
    """A job of which tasks were removed, and how they stood."""

    job: int
    tasks: tuple[Task, ...]
    whole: bool
    admission: int
    slots: tuple[Slot, ...]


class Search:
    """Improves a complete board and remembers the best order seen."""

    def __init__(self, board: Board, losses: Losses, seed: int) -> None:
        self._board = board
        self._problem = board.problem
        self._losses = losses
        self._random = Random(seed)
        self._tails = tails(board.problem)
        self._scarcity = scarcity(board.problem)
        self._qualified = [tuple(task.minutes) for task in board.problem.tasks]
        self._loss = [losses.at(job, board.launch(job)) for job in range(len(board.problem.jobs))]
        self._scale = sum(self._loss) / max(1, len(self._loss))
        self._floor: dict[int, int] = {}
        self._limit = 0.0
        self._placed = 0
        self.best = sum(self._loss)
        self._best_times = self._times()

    def best_order(self) -> Order:
        """The order of the best schedule seen."""
        return order_of(self._problem, *self._best_times)

    def run(self, budget: Budget, bound: int, pause: Callable[[float], None]) -> None:
        """Search until the budget is used up or ``bound`` is reached. ``pause`` is told the share used."""
        while self.best > bound and (used := budget.used()) < 1:
            pause(used)
            temperature = self._scale * HOT * (COLD / HOT) ** used
            for _ in range(MOVES_BETWEEN_PAUSES):
                self._move(temperature)
            budget.spend(self._placed)
            self._placed = 0

    def _times(self) -> tuple[list[int], list[tuple[int, ...]], list[int]]:
        board = self._board
        return board.start.copy(), board.team.copy(), board.admission.copy()

    def _move(self, temperature: float) -> None:
        chosen = self._choose()
        before = sum(self._loss[job] for job in chosen)
        self._limit = before + self._random.expovariate(1.0) * temperature
        ruined = [self._ruin(job, moment) for job, moment in chosen.items()]
        if not self._recreate(ruined):
            return
        for job in chosen:
            self._loss[job] = self._losses.at(job, self._board.launch(job))
        total = sum(self._loss)
        if total < self.best:
            self.best = total
            self._best_times = self._times()

    def _choose(self) -> dict[int, int]:
        """Jobs to ruin, each with the moment from which its tasks are removed."""
        first = self._late_job()
        chosen = {first: FROM_THE_START}
        if self._random.random() < 1 / 3:
            tasks = self._problem.tasks_of(first)
            chosen[first] = self._board.start[self._random.choice(tasks).index]
        wanted = self._random.randint(1, MOST_JOBS)
        for _ in range(TRIES):
            if len(chosen) >= wanted:
                break
            self._add_blocker(self._random.choice(tuple(chosen)), chosen)
        self._add_dependents(chosen)
        return chosen

    def _late_job(self) -> int:
        """A job at random, mostly in proportion to its loss."""
        total = sum(self._loss)
        if total and self._random.random() < LATE_SHARE:
            return self._random.choices(range(len(self._loss)), self._loss)[0]
        return self._random.randrange(len(self._loss))

    def _add_blocker(self, job: int, chosen: dict[int, int]) -> None:
        """Add a job that holds someone whom ``job`` could have used earlier, if the random probe hits one."""
        board = self._board
        task = self._random.choice(self._problem.tasks_of(job))
        if not task.people:
            return
        booking = board.bookings[self._random.choice(self._qualified[task.index])]
        ready = board.ready(task)
        first, last = booking.axis.position(ready), booking.axis.position(board.finish[task.index])
        if first >= last:
            return
        owner = booking.owner(self._random.randrange(first, last))
        if owner is None or self._problem.tasks[owner].job in chosen:
            return
        start = board.start[owner]
        moment = self._random.choice((FROM_THE_START, start, min(start, ready)))
        chosen[self._problem.tasks[owner].job] = moment

    def _add_dependents(self, chosen: dict[int, int]) -> None:
        """Whatever waits for a ruined job is ruined as a whole."""
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

    def _recreate(self, ruined: list[_Ruined]) -> bool:
        """Put the jobs back in random order; as they were if the result is not acceptable."""
        self._floor = {one.job: self._certain_loss(one) for one in ruined}
        by_job = {one.job: one for one in ruined}
        key = {job: self._random.random() for job in by_job}
        if self._random.random() < 0.5:
            key[ruined[0].job] = -1.0
        key.update((job, -2.0) for job in by_job if job in self._problem.fixed.admissions)
        done: list[_Ruined] = []
        for job in ranked(self._problem, tuple(by_job), key.__getitem__):
            if not self._put_back(by_job[job]):
                self._undo(ruined, done)
                return False
            done.append(by_job[job])
        return True

    def _certain_loss(self, one: _Ruined) -> int:
        launch = self._problem.launch_task(one.job)
        return 0 if any(task.index == launch for task in one.tasks) else self._loss[one.job]

    def _put_back(self, one: _Ruined) -> bool:
        board = self._board
        try:
            if one.whole:
                return board.insert(one.job, self._handicap, self._hopeless)
            if not board.extend(one.tasks, self._handicap, self._hopeless):
                return False
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

    def _hopeless(self, task: Task) -> bool:
        """Whether the lateness that is certain by now exceeds what would be accepted."""
        self._placed += 1
        tail = self._tails[task.index]
        if tail is not None:
            loss = self._losses.at(task.job, self._board.finish[task.index] + tail)
            if loss > self._floor[task.job]:
                self._floor[task.job] = loss
                return sum(self._floor.values()) > self._limit
        return False
