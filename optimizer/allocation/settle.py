"""From spends on the real line to whole amounts of money that meet every requirement exactly.

Rounding each cell for itself would break locks, minimums and caps that cells share, so the rounding is a small integer
program of its own: every spend may move by a few units, everything else holds, and marginal returns decide.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from optimizer.allocation.draft import draft, exact_value
from optimizer.allocation.goal_tree import leaves
from optimizer.allocation.model.assemble import Model
from optimizer.allocation.model.goals import VOLUME_SPEND
from optimizer.allocation.outline import Line, Outline
from optimizer.allocation.polish import close_blocks, fixed_choice, open_blocks
from optimizer.allocation.problem import Problem
from optimizer.allocation.program import Program, Row
from optimizer.allocation.revenue_ceiling import hold_ceilings
from optimizer.allocation.solver import Floats, maximise
from optimizer.allocation.split import Split, net_value, read_split
from scenarios.document.goals import Kpi
from scenarios.money import MINOR_PER_UNIT
from scenarios.plan import Allocation
from scenarios.response import CellResponse

CENT = 1 / MINOR_PER_UNIT
UNITS = (1.0, CENT)
"""Whole currency units are tried first, then cents."""
WORTHLESS = 1e-6
"""Relative loss of value for which whole currency units are still preferred."""
REACH = 12.0
"""Units by which a spend may move; several, because cells share the rounding of sums."""
Steps: TypeAlias = dict[int, float]
"""The multiple of the unit below its spend, by spend variable."""

GAP = 1e-8
FLOAT_NOISE = 1e-9
VOLUME_CENTS = VOLUME_SPEND * MINOR_PER_UNIT
SECONDS = 2.0


@dataclass(frozen=True, slots=True, eq=False)
class Settled:
    """A split in whole cents that meets every requirement.

    ``values`` of all variables of the model (for hours); ``value`` in minor units, exact.
    """

    split: Split
    allocation: Allocation
    values: Floats
    value: int


def settle(
    problem: Problem, model: Model, outlines: Mapping[int, Outline], split: Split, seconds: float = SECONDS
) -> Settled | None:
    """The best whole amounts near a split; None if there are none within a few units.

    ``seconds`` limit each integer program; what it has found by then is whole and kept.
    """
    wanted = net_value(problem, split) * MINOR_PER_UNIT
    best: Settled | None = None
    for unit in UNITS:
        found = _settle_in(unit, problem, model, outlines, split, seconds)
        if found is not None and (best is None or found.value > best.value):
            best = found
        if best is not None and best.value >= wanted - WORTHLESS * abs(wanted) - 1:
            break
    return best


def _settle_in(
    unit: float,
    problem: Problem,
    model: Model,
    outlines: Mapping[int, Outline],
    split: Split,
    seconds: float,
) -> Settled | None:
    """Amounts in multiples of ``unit``; with a margin for rounding where periods, shares or goals fail without."""
    steps = _steps(problem, model, split, unit)
    linear = _linearised(problem, model, outlines, split, REACH * unit)
    base = _holding_the_rest(problem, linear, model, split, steps)
    for margin in (0.0, CENT):
        program = _in_steps(_with_margin(base, margin), steps, unit)
        answer = maximise(program, seconds, GAP, fine=True)
        if not answer.found:
            continue
        values = answer.values[: len(model.program.columns)].copy()
        for variable, start in steps.items():
            values[variable] = start + unit * round(values[variable])
        settled = _settled(problem, read_split(problem, model.decision, values), values)
        plan = settled.allocation
        if within_periods(problem, plan) and keeps_shares(problem, plan) and meets_goals(problem, plan):
            return settled
    return None


def _settled(problem: Problem, split: Split, values: Floats) -> Settled:
    cents = [round(spend * MINOR_PER_UNIT) for spend in split.spend]
    exact = replace(split, spend=tuple(amount / MINOR_PER_UNIT for amount in cents))
    allocation = draft(problem, exact.launches, cents)
    return Settled(exact, allocation, values, exact_value(problem, allocation, exact))


def _linearised(
    problem: Problem, model: Model, outlines: Mapping[int, Outline], split: Split, reach: float
) -> Program:
    """The program with launches and open cells as in the split, and the responses as lines about their spends."""
    program = close_blocks(fixed_choice(problem, model, split), model, outlines, split, problem)
    for index in open_blocks(problem, outlines, split):
        block = outlines[index].block
        revenue = model.decision.revenue[index]
        for slope, intercept in _local_lines(block.response, split.spend[block.cell], reach):
            terms = {model.decision.spend[block.cell, launch]: -slope for launch in block.launches}
            program.require({revenue: 1.0, **terms}, upper=intercept)
    if problem.has_revenue_ceiling:
        hold_ceilings(program, model, outlines, split)
    return program


def _local_lines(response: CellResponse, spend: float, reach: float) -> list[Line]:
    """Chords to both sides of a spend where they bend down, as at a kink; the chord between both ends where not."""
    if spend <= 0:
        return [(0.0, 0.0)]
    ends = np.array([max(0.0, spend - reach), spend, spend + reach])
    left, right = np.diff(response.value(ends)) / np.diff(ends)
    slopes = (left, right) if left >= right else ((left + right) / 2,)
    height = float(response.value(spend))
    return [(float(slope), height - float(slope) * spend) for slope in slopes]


def _steps(problem: Problem, model: Model, split: Split, unit: float) -> Steps:
    """Spend variables that may move."""
    steps = {}
    for cell in problem.cells:
        launch, spend = split.launch_of(cell), split.spend[cell.index]
        if launch is not None and spend > 0 and cell.floor < cell.ceiling:
            steps[model.decision.spend[cell.index, launch]] = unit * math.floor(spend / unit + 1e-6)
    return steps


def _holding_the_rest(
    problem: Problem, program: Program, model: Model, split: Split, steps: Steps
) -> Program:
    """Spend that does not move is taken out of the program: its scale could hide a unit in the solver's tolerance."""
    columns = list(program.columns)
    for (index, launch), variable in model.decision.spend.items():
        if variable not in steps:
            cell = problem.cells[index]
            held = cell.floor if cell.floor == cell.ceiling else split.spend[index]
            spend = held if split.launch_of(cell) == launch else 0.0
            columns[variable] = replace(columns[variable], lower=spend, upper=spend)
    return Program(columns, program.rows, program.constant)


def _with_margin(program: Program, margin: float) -> Program:
    """Shares, periods and goals tightened by a cent for each term, which rounding may take."""
    return Program(program.columns, [_tightened(row, margin) for row in program.rows], program.constant)


def _tightened(row: Row, margin: float) -> Row:
    asked = row.requirement
    if asked is None or asked.kind not in {"group_share", "period", "goal"} or asked.measure == "count":
        return row
    total = margin * (1 if asked.kind == "group_share" else len(row.terms))
    return replace(row, lower=row.lower + total, upper=row.upper - total)


def _in_steps(program: Program, steps: Steps, unit: float) -> Program:
    """The program in which each spend is its start plus an integer number of units."""
    columns = list(program.columns)
    for variable, start in steps.items():
        column = columns[variable]
        lower = max(-REACH, math.ceil((column.lower - start) / unit - 1e-9))
        upper = min(REACH, math.floor((column.upper - start) / unit + 1e-9))
        columns[variable] = replace(
            column,
            lower=lower,
            upper=max(lower, upper),
            integer=True,
            objective=column.objective * unit,
            scale=1.0,
        )
    constant = program.constant + sum(program.columns[one].objective * start for one, start in steps.items())
    return Program(columns, [_row_in_steps(row, steps, unit) for row in program.rows], constant)


def _row_in_steps(row: Row, steps: Steps, unit: float) -> Row:
    moved = [one for one in row.terms if one in steps]
    if not moved:
        return row
    shift = sum(row.terms[one] * steps[one] for one in moved)
    terms = {one: share * unit if one in steps else share for one, share in row.terms.items()}
    return replace(row, terms=terms, lower=row.lower - shift, upper=row.upper - shift)


def within_periods(problem: Problem, allocation: Allocation) -> bool:
    """Whether the spend of each period, rounded as plans are, stays within its cap."""
    if problem.period_caps is None:
        return True
    spent: Counter[int] = Counter()
    for line in allocation.spend:
        spent[line.period] += line.amount
    return all(
        amount <= round(problem.period_caps[period] * MINOR_PER_UNIT) for period, amount in spent.items()
    )


def keeps_shares(problem: Problem, allocation: Allocation) -> bool:
    """Whether the shares of all groups hold for the exact amounts."""
    groups = {channel.id: channel.group for channel in problem.scenario.channels}
    spent: Counter[str] = Counter()
    for channel, amount in allocation.channel_spend.items():
        spent[groups[channel]] += amount
    media, noise = allocation.media, FLOAT_NOISE * allocation.media
    return all(
        one.share_min * media - noise <= spent[one.group] <= one.share_max * media + noise
        for one in problem.scenario.budget.groups
    )


def meets_goals(problem: Problem, allocation: Allocation) -> bool:
    """Whether the enforced goals hold for the exact amounts on the true curves."""
    goals = problem.scenario.goals
    for goal in goals:
        if goal.enforce and goal.target is not None:
            reached = sum(_achieved(problem, allocation, leaf) for leaf in leaves(goals, goal))
            excess = reached - goal.target if goal.direction == "at_least" else goal.target - reached
            if excess < -FLOAT_NOISE * max(abs(goal.target), 1.0):
                return False
    return True


def _achieved(problem: Problem, allocation: Allocation, goal: Kpi) -> float:
    running = [campaign for campaign in allocation.running if goal.counts(campaign)]
    spends = [(cell[1], spend) for cell, spend in allocation.cell_spend.items() if goal.counts(cell[0])]
    if goal.measure == "revenue":
        revenue = (problem.valuation.on_time_revenue(campaign, allocation) for campaign in running)
        return sum(revenue) / MINOR_PER_UNIT
    if goal.measure == "media_cost":
        return sum(spend for _, spend in spends) / MINOR_PER_UNIT
    if goal.measure == "campaigns":
        return len(running)
    return sum(goal.per_10k.get(channel, 0.0) * spend for channel, spend in spends) / VOLUME_CENTS
