"""The separable problem of a decided plan: its cells under the total, group and channel budgets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

import numpy as np

from optimizer.separable import TOTAL, Answer, Curves, Group, Problem, Table, Tabulated, closed_form, tabulate
from optimizer.separable.shapes_kernel import Floats
from optimizer.whatif.cells import DecidedCell, decided_cells
from scenarios.document.curves import Curve
from scenarios.document.scenario import Scenario
from scenarios.money import MINOR_PER_UNIT
from scenarios.plan import Allocation
from scenarios.valuation import Valuation

Result = TypeVar("Result")

ROUNDS = 5
"""How often tables are refined around the splits that were found."""
ACCURACY = 2e-7
"""Relative height of the tables above the responses, at the splits found, that ends the refinement."""
NOTHING = Table(np.zeros(1), np.zeros(1))


@dataclass(frozen=True, eq=False)
class Decided:
    """A scenario whose campaigns and launches are decided; amounts in minor units unless said otherwise."""

    scenario: Scenario
    allocation: Allocation

    @cached_property
    def valuation(self) -> Valuation:
        """Values of the scenario's plans."""
        return Valuation(self.scenario, self.allocation)

    @cached_property
    def cells(self) -> tuple[DecidedCell, ...]:
        """What is left to decide."""
        return decided_cells(self.scenario, self.allocation, self.valuation)

    @cached_property
    def campaigns_fixed(self) -> int:
        """Fixed costs of the campaigns that run."""
        return sum(one.fixed_cost for one in self.scenario.campaigns if one.id in self.allocation.running)

    @cached_property
    def base(self) -> int:
        """Revenue of the campaigns that run, without any media."""
        return sum(one.value for one in self.scenario.campaigns if one.id in self.allocation.running)

    @property
    def overhead(self) -> int:
        """What a total budget holds besides media: reserve and all fixed costs."""
        return self.scenario.budget.reserve + self.scenario.budget.fixed + self.campaigns_fixed

    @property
    def least(self) -> int:
        """The smallest total budget that pays for overhead and all lower bounds."""
        return self.overhead + round(MINOR_PER_UNIT * sum(max(c.lower, 0) for c in self.cells))

    @cached_property
    def nesting(self) -> tuple[tuple[Group, ...], tuple[int, ...]]:
        """Budgets of channel groups, and within them of channels that several cells share; each cell's innermost."""
        caps = {
            group.group: group.spend_max / MINOR_PER_UNIT
            for group in self.scenario.budget.groups
            if group.spend_max is not None
        }
        groups = [Group(f"group:{name}", cap) for name, cap in caps.items()]
        uses = Counter(cell.key[1] for cell in self.cells)
        for channel in self.scenario.channels:
            most = channel.spend_max if channel.lock is None else channel.lock
            if most is not None and uses[channel.id] > 1:
                within = f"group:{channel.group}" if channel.group in caps else None
                groups.append(Group(f"channel:{channel.id}", most / MINOR_PER_UNIT, within))
        place = {group.name: index for index, group in enumerate(groups)}
        member = tuple(
            place.get(f"channel:{cell.key[1]}", place.get(f"group:{cell.group}", TOTAL))
            for cell in self.cells
        )
        return tuple(groups), member

    def problem(self, curves: Iterable[Curve | Table], media: float) -> Problem:
        """The problem with ``media`` currency units to spend."""
        groups, member = self.nesting
        return Problem.of(
            Curves.of(curves),
            [cell.upper for cell in self.cells],
            media,
            lower=[cell.lower for cell in self.cells],
            least=[cell.least for cell in self.cells],
            groups=groups,
            member=np.array(member, dtype=np.int64),
        )

    def refined(
        self,
        media: float,
        factor: float,
        ask: Callable[[Problem], Result],
        answers: Callable[[Result], Iterable[Answer]],
    ) -> Result:
        """Put a question to tables of ``factor`` x revenue that lie above it, finer and finer where answers spend.

        Every figure that limits an answer holds for the true responses, because the tables are never below them.
        """
        curves = [self._curve(cell, min(media, cell.upper), factor) for cell in self.cells]
        found = ask(self.problem(map(_as_curve, curves), media))
        for _ in range(ROUNDS):
            spends = [answer.spend for answer in answers(found)]
            if all(self._close(curves, spend) for spend in spends):
                break
            for index, curve in enumerate(curves):
                if isinstance(curve, Tabulated):
                    for amount in {float(spend[index]) for spend in spends}:
                        curve = curve.near(amount)  # noqa: PLW2901 - refined spend by spend
                    curves[index] = curve
            found = ask(self.problem(map(_as_curve, curves), media))
        return found

    def _curve(self, cell: DecidedCell, upper: float, factor: float) -> Curve | Tabulated | Table:
        response = replace(cell.response, weight=factor * cell.response.weight)
        single = closed_form(response)
        if single is not None:
            return single
        return tabulate(response, upper) if upper > 0 else NOTHING

    def _close(self, curves: list[Curve | Tabulated | Table], spend: Floats) -> bool:
        """Whether tables are as good as the responses at a split."""
        excess, total = 0.0, 0.0
        for curve, amount in zip(curves, spend, strict=True):
            if isinstance(curve, Tabulated):
                true = float(curve.estimate.response.value(amount))
                table = curve.table
                excess += float(np.interp(amount, table.spend, table.outcome)) - true
                total += true
        return excess <= ACCURACY * total


def _as_curve(curve: Curve | Tabulated | Table) -> Curve | Table:
    return curve.table if isinstance(curve, Tabulated) else curve
