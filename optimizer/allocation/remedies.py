"""The cheapest way out of a conflict by one requirement alone."""

from __future__ import annotations

import math
from dataclasses import replace

from optimizer.allocation.program import Program, add_up, times
from optimizer.allocation.requirements import Requirement
from optimizer.allocation.solver import End, maximise
from scenarios.display import currency_names
from scenarios.i18n import Message

SHARE_STEPS = 1000
"""Steps of a share: tenths of a percentage point."""
TOLERANCE = 1e-6
"""Relative amount by which a least change may be off through the solver's tolerance."""


def remedy(program: Program, requirement: Requirement, currency: str, seconds: float) -> Message | None:
    """What to change about ``requirement`` so that everything can be met; None if that is not enough or not known.

    Amounts are the least that will do, from an elastic program, rounded up to whole units. What a percentage point
    of a share gives depends on the spend; the least change of it is found by halving, to a tenth of a point.
    """
    if requirement.measure == "none":
        rest = maximise(program.thinned(lambda one: one != requirement), seconds)
        return Message(f"allocation.remedy.{requirement.code}") if rest.found else None
    if requirement.measure == "share":
        return _share(program, requirement, seconds)
    elastic = program.copy()
    up, down = elastic.variable(objective=-1.0), elastic.variable(objective=-1.0)
    for number, row in enumerate(program.rows):
        if row.requirement == requirement and row.unit != {}:
            _loosen(elastic, number, up, down, apart=requirement.measure == "hours")
    answer = maximise(elastic, seconds)
    if answer.end is not End.OPTIMAL:
        return None
    amount = math.ceil(-answer.objective * (1 - TOLERANCE))
    if requirement.measure == "hours":
        return Message("allocation.remedy.hours", {"amount": amount})
    direction = "raise" if answer.values[up] > answer.values[down] else "lower"
    key = f"allocation.remedy.{direction}_{'money' if requirement.measure == 'money' else 'number'}"
    return Message(key, {"amount": amount, "currency": currency_names(currency)})


def _share(program: Program, requirement: Requirement, seconds: float) -> Message | None:
    """The least change of a share, by halving: a share that is changed more leaves everything possible that was."""
    share, least = requirement.limit or 0.0, requirement.code == "group_share_min"
    possible, impossible = math.ceil(SHARE_STEPS * (share if least else 1 - share)), 0
    limit = seconds / (2 + math.log2(max(possible, 1)))

    def is_possible(steps: int) -> bool:
        change = min(steps / SHARE_STEPS, share if least else 1 - share)
        return maximise(_with_share(program, requirement, change if least else -change), limit).found

    if not is_possible(possible):
        return None
    while possible - impossible > 1:
        middle = (possible + impossible) // 2
        if is_possible(middle):
            possible = middle
        else:
            impossible = middle
    key = f"allocation.remedy.{'lower' if least else 'raise'}_share"
    return Message(key, {"points": 100 * possible / SHARE_STEPS})


def _with_share(program: Program, requirement: Requirement, change: float) -> Program:
    """The program with a least share lowered by ``change``, or a greatest one raised by minus that."""
    rows = [
        replace(row, terms=add_up([row.terms, times(change, row.unit)]))
        if row.requirement == requirement and row.unit
        else row
        for row in program.rows
    ]
    return Program(program.columns, rows, program.constant)


def _loosen(program: Program, number: int, up: int, down: int, *, apart: bool) -> None:
    """Let the limit of a row move by an amount of its own, at most ``up`` and at least -``down``.

    Rows of one requirement share the change, so the largest counts; hours of different periods (``apart``) add up.
    """
    row = program.rows[number]
    moved = program.variable(-math.inf)
    program.rows[number] = replace(row, terms={**row.terms, moved: -1.0})
    if apart:
        added = program.variable(objective=-1.0)
        program.require({moved: 1.0, added: 1.0}, lower=0.0)
        return
    program.require({moved: 1.0, up: -1.0}, upper=0.0)
    program.require({moved: 1.0, down: 1.0}, lower=0.0)
