"""Where outlines are too coarse: a solution shows which of them it has taken advantage of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from optimizer.allocation.model.assemble import Model
from optimizer.allocation.outline import Outline
from optimizer.allocation.problem import Problem
from optimizer.allocation.solver import Floats

BUSY = 1e-6
"""Share of a gate below which a block does not count."""


@dataclass(frozen=True, slots=True)
class Excess:
    """How much a solution over-states a block, in net value: by facets above the hull, by the hull above the curve.

    Where revenue has a ceiling, ``hull`` is also by how much the solution under-states it, if that is more.
    """

    block: int
    spend: float
    facets: float
    hull: float


def excesses(problem: Problem, model: Model, outlines: Mapping[int, Outline], values: Floats) -> list[Excess]:
    """Over-statements of all blocks that a solution uses, whole or in part (where gates are fractional)."""
    margin, decision = problem.scenario.objective.margin, model.decision
    found = []
    for index, outline in outlines.items():
        block = outline.block
        gate = sum(values[decision.gate[block.cell, launch]] for launch in block.launches)
        spend = sum(values[decision.spend[block.cell, launch]] for launch in block.launches)
        if gate < BUSY or spend <= 0:
            continue
        at = min(float(spend / gate), block.upper)
        height, true = outline.height(at), float(block.response.value(at))
        worth = margin * block.kept * gate
        disowned = true - float(values[decision.revenue[index]]) / gate if outline.floored else 0.0
        found.append(
            Excess(
                block=index,
                spend=at,
                facets=float(worth * (values[decision.revenue[index]] / gate - height)),
                hull=float(worth * max(height - true, disowned)),
            )
        )
    return found


def refined(
    outlines: Mapping[int, Outline], found: list[Excess], tolerance: float, *, cut: bool
) -> dict[int, Outline]:
    """Outlines drawn finely where facets over-state, and (with ``cut``) cut where a hull does.

    ``tolerance`` in net value for all blocks together, for facets and for hulls; those that take least of it are left.
    """
    better = dict(outlines)
    for one in _beyond(found, tolerance, [excess.facets for excess in found]):
        better[one.block] = better[one.block].drawn(one.spend)
    for one in _beyond(found, tolerance, [excess.hull for excess in found]):
        finer = better[one.block].drawn(one.spend)
        better[one.block] = finer.cut(one.spend) if cut else finer
    return better


def _beyond(found: list[Excess], tolerance: float, amounts: list[float]) -> list[Excess]:
    """What is left when the smallest amounts, up to ``tolerance`` in all, are taken away."""
    order = sorted(range(len(found)), key=amounts.__getitem__)
    total = 0.0
    for rank, index in enumerate(order):
        total += max(amounts[index], 0.0)
        if total > tolerance:
            return [found[one] for one in order[rank:]]
    return []


PRICES = (0.7, 1.0, 1.5, 2.5)
"""Where outlines are drawn finely before anything is solved, relative to the price at which the budget is spent."""


def drawn_at_prices(problem: Problem, outlines: Mapping[int, Outline]) -> dict[int, Outline]:
    """Outlines drawn finely about the spends at which the whole budget would have one marginal return.

    As if every campaign ran with its first launch and money were the only limit (Karush-Kuhn-Tucker of that problem).
    """
    firsts = {outline.block.cell: index for index, outline in outlines.items() if 0 in outline.block.launches}
    worth = {index: problem.scenario.objective.margin * one.block.kept for index, one in outlines.items()}
    price = _clearing_price(problem, [(outlines[index], worth[index]) for index in firsts.values()])
    return {
        index: outline.drawn(*(_spend_at(outline, worth[index], factor * price) for factor in PRICES))
        for index, outline in outlines.items()
    }


def _clearing_price(problem: Problem, priced: list[tuple[Outline, float]]) -> float:
    low, high = 1.0, 1e9
    for _ in range(60):
        middle = (low * high) ** 0.5
        if sum(_spend_at(outline, worth, middle) for outline, worth in priced) > problem.available:
            low = middle
        else:
            high = middle
    return high


def _spend_at(outline: Outline, worth: float, price: float) -> float:
    """The spend up to which the hull's marginal net return is above ``price``."""
    hull = outline.pieces[0].hull
    return float(hull.knots[int((worth * hull.slope > price).sum())])
