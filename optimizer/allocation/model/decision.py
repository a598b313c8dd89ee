"""The variables of the decision, and what holds between them by nature."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from optimizer.allocation.ceilings import Ceiling, within_data
from optimizer.allocation.labour import WorkKind
from optimizer.allocation.outline import Outline
from optimizer.allocation.problem import Candidate, Cell, Problem
from optimizer.allocation.program import Program, Terms, add_up


@dataclass(frozen=True, slots=True)
class Derived:
    """A whole variable that spends decide: packages bought at ``price``, or, without one, whether anything is spent."""

    variable: int
    cells: tuple[int, ...]
    price: float | None

    def value(self, spend: Sequence[float]) -> float:
        """Its value at the spends of all cells."""
        total = sum(spend[cell] for cell in self.cells)
        return float(total > 0) if self.price is None else float(round(total / self.price))


@dataclass
class Decision:
    """Numbers of the variables. Keys are indices of candidates, cells and crews, and positions of launches."""

    run: dict[tuple[int, int], int] = field(default_factory=dict)
    """(candidate, launch): whether it runs with that launch."""
    active: dict[int, int] = field(default_factory=dict)
    """Switched cell: whether money is spent on it."""
    gate: dict[tuple[int, int], int] = field(default_factory=dict)
    """(cell, launch): the 0-1 quantity that the cell's spend of that launch needs; `run` or a variable of its own."""
    spend: dict[tuple[int, int], int] = field(default_factory=dict)
    """(cell, launch): spend, currency units."""
    revenue: dict[int, int] = field(default_factory=dict)
    """Block: revenue of its response, currency units."""
    gross_revenue: dict[int, Terms] = field(default_factory=dict)
    """Candidate: revenue of launching on time, currency units."""
    net_revenue: dict[int, Terms] = field(default_factory=dict)
    """Candidate: revenue after unavoidable lateness, currency units."""
    slide: dict[tuple[int, int, int], int] = field(default_factory=dict)
    """(candidate, stage, period): hours of preparation."""
    flow: dict[tuple[int, WorkKind, int], int] = field(default_factory=dict)
    """(crew, kind, period): hours that a crew gives to a kind of work."""
    derived: list[Derived] = field(default_factory=list)
    """Whole variables of the rules of buying."""
    supply: dict[tuple[WorkKind, int], int] = field(default_factory=dict)
    """(kind, period): the row that balances hours."""

    def runs(self, candidate: Candidate) -> Terms:
        """1 if the campaign runs."""
        return {self.run[candidate.index, launch]: 1.0 for launch in range(len(candidate.launches))}

    def cell_spend(self, problem: Problem, cell: Cell) -> Terms:
        """What is spent on a cell, currency units."""
        launches = range(len(problem.candidates[cell.candidate].launches))
        return {self.spend[cell.index, launch]: 1.0 for launch in launches}

    def campaign_spend(self, problem: Problem, candidate: Candidate) -> Terms:
        """What a campaign spends on media, currency units."""
        return add_up(self.cell_spend(problem, cell) for cell in problem.cells_of[candidate.index])


def add_choice(problem: Problem, program: Program, decision: Decision) -> None:
    """Whether and when campaigns run: at most one launch each."""
    names = problem.requirements
    for candidate in problem.candidates:
        campaign = candidate.campaign
        for launch in range(len(candidate.launches)):
            decision.run[candidate.index, launch] = program.binary(-candidate.fixed)
        runs = decision.runs(candidate)
        program.require(runs, upper=1.0)
        if campaign.mandatory:
            program.require(runs, lower=1.0, requirement=names.campaign("mandatory", campaign, "mandatory"))
        if not campaign.registered:
            program.require(runs, upper=0.0, requirement=names.campaign("registered", campaign, "registered"))
        if not candidate.open:
            program.require(runs, upper=0.0, requirement=names.campaign("window", campaign, "window"))


def add_prerequisites(problem: Problem, program: Program, decision: Decision) -> None:
    """A campaign runs only if its prerequisites do, with targets no later than its own.

    By nested sums, which are tighter than one row per launch: whatever the moment, a campaign that is live by then has
    prerequisites that are live by then.
    """
    for candidate in problem.candidates:
        for identifier in candidate.campaign.prerequisites:
            other = problem.by_campaign[identifier]
            requirement = problem.requirements.prerequisite(candidate.campaign, other.campaign)
            for moment in sorted({launch.target for launch in candidate.launches}):
                live = {decision.run[candidate.index, one]: 1.0 for one in _until(candidate, moment)}
                before = {decision.run[other.index, one]: -1.0 for one in _until(other, moment)}
                program.require({**live, **before}, upper=0.0, requirement=requirement)


def _until(candidate: Candidate, moment: int) -> list[int]:
    return [index for index, launch in enumerate(candidate.launches) if launch.target <= moment]


def add_spend(
    problem: Problem, program: Program, decision: Decision, outlines: Mapping[int, Outline], ceiling: Ceiling
) -> None:
    """How much goes into each cell: nothing unless the campaign runs, and within the cell's own bounds if it does."""
    scales = {
        (one.block.cell, launch): one.scale for one in outlines.values() for launch in one.block.launches
    }
    for cell in problem.cells:
        launches = range(len(problem.candidates[cell.candidate].launches))
        for launch in launches:
            run = decision.run[cell.candidate, launch]
            gate = program.variable(0.0, 1.0) if cell.switched else run
            most = ceiling(cell, launch)
            decision.gate[cell.index, launch] = gate
            decision.spend[cell.index, launch] = program.variable(
                0.0,
                max(most, cell.floor),
                objective=-1.0,
                scale=scales.get((cell.index, launch), max(most, 1.0)),
            )
            if cell.switched:
                program.require({gate: 1.0, run: -1.0}, upper=0.0)
            _bound_spend(problem, program, decision, cell, launch, most)
        if cell.switched:
            active = decision.active[cell.index] = program.binary()
            gates = {decision.gate[cell.index, launch]: 1.0 for launch in launches}
            program.require({**gates, active: -1.0}, lower=0.0, upper=0.0)


def _bound_spend(
    problem: Problem, program: Program, decision: Decision, cell: Cell, launch: int, most: float
) -> None:
    campaign, locked = problem.candidates[cell.candidate].campaign, cell.terms.lock is not None
    name = partial(problem.requirements.cell, campaign=campaign, place=cell.place, channel=cell.channel)
    spend, gate = decision.spend[cell.index, launch], decision.gate[cell.index, launch]
    run = decision.run[cell.candidate, launch]
    if cell.floor > 0:
        requirement = name("cell_lock", part="lock") if locked else name("cell_min", part="spend_min")
        program.require({spend: 1.0, run: -cell.floor}, lower=0.0, requirement=requirement, unit={run: 1.0})
    if cell.ceiling < math.inf:
        requirement = name("cell_lock", part="lock") if locked else name("cell_max", part="spend_max")
        program.require(
            {spend: 1.0, gate: -cell.ceiling}, upper=0.0, requirement=requirement, unit={gate: 1.0}
        )
    observed = within_data(problem, cell, launch)
    if observed < cell.ceiling:
        requirement = problem.requirements.observed(campaign, cell.channel, observed)
        program.require({spend: 1.0, gate: -observed}, upper=0.0, requirement=requirement, unit={gate: 1.0})
    if cell.ceiling != most:
        # Also above the document's own limit: that may be left out, and money needs a campaign all the same.
        program.require({spend: 1.0, gate: -most}, upper=0.0)
    if cell.minimum > 0 and (cell.ceiling > 0 or cell.switched):
        requirement = problem.requirements.channel("minimum_if_active", cell.channel, "minimum_if_active")
        program.require(
            {spend: 1.0, gate: -cell.minimum}, lower=0.0, requirement=requirement, unit={gate: 1.0}
        )
