# mypy: disable-error-code="no-any-return"
"""Whole jobs inserted in a given order, and ruin and recreate (Schrimpf et al. 2000) under simulated annealing."""

from typing import NamedTuple

from optimizer.schedule.compiled.addresses_kernel import at_best, at_board, at_model, at_work
from optimizer.schedule.compiled.draws_kernel import exponential
from optimizer.schedule.compiled.insert_kernel import insert, take_off
from optimizer.schedule.compiled.layout_kernel import (
    JOB_COUNT,
    NOW,
    SEATS,
    TASK_COUNT,
    Best,
    Board,
    Ints,
    Model,
    Taste,
    Work,
)
from optimizer.schedule.compiled.loss_kernel import loss_at
from optimizer.schedule.compiled.recreate_kernel import arrange, put_back, restore
from optimizer.schedule.compiled.room_kernel import enter
from optimizer.schedule.compiled.ruin_kernel import choose, take_out
from scenarios.compiled import address, compiled, in_place

address_of = address()

DOES_NOT_FIT, WAITS = 1, 2
NO_LIMIT = float("inf")


class Moves(NamedTuple):
    """How many moves, of up to ``most`` jobs each and those that wait for them.

    ``temperature`` (minor units) is that of the first move, ``cooling`` the factor from move to move; ``bound`` is what
    every schedule loses.
    """

    number: int
    most: int
    temperature: float
    cooling: float
    bound: int


@compiled
def search(
    model: Model, board: Board, best: Best, work: Work, taste: Taste, jobs: Ints, failed: Ints, moves: Moves
) -> None:
    """Insert whole ``jobs`` in their order, prerequisites first; then make moves until ``best`` comes to the bound.

    Args:
        model: the problem.
        board: the schedule; ``jobs`` are not on it, all others are where moves are asked for.
        best: the best schedule seen so far, never worse than the board.
        work: room, and the state of the random numbers.
        taste: for whom to choose.
        jobs: may be none.
        failed: by job, DOES_NOT_FIT where one finds no place, and WAITS where a prerequisite does not.
        moves: may be none.
    """
    problem, schedule, kept, room = at_model(model), at_board(board), at_best(best), at_work(work)
    for job in jobs:
        _build(problem, schedule, room, taste, job, address_of(failed))
    total = 0
    for job in range(board.loss.size):
        total += board.loss[job]
    temperature = moves.temperature
    for _ in range(moves.number):
        if best.loss[0] <= moves.bound:
            break
        total += _move(problem, schedule, room, taste, moves.most, total, temperature)
        if total < best.loss[0]:
            best.loss[0] = total
            _keep(problem, schedule, kept)
        temperature *= moves.cooling


@in_place
def _build(model: Model, board: Board, work: Work, taste: Taste, job: int, failed: Ints) -> None:
    """Insert a whole job, if what it waits for is there."""
    jobs, todo = model.jobs, 0
    for at in range(jobs.before_first[job], jobs.before_first[job + 1]):
        if failed[jobs.before[at]]:
            failed[job] = WAITS
            return
    for at in range(jobs.task_first[job], jobs.task_first[job + 1]):
        if not model.tasks.fixed[jobs.order[at]]:
            work.todo[todo] = jobs.order[at]
            todo += 1
    work.limit[0], work.limit[1] = NO_LIMIT, 0.0
    work.floor[job], work.hold[job] = 0, model.numbers[NOW]
    placed = insert(model, board, work, taste, 0, todo) if todo else enter(model, board, job)
    if placed:
        board.loss[job] = loss_at(model, job, board.finish[jobs.launch[job]])
    else:
        failed[job] = DOES_NOT_FIT


@in_place
def _move(
    model: Model, board: Board, work: Work, taste: Taste, most: int, total: int, temperature: float
) -> int:
    """One move; by how much it raises what is lost."""
    work.tally[0] += 1
    count = choose(model, board, work, most, total)
    lead = work.chosen[0]
    todo = take_out(model, board, work, count)
    before = _limit(model, board, work, count, temperature)
    arrange(model, work, lead, count, todo)
    placed = put_back(model, board, work, taste, todo)
    after = _loss_now(model, board, work, count) if placed else 0
    kept = placed and after <= work.limit[0]
    if kept:
        work.tally[2] += 1
        _price(model, board, work, count)
    else:
        if placed:
            take_off(model, board, work, 0, todo)
        restore(model, board, work, count, todo)
    for at in range(count):
        work.taken[work.chosen[at]] = 0
    for at in range(todo):
        work.out[work.todo[at]] = 0
    return after - before if kept else 0


@in_place
def _limit(model: Model, board: Board, work: Work, count: int, temperature: float) -> int:
    """Set the loss of the chosen jobs up to which the move is kept, and what is certain of it; their loss before."""
    before, certain = 0, 0
    for at in range(count):
        job = work.chosen[at]
        before += board.loss[job]
        work.floor[job] = 0 if work.out[model.jobs.launch[job]] else board.loss[job]
        certain += work.floor[job]
    work.limit[0] = before + temperature * exponential(model, work.random)
    work.limit[1] = certain
    return before


@in_place
def _loss_now(model: Model, board: Board, work: Work, count: int) -> int:
    total = 0
    for at in range(count):
        job = work.chosen[at]
        total += loss_at(model, job, board.finish[model.jobs.launch[job]])
    return total


@in_place
def _price(model: Model, board: Board, work: Work, count: int) -> None:
    for at in range(count):
        job = work.chosen[at]
        board.loss[job] = loss_at(model, job, board.finish[model.jobs.launch[job]])


@in_place
def _keep(model: Model, board: Board, best: Best) -> None:
    """Remember the schedule as the best one."""
    for task in range(model.numbers[TASK_COUNT]):
        best.start[task] = board.start[task]
    for seat in range(model.numbers[TASK_COUNT] * model.numbers[SEATS]):
        best.seat[seat] = board.seat[seat]
    for job in range(model.numbers[JOB_COUNT]):
        best.admission[job] = board.admission[job]
