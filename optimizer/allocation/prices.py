"""What scarce things are worth at the chosen plan: the duals of its linear program on tangents of the true curves.

With launches and open cells fixed and every response replaced by its tangents at the chosen spend, the optimum of the
linear program is the chosen plan, and its duals are the Karush-Kuhn-Tucker multipliers of the plan: the change of the
best value for one more unit of each limit, at the chosen campaigns and launches.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from optimizer.allocation.ceilings import loose_ceiling
from optimizer.allocation.model.assemble import Model, assemble
from optimizer.allocation.outline import Block, Outline
from optimizer.allocation.polish import close_blocks, fixed_choice, open_blocks
from optimizer.allocation.problem import Problem
from optimizer.allocation.program import Program, Terms
from optimizer.allocation.solver import Floats, maximise
from optimizer.allocation.split import Split

STEP = 1e-3
"""Relative distance of the next tangents from the chosen spend; those further out keep the solution near the plan."""
FAN = (0.5, 0.9, 0.98, 1 - STEP, 1.0, 1 + STEP, 1.02, 1.1, 1.5)
"""Where tangents touch, relative to the chosen spend."""
FLOAT_NOISE = 1e-12
SECONDS = 5.0


@dataclass(frozen=True, slots=True, eq=False)
class Priced:
    """A linear program and its solution: ``duals`` by row, change of net value per unit of limit."""

    model: Model
    program: Program
    values: Floats
    duals: Floats


def amount_of(terms: Terms, values: Floats) -> float:
    """A linear expression at given values."""
    return float(sum(share * values[variable] for variable, share in terms.items()))


def price(problem: Problem, outlines: Mapping[int, Outline], split: Split) -> Priced | None:
    """Prices at a split; None if its linear program could not be solved in time.

    Every limit of the document stands in a row of its own here, and none is implied by a tighter technical bound that
    would take its price away.
    """
    loose = loose_ceiling(problem)
    model = assemble(problem, outlines, lambda _cell, _launch: loose)
    program = close_blocks(fixed_choice(problem, model, split), model, outlines, split, problem)
    for index in open_blocks(problem, outlines, split):
        _add_tangents(program, model, outlines[index].block, split.spend[outlines[index].block.cell])
    answer = maximise(program, SECONDS)
    if not answer.found:
        return None
    return Priced(model, program, answer.values, answer.duals)


def _add_tangents(program: Program, model: Model, block: Block, spend: float) -> None:
    """A fan of tangents where the curve is concave about the spend; one, and no way away from it, where it is not."""
    revenue = model.decision.revenue[block.index]
    spends = {model.decision.spend[block.cell, launch]: 1.0 for launch in block.launches}
    # The block's greatest revenue is that of its greatest spend, which is a limit whose price is asked for.
    program.columns[revenue] = replace(program.columns[revenue], upper=math.inf)
    if spend <= 0:
        program.require({revenue: 1.0}, upper=0.0)
        program.require(spends, upper=0.0)
        return
    below, above = (float(block.response.marginal(spend * (1 + step))) for step in (-STEP, STEP))
    concave = below >= above
    worth = float(block.response.value(spend))
    for at in [spend * share for share in FAN] if concave else [spend]:
        slope = float(block.response.marginal(at))
        height = float(block.response.value(at)) - slope * at
        # Tangents from where the curve is convex, or from a dearer tier, may cut off the plan itself.
        if height + slope * spend >= worth * (1 - FLOAT_NOISE):
            program.require({revenue: 1.0, **dict.fromkeys(spends, -slope)}, upper=height)
    if not concave:
        program.require(spends, lower=spend * (1 - STEP), upper=spend * (1 + STEP))
