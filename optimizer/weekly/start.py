"""A plan by period from the first plan's totals, each placed where it keeps its line's bounds and the limits best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from optimizer.flighting import FlightProblem
from optimizer.flighting.faults import faults, line_faults
from optimizer.flighting.problem import Floats, Line
from optimizer.flighting.rows import Rows
from optimizer.weekly.cells import DecidedCell, money_of, runs


def feasible_start(problem: FlightProblem, cells: Sequence[DecidedCell]) -> Floats | None:
    """The first plan if it keeps every rule, else its totals placed one by one, the largest first; None if not found.

    A total that no placement can keep within its line's bounds is given up.
    """
    first = money_of(cells, problem.periods)
    if not faults(problem, first):
        return first
    rows, money = Rows.of(problem), first.copy()
    for c in np.argsort(-first.sum(axis=1), kind="stable"):
        line, total = problem.lines[c], float(first[c].sum())
        trials = [one for one in _placements(line, first[c], total) if not line_faults(line, one)]
        trials = trials or [np.zeros(problem.periods)]
        money[c] = min(trials, key=lambda trial, c=c: _excess(rows, money, int(c), trial))  # type: ignore[misc]
    return None if faults(problem, money) else money


def _excess(rows: Rows, money: Floats, c: int, trial: Floats) -> float:
    """By how much a plan with this line breaks the limits, in shares of them."""
    changed = money.copy()
    changed[c] = trial
    return float(np.maximum(0.0, -rows.room(changed) / rows.unit).sum())


def _placements(line: Line, first: Floats, total: float) -> Iterator[Floats]:
    """As it was, over all open periods, and over every run of as many as the least per period lets the total fill."""
    yield first
    open_periods = line.most > 0
    yield np.where(open_periods, total / max(int(open_periods.sum()), 1), 0.0)
    wanted = max(line.flight, int(total / line.least + 1e-9))
    for start, end in runs(open_periods):
        length = min(wanted, end - start)
        for offset in range(end - start - length + 1):
            money = np.zeros(len(line.most))
            money[start + offset : start + offset + length] = total / length
            yield money
