"""One search in its own memory: a board, the best schedule it has seen, and room to work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.schedule.compiled.draws_kernel import FIRST_MODULUS, SECOND_MODULUS
from optimizer.schedule.compiled.flat import ints, zeros
from optimizer.schedule.compiled.flat_board import empty_board
from optimizer.schedule.compiled.layout_kernel import (
    FOREVER,
    SEATS,
    Best,
    Board,
    Ints,
    Model,
    Taste,
    Work,
)
from optimizer.schedule.compiled.search_kernel import DOES_NOT_FIT, Moves, search
from optimizer.schedule.course import Order, order_of
from optimizer.schedule.problem import Problem

NO_JOBS: Ints = np.zeros(0, np.int64)
NO_MOVES = Moves(number=0, most=1, temperature=0.0, cooling=1.0, bound=0)


@dataclass(frozen=True, slots=True)
class Chain:
    """A schedule under search. Its arrays change; whoever shares it waits for it."""

    problem: Problem
    model: Model
    board: Board
    best: Best
    work: Work

    @property
    def loss(self) -> int:
        """Minor units that the schedule loses now."""
        return int(self.board.loss[: len(self.problem.jobs)].sum())

    def build(self, taste: Taste, jobs: Sequence[int]) -> tuple[int, ...]:
        """Insert jobs that are not there yet, prerequisites first; those that find no place."""
        failed = zeros(len(self.problem.jobs))
        if jobs:
            self._run(taste, ints(jobs), failed, NO_MOVES)
        return tuple(np.flatnonzero(failed == DOES_NOT_FIT).tolist())

    def keep(self) -> None:
        """Take the schedule as it is for the best one seen."""
        self.best.loss[0] = self.loss
        for kept, now in zip(
            self.best[1:], (self.board.start, self.board.seat, self.board.admission), strict=True
        ):
            kept[:] = now

    def search(self, taste: Taste, moves: Moves) -> None:
        """Make moves on a complete schedule."""
        self._run(taste, NO_JOBS, zeros(0), moves)

    def _run(self, taste: Taste, jobs: Ints, failed: Ints, moves: Moves) -> None:
        search(self.model, self.board, self.best, self.work, taste, jobs, failed, moves)

    def take_over(self, other: Chain) -> None:
        """Go on from another chain's schedule."""
        for mine, theirs in zip(self.board, other.board, strict=True):
            mine[:] = theirs

    def copy(self, seed: int) -> Chain:
        """A chain of its own with the same schedule and other random numbers."""
        board = Board(*(array.copy() for array in self.board))
        best = Best(*(array.copy() for array in self.best))
        return Chain(self.problem, self.model, board, best, _room(self.problem, self.model, seed))

    def order(self) -> Order:
        """The order of the schedule now."""
        return self._order(self.board.start, self.board.seat, self.board.admission)

    def best_order(self) -> Order:
        """The order of the best schedule seen."""
        return self._order(self.best.start, self.best.seat, self.best.admission)

    def _order(self, start: Ints, seat: Ints, admission: Ints) -> Order:
        seats = seat.reshape(-1, self.model.numbers[SEATS]).tolist()
        people = [tuple(seats[task.index][: task.people]) for task in self.problem.tasks]
        return order_of(self.problem, start.tolist(), people, admission[: len(self.problem.jobs)].tolist())


def empty_chain(problem: Problem, model: Model, seed: int) -> Chain:
    """A chain whose board holds nothing but what is settled."""
    board = empty_board(problem, model)
    best = Best(ints([FOREVER]), zeros(board.start.size), zeros(board.seat.size), zeros(board.admission.size))
    return Chain(problem, model, board, best, _room(problem, model, seed))


def _room(problem: Problem, model: Model, seed: int) -> Work:
    tasks, jobs = len(problem.tasks), len(problem.jobs)
    seats = tasks * int(model.numbers[SEATS])
    widest = max((len(task.minutes) for task in problem.tasks), default=1)
    return Work(
        random=_random(seed),
        tally=zeros(3),
        limit=np.zeros(2),
        chosen=zeros(jobs),
        taken=zeros(jobs),
        since=zeros(jobs),
        floor=zeros(jobs),
        bias=np.zeros(jobs + 1),
        hold=zeros(jobs),
        todo=zeros(tasks),
        out=zeros(tasks),
        key=np.zeros(tasks + 1),
        was_start=zeros(tasks),
        was_finish=zeros(tasks),
        was_seat=zeros(seats),
        was_since=zeros(seats),
        was_until=zeros(seats),
        was_admission=zeros(jobs),
        opening=zeros(widest),
        barred=zeros(widest),
        score=np.zeros(widest + 1),
    )


def _random(seed: int) -> Ints:
    words = np.random.SeedSequence(seed).generate_state(2, np.uint64)
    return ints(
        int(word) % (modulus - 1) + 1
        for word, modulus in zip(words, (FIRST_MODULUS, SECOND_MODULUS), strict=True)
    )
