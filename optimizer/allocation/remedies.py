"""The cheapest way out of a conflict by one requirement alone."""

from __future__ import annotations

import math
from dataclasses import replace

from optimizer.allocation.program import Program
from optimizer.allocation.requirements import Requirement
from optimizer.allocation.solver import End, maximise
from scenarios.display import currency_names
from scenarios.i18n import Message

TOLERANCE = 1e-6
"""Relative amount by which a least change may be off through the solver's tolerance."""


def remedy(program: Program, requirement: Requirement, currency: str, seconds: float) -> Message | None:
    """What to change about ``requirement`` so that everything can be met; None if that is not enough or not known.

    Amounts are the least that will do, from an elastic program, rounded up to whole units. Shares have none: what a
    percentage point gives depends on the spend.
    """
    if requirement.measure == "none":
        rest = maximise(program.thinned(lambda one: one != requirement), seconds)
        return Message(f"allocation.remedy.{requirement.code}") if rest.found else None
    if requirement.measure == "share":
        return None
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
