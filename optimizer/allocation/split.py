"""A split: which campaigns run with which launch, and what each cell gets. And what it is worth on the true curves."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from optimizer.allocation.model.decision import Decision
from optimizer.allocation.model.hours import rate, taken
from optimizer.allocation.problem import Candidate, Cell, Problem
from optimizer.allocation.solver import Floats
from scenarios.money import MINOR_PER_UNIT
from scenarios.plan import Allocation
from scenarios.response import CellResponse

CENT = 1 / MINOR_PER_UNIT
SOLVER_NOISE = 1e-5
"""Relative amount by which a solution may miss a spend that it means."""


@dataclass(frozen=True, slots=True)
class Split:
    """``launches`` by candidate: position of the launch, None if it does not run. ``spend`` by cell, currency units."""

    launches: tuple[int | None, ...]
    spend: tuple[float, ...]

    def launch_of(self, cell: Cell) -> int | None:
        """The launch of the cell's campaign."""
        return self.launches[cell.candidate]


def read_split(problem: Problem, decision: Decision, values: Floats) -> Split:
    """The split that a solution of the program describes."""
    launches: list[int | None] = []
    for candidate in problem.candidates:
        chosen = [
            one for one in range(len(candidate.launches)) if values[decision.run[candidate.index, one]] > 0.5
        ]
        launches.append(chosen[0] if chosen else None)
    spend = []
    for cell in problem.cells:
        launch = launches[cell.candidate]
        closed = launch is None or (cell.switched and values[decision.active[cell.index]] < 0.5)
        if closed or launch is None:
            spend.append(0.0)
            continue
        amount = max(0.0, float(values[decision.spend[cell.index, launch]]))
        spend.append(_at_tier(problem.response(cell, launch), amount))
    return Split(tuple(launches), tuple(spend))


def _at_tier(response: CellResponse, spend: float) -> float:
    """The spend, or the beginning of a tier that it misses by the solver's tolerance."""
    if response.rates is None:
        return spend
    starts = response.rates.start
    near = starts[(starts > spend) & (starts <= spend * (1 + SOLVER_NOISE))]
    return float(near[0]) if len(near) else spend


def below_tiers(problem: Problem, split: Split) -> Split:
    """The split with a cent less where a tier of a rate card begins.

    Revenue may jump there; just below it may keep a ceiling that it breaks there.
    """
    spends = list(split.spend)
    for cell in problem.cells:
        launch = split.launch_of(cell)
        rates = None if launch is None else problem.response(cell, launch).rates
        if rates is not None and np.any(np.abs(rates.start[1:] - spends[cell.index]) < CENT / 2):
            spends[cell.index] -= CENT
    return replace(split, spend=tuple(spends))


def net_value(problem: Problem, split: Split) -> float:
    """Net value of a split on the true curves, currency units, before rounding to cents."""
    margin = problem.scenario.objective.margin
    total = -problem.scenario.budget.fixed / MINOR_PER_UNIT
    for candidate in problem.candidates:
        launch = split.launches[candidate.index]
        if launch is None:
            continue
        total += margin * revenue_of(problem, split, candidate) - candidate.fixed
        total -= sum(split.spend[cell.index] for cell in problem.cells_of[candidate.index])
        total -= staff_cost(problem, split, candidate)
    return total


def revenue_of(problem: Problem, split: Split, candidate: Candidate) -> float:
    """Revenue of a running campaign after unavoidable lateness, currency units."""
    position = split.launches[candidate.index]
    if position is None:
        return 0.0
    launch = candidate.launches[position]
    gross = candidate.value + sum(
        float(problem.response(cell, position).value(split.spend[cell.index]))
        for cell in problem.cells_of[candidate.index]
        if split.spend[cell.index] > 0
    )
    return max(0.0, launch.kept * gross - launch.lost)


def staff_cost(problem: Problem, split: Split, candidate: Candidate) -> float:
    """Cost of the hours that a running campaign is planned to take, currency units; 0 unless it counts."""
    cost = problem.hourly_cost
    if not cost:
        return 0.0
    total = sum(stage.hours * cost.get(stage.kind.skill, 0.0) for stage in candidate.preparation.stages)
    for cell in problem.cells_of[candidate.index]:
        total += sum(hours * cost.get(skill, 0.0) for _, skill, hours in flight_hours(problem, split, cell))
    return total


def flight_hours(problem: Problem, split: Split, cell: Cell) -> list[tuple[int, str, float]]:
    """Period, skill and hours that running a cell takes."""
    position, spend = split.launch_of(cell), split.spend[cell.index]
    if position is None or spend <= 0:
        return []
    response = problem.response(cell, position)
    return [
        (response.first_period + offset, item.skill, hours)
        for offset, share in enumerate(response.pattern.tolist())
        if share > 0
        for item, hours in [
            *((item, item.hours) for item in taken(cell.channel.hours_per_active_period)),
            *((item, rate(item) * spend * share) for item in taken(cell.channel.hours_per_10k)),
        ]
    ]


def split_of(problem: Problem, allocation: Allocation) -> Split:
    """The split of a plan for the same campaigns and channels; launches that are not possible here are left out."""
    launches: list[int | None] = []
    for candidate in problem.candidates:
        decision = allocation.running.get(candidate.campaign.id)
        periods = [launch.period for launch in candidate.launches]
        period = decision.launch_period if decision else None
        launches.append(periods.index(period) if period in periods else None)
    spend = [
        allocation.cell_spend.get(owner, 0) / MINOR_PER_UNIT if launches[cell.candidate] is not None else 0.0
        for cell, owner in zip(problem.cells, problem.owners, strict=True)
    ]
    return Split(tuple(launches), tuple(spend))


def todays_split(problem: Problem) -> Split:
    """Today's campaigns at their due dates with today's spend; those that may not run or launch then are left out."""
    launches: list[int | None] = []
    for candidate in problem.candidates:
        due = problem.scenario.horizon.period_of(candidate.campaign.due)
        periods = [launch.period for launch in candidate.launches]
        allowed = candidate.campaign.in_today and candidate.campaign.registered and due in periods
        launches.append(periods.index(due) if allowed else None)
    spend = [
        cell.terms.today / MINOR_PER_UNIT if launches[cell.candidate] is not None else 0.0
        for cell in problem.cells
    ]
    return Split(tuple(launches), tuple(spend))
