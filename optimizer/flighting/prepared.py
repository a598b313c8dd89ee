"""A problem with everything that the search asks of it again and again."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.flighting.problem import FlightProblem, Floats
from optimizer.flighting.rows import Rows, implied_most
from optimizer.flighting.worth import Worth


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """``rows`` are the limits as 'at most'; ``most`` (C, T) bounds money by line and period; ``worth`` values plans."""

    problem: FlightProblem
    rows: Rows
    most: Floats
    worth: Worth

    @classmethod
    def of(cls, problem: FlightProblem) -> Prepared:
        rows = Rows.of(problem)
        return cls(problem, rows, implied_most(problem, rows), Worth(problem))
