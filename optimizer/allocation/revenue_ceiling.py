"""Ceilings on revenue, kept by plans on the true curves.

In the program of the search revenue lies between a hull above and one below the curve, so a ceiling can be met there
by disowning revenue. Where spends are improved for given launches, revenue counts towards a ceiling by a line that is
no lower than the curve near the last spend: its tangent where the curve is concave. What is found then keeps the
ceiling in truth, or nearly so where the curve is convex, which the exact check at the end decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from optimizer.allocation.model.assemble import Model
from optimizer.allocation.outline import Line, Outline
from optimizer.allocation.program import Program
from optimizer.allocation.split import CENT, Split
from scenarios.response import CellResponse

FIRST_STEP = 1e-3
"""Share of its range that stands for a spend of nothing, where curves may be vertical."""


def hold_ceilings(program: Program, model: Model, outlines: Mapping[int, Outline], split: Split) -> None:
    """Make the revenue of ceilings' rows count by tangents at the spends of a split."""
    blocks = {model.decision.revenue[index]: outline for index, outline in outlines.items()}
    for number, row in enumerate(program.rows):
        if row.requirement is None or row.requirement.code != "goal_max":
            continue
        terms = dict(row.terms)
        for variable in [one for one in row.terms if one in blocks]:
            counted = program.variable(0.0, scale=program.columns[variable].scale)
            terms[counted] = terms.pop(variable)
            block = blocks[variable].block
            slope, height = _tangent(block.response, split.spend[block.cell], block.upper)
            gates = dict.fromkeys((model.decision.gate[block.cell, one] for one in block.launches), -height)
            spends = dict.fromkeys((model.decision.spend[block.cell, one] for one in block.launches), -slope)
            program.require({counted: 1.0, **spends, **gates}, lower=0.0)
            next_tier = _next_tier(block.response, split.spend[block.cell])
            if next_tier is not None:
                program.require(dict.fromkeys(spends, 1.0), upper=next_tier - CENT)
        program.rows[number] = replace(row, terms=terms)


def _next_tier(response: CellResponse, spend: float) -> float | None:
    """Where the next tier begins, at which revenue may jump."""
    starts = [] if response.rates is None else response.rates.start.tolist()
    return min((start for start in starts if start > spend), default=None)


def _tangent(response: CellResponse, spend: float, upper: float) -> Line:
    """Slope and intercept; from the origin where nothing is spent."""
    if spend <= 0:
        step = FIRST_STEP * upper
        return float(response.value(step)) / step, 0.0
    slope = float(response.marginal(spend))
    return slope, float(response.value(spend)) - slope * spend
