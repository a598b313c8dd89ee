"""What one more hour of a skill is worth, month by month: duals of the linear program at the plan.

Campaigns, launches and people are held; spends, where work slides to and bought hours are not. The dual of the row that
balances the hours of a kind of work is the change of the net value for one more hour (at the limit: a derivative).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from optimizer.allocation.neighbourhood import kept_choice
from optimizer.allocation.outline import Outline
from optimizer.allocation.program import Program
from optimizer.allocation.solver import maximise
from optimizer.allocation.split import Split
from optimizer.staffing.model import StaffedModel
from optimizer.staffing.points import draw_points
from optimizer.staffing.problem import Staffing
from scenarios.money import MINOR_PER_UNIT

SECONDS = 20.0
NOTHING = 1e-6


@dataclass(frozen=True, slots=True)
class HourWorth:
    """Minor units of net value for one more hour of a skill (at normal speed) in a period."""

    skill: str
    period: int
    worth: float


def program_at(
    staffing: Staffing,
    staffed: StaffedModel,
    outlines: Mapping[int, Outline],
    split: Split,
    units: tuple[float, ...],
) -> Program:
    """The linear program at a plan: launches, open cells and people as they are, all else free."""
    kept = kept_choice(staffing.problem, staffed.model.decision, outlines, split, frozenset())
    held = {
        column: amount
        for choice, column, amount in zip(staffing.choices, staffed.units, units, strict=True)
        if staffing.offers[choice.offer].whole
    }
    return draw_points(staffed.model, outlines).program.fixed({**kept, **held}).relaxed()


def hour_worths(
    staffing: Staffing,
    staffed: StaffedModel,
    outlines: Mapping[int, Outline],
    split: Split,
    units: tuple[float, ...],
) -> tuple[HourWorth, ...]:
    """Worth of an hour of every skill in every period in which work of it is planned; the highest of its kinds."""
    answer = maximise(program_at(staffing, staffed, outlines, split, units), SECONDS)
    if not answer.found or not len(answer.duals):
        return ()
    worth: defaultdict[tuple[str, int], float] = defaultdict(float)
    for (kind, period), row in staffed.model.decision.supply.items():
        price = abs(float(answer.duals[row])) * MINOR_PER_UNIT
        worth[kind.skill, period] = max(worth[kind.skill, period], price if price > NOTHING else 0.0)
    return tuple(HourWorth(skill, period, price) for (skill, period), price in sorted(worth.items()))
