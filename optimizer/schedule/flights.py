"""Running campaigns: hours of the flight in the gaps that preparation leaves.

They cost nothing when late, so they come after all preparation is placed and never move it.
"""

from __future__ import annotations

from optimizer.schedule.board import Board
from optimizer.schedule.course import Course, Order
from optimizer.schedule.greedy import insert_all
from optimizer.schedule.problem import Problem


def add_flights(problem: Problem, preparation: Course) -> Order:
    """The order of the whole problem: the given course of the preparation jobs, flight jobs around it by release.

    Raises:
        DoesNotFit: calendars end before all flight work is placed.
    """
    board = Board(problem)
    board.load(preparation)
    flights = [job.index for job in problem.jobs if job.kind == "flight"]
    insert_all(board, flights, lambda job: problem.jobs[job].release)
    return board.order()
