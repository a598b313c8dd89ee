"""A board as arrays, with nothing on it but what is settled."""

from __future__ import annotations

from optimizer.schedule.compiled.flat import ints, zeros
from optimizer.schedule.compiled.layout_kernel import FOREVER, NONE, SEATS, Board, Model
from optimizer.schedule.problem import Problem
from scenarios.worktime import Span


def empty_board(problem: Problem, model: Model) -> Board:
    """A board on which tasks that are settled have their times, and people are taken while they do them."""
    tasks, jobs = len(problem.tasks), len(problem.jobs)
    seats = tasks * int(model.numbers[SEATS])
    blocks = [_blocks(problem, person) for person in range(len(problem.people))]
    first = _rooms(problem, blocks)
    board = Board(
        start=zeros(tasks),
        finish=zeros(tasks),
        seat=zeros(seats),
        since=zeros(seats),
        until=zeros(seats),
        admission=zeros(jobs),
        completion=zeros(jobs),
        counts=zeros(jobs),
        loss=zeros(jobs),
        first=ints(first[:-1]),
        booked=zeros(len(problem.people)),
        booked_from=zeros(first[-1]),
        booked_to=zeros(first[-1]),
        booked_for=zeros(first[-1]),
    )
    board.completion[:] = FOREVER
    for person, spans in enumerate(blocks):
        _block(board, person, spans)
    _settle(problem, board)
    return board


def _blocks(problem: Problem, person: int) -> list[Span]:
    """Positions that what is settled takes of a person."""
    timeline = problem.people[person].timeline
    busy = problem.fixed.busy.get(person, ())
    spans = [(timeline.open_before(start), timeline.open_before(end)) for start, end in busy]
    return [span for span in spans if span[0] < span[1]]


def _rooms(problem: Problem, blocks: list[list[Span]]) -> list[int]:
    """Where each person's bookings begin: room for every task that he or she can do."""
    rooms = [len(spans) + 2 for spans in blocks]
    for task in problem.tasks:
        for person in task.minutes:
            rooms[person] += 1
    first = [0]
    for room in rooms:
        first.append(first[-1] + room)
    return first


def _block(board: Board, person: int, spans: list[Span]) -> None:
    at = int(board.first[person])
    for start, end in spans:
        board.booked_from[at], board.booked_to[at], board.booked_for[at] = start, end, NONE
        at += 1
    board.booked[person] = len(spans)
    board.booked_from[at], board.booked_to[at], board.booked_for[at] = FOREVER, FOREVER, NONE


def _settle(problem: Problem, board: Board) -> None:
    for index, task in problem.fixed.tasks.items():
        if index < len(problem.tasks):
            board.start[index], board.finish[index] = task.start, task.finish
    for job, admission in problem.fixed.admissions.items():
        if job < len(problem.jobs):
            board.admission[job] = admission
            board.counts[job] = problem.queues(job)
