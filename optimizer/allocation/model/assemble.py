"""The whole program of an allocation problem."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from optimizer.allocation.ceilings import Ceiling
from optimizer.allocation.model.decision import Decision, add_choice, add_prerequisites, add_spend
from optimizer.allocation.model.goals import add_goals
from optimizer.allocation.model.hours import add_hours, rate, taken
from optimizer.allocation.model.money import add_money
from optimizer.allocation.model.revenue import PieceVariables, add_revenue, bound_revenue
from optimizer.allocation.model.rules import add_rules
from optimizer.allocation.outline import Outline
from optimizer.allocation.problem import Problem
from optimizer.allocation.program import Program
from optimizer.allocation.solver import Floats
from optimizer.allocation.split import Split
from scenarios.money import MINOR_PER_UNIT


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A program and what its variables mean. Revenue is unbounded until responses are added."""

    program: Program
    decision: Decision


def assemble(problem: Problem, outlines: Mapping[int, Outline], ceiling: Ceiling) -> Model:
    """Everything but the bounds on responses; currency units."""
    program, decision = Program(), Decision()
    add_choice(problem, program, decision)
    add_prerequisites(problem, program, decision)
    add_spend(problem, program, decision, outlines, ceiling)
    add_money(problem, program, decision)
    add_rules(problem, program, decision, ceiling)
    if problem.people:
        add_hours(problem, program, decision)
    add_revenue(problem, program, decision, outlines)
    add_goals(problem, program, decision)
    _add_objective(problem, program, decision)
    return Model(program, decision)


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """The program with every response under its outline; ``pieces`` are the variables of cut blocks."""

    program: Program
    pieces: Mapping[int, tuple[PieceVariables, ...]]

    def complete(
        self, problem: Problem, model: Model, outlines: Mapping[int, Outline], split: Split, values: Floats
    ) -> Floats:
        """Values of all variables for a split, from those of the variables of ``model``."""
        complete = np.zeros(len(self.program.columns))
        complete[: len(values)] = values
        for index, outline in outlines.items():
            block = outline.block
            chosen = split.launch_of(problem.cells[block.cell]) in block.launches
            spend = split.spend[block.cell] if chosen else 0.0
            revenue = float(block.response.value(spend))
            complete[model.decision.revenue[index]] = revenue
            gate = sum(values[model.decision.gate[block.cell, launch]] for launch in block.launches)
            if gate > 0.5 and self.pieces.get(index):
                piece = self.pieces[index][outline.pieces.index(outline.piece_at(spend))]
                complete[[piece.choice, piece.spend, piece.revenue]] = 1.0, spend, revenue
        return complete


def draw_responses(model: Model, outlines: Mapping[int, Outline]) -> Drawn:
    """The program with every response under its outline."""
    program = model.program.copy()
    pieces = {index: bound_revenue(program, model.decision, outline) for index, outline in outlines.items()}
    return Drawn(program, pieces)


def _add_objective(problem: Problem, program: Program, decision: Decision) -> None:
    """Net value: margin on revenue, less media, campaign fixed costs, fixed costs and (where it counts) staff."""
    program.constant = -problem.scenario.budget.fixed / MINOR_PER_UNIT
    margin = problem.scenario.objective.margin
    for terms in decision.net_revenue.values():
        for variable, share in terms.items():
            program.reward(variable, margin * share)
    if problem.hourly_cost:
        _add_staff(problem, program, decision)


def _add_staff(problem: Problem, program: Program, decision: Decision) -> None:
    cost = problem.hourly_cost
    for candidate in problem.candidates:
        hours = sum(stage.hours * cost.get(stage.kind.skill, 0.0) for stage in candidate.preparation.stages)
        for launch in range(len(candidate.launches)):
            program.reward(decision.run[candidate.index, launch], -hours)
    for (index, launch), gate in decision.gate.items():
        cell = problem.cells[index]
        if cell.ceiling == 0:
            continue
        periods = int((problem.response(cell, launch).pattern > 0).sum())
        always = sum(
            item.hours * cost.get(item.skill, 0.0) for item in taken(cell.channel.hours_per_active_period)
        )
        by_spend = sum(rate(item) * cost.get(item.skill, 0.0) for item in taken(cell.channel.hours_per_10k))
        program.reward(gate, -always * periods)
        program.reward(decision.spend[index, launch], -by_spend)
