"""Feasibility of a plan, judged from the problem alone."""

from __future__ import annotations

import numpy as np

from optimizer.flighting.money import usage
from optimizer.flighting.problem import FlightProblem, Floats, Line

TOLERANCE = 1e-9
"""Relative tolerance of amounts, for plans in floating point."""


def faults(problem: FlightProblem, money: Floats) -> tuple[str, ...]:
    """Every rule that a plan, money (C, T), breaks; none where it is feasible."""
    found = [
        f"line {line.name!r}: {fault}"
        for line, one in zip(problem.lines, money, strict=True)
        for fault in line_faults(line, one)
    ]
    for limit in problem.limits:
        used = usage(limit, money)
        slack = TOLERANCE * float(np.abs(limit.lines) @ np.abs(money) @ np.abs(limit.periods)) + 1e-12
        if not limit.least - slack <= used <= limit.most + slack:
            found.append(f"limit {limit.name!r}: {used:g} lies outside [{limit.least:g}, {limit.most:g}]")
    return tuple(found)


def line_faults(line: Line, money: Floats) -> list[str]:
    """The line's own rules that its money (T,) breaks."""
    spent = money[money > 0]
    rules = (
        (bool((money < 0).any() or np.isnan(money).any()), "money is negative or no number"),
        (bool((money > line.most * (1 + TOLERANCE)).any()), "a period has more money than its most"),
        (bool((spent < line.least * (1 - TOLERANCE)).any()), "a period has less money than its least"),
        (any(length < line.flight for length in flight_lengths(money)), "a flight is too short"),
    )
    return [rule for broken, rule in rules if broken]


def flight_lengths(money: Floats) -> list[int]:
    """Lengths of the runs of periods with money (T,)."""
    active = np.concatenate([[False], money > 0, [False]]).astype(np.int8)
    edges = np.diff(active)
    return [int(length) for length in np.flatnonzero(edges == -1) - np.flatnonzero(edges == 1)]
