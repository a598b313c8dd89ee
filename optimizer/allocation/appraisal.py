"""What a campaign would bring at the prices of what campaigns share, launch by launch.

Prices are the duals of the relaxation in which campaigns may run in part: there hours and money have a market price,
while at whole campaigns an hour more is worth nothing until it is a campaign more. Everything that campaigns share
is valued at its price, everything else is the campaign's own and optimised exactly, on hulls that lie above the
curves. By Lagrangian duality (Geoffrion 1974) no plan with the campaign is worth more than the relaxation's bound
plus its gain, if that is negative.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from optimizer.allocation.outline import Outline
from optimizer.allocation.prices import Priced
from optimizer.allocation.problem import Candidate, Cell, Problem
from optimizer.allocation.requirements import Requirement
from optimizer.allocation.work import StageWork

MONEY = ""
"""Key of what money costs beyond itself, beside the skills, in `Appraisal.prices`. No skill has an empty name."""
RULES = "*"
"""Key of what the rules of buying cost. No skill has such a name."""


@dataclass(frozen=True, slots=True)
class Appraisal:
    """A campaign with one launch at given prices, currency units.

    ``contribution`` margin on revenue; ``cost`` media, fixed costs and staff; ``prices`` shadow costs by resource: by
    skill, and `MONEY` for all limits on money together.
    """

    launch: int
    contribution: float
    cost: float
    prices: Mapping[str, float]

    @property
    def gain(self) -> float:
        """What is left when everything is paid for."""
        return self.contribution - self.cost - sum(self.prices.values())

    @property
    def dearest(self) -> str:
        """The resource with the greatest shadow cost."""
        return max(self.prices, key=lambda one: (self.prices[one], one), default=MONEY)


class Appraiser:
    """Appraisals of all campaigns at the prices of one relaxation."""

    def __init__(self, problem: Problem, outlines: Mapping[int, Outline], priced: Priced) -> None:
        self._problem, self._priced = problem, priced
        self._margin = problem.scenario.objective.margin
        self._outlines = {
            (outline.block.cell, launch): outline
            for outline in outlines.values()
            for launch in outline.block.launches
        }
        self._shadow = _shadow_prices(priced)

    def best(self, candidate: Candidate, *, priced: bool = True) -> Appraisal:
        """The campaign with its best launch."""
        options = [self.appraise(candidate, one, priced=priced) for one in range(len(candidate.launches))]
        return max(options, key=lambda one: one.gain)

    def appraise(self, candidate: Candidate, launch: int, *, priced: bool = True) -> Appraisal:
        """The campaign with a launch (by position) at its best spends; as if nothing were scarce if not ``priced``."""
        run = self._priced.model.decision.run[candidate.index, launch]
        timing = candidate.launches[launch]
        base = self._margin * (timing.kept * candidate.value - timing.lost)
        parts = [self._cell(cell, launch, priced=priced) for cell in self._problem.cells_of[candidate.index]]
        prices = [part.prices for part in parts]
        if priced:
            prices += [self._shadow.get(run, {}), self._preparation(candidate, launch)]
        return Appraisal(
            launch=launch,
            contribution=max(0.0, base) + sum(part.contribution for part in parts),
            cost=base - self._objective(run) + sum(part.cost for part in parts),
            prices=_added(prices),
        )

    def _cell(self, cell: Cell, launch: int, *, priced: bool) -> Appraisal:
        """The best spend on a cell, or none where none is asked for and none pays."""
        outline = self._outlines.get((cell.index, launch))
        least = max(cell.floor, cell.minimum)
        if outline is None or least > outline.block.upper:
            return Appraisal(launch, 0.0, 0.0, {})
        decision = self._priced.model.decision
        spend, gate = decision.spend[cell.index, launch], decision.gate[cell.index, launch]
        by_spend = self._shadow.get(spend, {}) if priced else {}
        by_gate = self._shadow.get(gate, {}) if priced and cell.switched else {}
        entry = -self._objective(gate) if cell.switched else 0.0
        hull = outline.estimate.hull(0.0, outline.estimate.upper)
        amounts = np.append(hull.knots[(hull.knots >= least) & (hull.knots <= cell.ceiling)], least)
        brings = self._margin * outline.block.kept * hull.value(amounts)
        gains = brings - amounts * (sum(by_spend.values()) - self._objective(spend))
        best = int(np.argmax(gains))
        if cell.floor == 0 and gains[best] - entry - sum(by_gate.values()) <= 0:
            return Appraisal(launch, 0.0, 0.0, {})
        amount = float(amounts[best])
        shadow = {resource: amount * one for resource, one in by_spend.items()}
        cost = entry - amount * self._objective(spend)
        return Appraisal(launch, float(brings[best]), cost, _added([shadow, by_gate]))

    def _preparation(self, candidate: Candidate, launch: int) -> dict[str, float]:
        """Shadow cost of preparing, each stage in the cheapest periods of its window."""
        decision = self._priced.model.decision
        parts = []
        for position, stage in enumerate(candidate.preparation.stages):
            slides = (decision.slide.get((candidate.index, position, one)) for one in _window(stage, launch))
            hourly = [sum(self._shadow.get(one, {}).values()) for one in slides if one is not None]
            parts.append({stage.kind.skill: stage.hours * min(hourly, default=0.0)})
        return _added(parts)

    def _objective(self, variable: int) -> float:
        return self._priced.program.columns[variable].objective


def is_shared(requirement: Requirement) -> bool:
    """Whether a requirement is about more than one campaign."""
    own = requirement.kind in {"campaign", "cell"} or requirement.code == "minimum_if_active"
    return requirement.code == "prerequisite" or not own


def _window(stage: StageWork, launch: int) -> range:
    return range(stage.first, stage.last[launch] + 1)


def _shadow_prices(priced: Priced) -> dict[int, dict[str, float]]:
    """Shadow price of each variable by resource: what a unit of it takes of all shared limits, at their duals."""
    prices: dict[int, dict[str, float]] = {}
    for row, dual in zip(priced.program.rows, priced.duals, strict=True):
        if row.requirement is None or dual == 0 or not is_shared(row.requirement):
            continue
        resource = _resource(row.requirement)
        for variable, share in row.terms.items():
            mine = prices.setdefault(variable, {})
            mine[resource] = mine.get(resource, 0.0) + float(dual) * share
    return prices


def _resource(requirement: Requirement) -> str:
    if requirement.measure == "hours":
        return requirement.subject[0]
    return RULES if requirement.kind == "rule" else MONEY


def _added(parts: Iterable[Mapping[str, float]]) -> dict[str, float]:
    total: dict[str, float] = {}
    for part in parts:
        for resource, amount in part.items():
            total[resource] = total.get(resource, 0.0) + amount
    return total
