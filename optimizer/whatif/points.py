"""Budgets with what they bring, to the cent, and what is proven about it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from optimizer.separable import Answer
from optimizer.whatif.money import Decided
from scenarios.i18n import Message
from scenarios.money import MINOR_PER_UNIT
from scenarios.plan import Allocation, SpendLine, Statement

Split = Mapping[tuple[str, str], int]
"""Spend by (campaign, channel), minor units."""


@dataclass(frozen=True, slots=True)
class MoneyPoint:
    """A total budget and the best split found for it; amounts in minor units.

    ``statement`` is the money of the split as every other part of the product counts it. No split of this budget has
    a net value above ``bound``. ``worth`` is the net value of one more unit of the total budget.
    """

    budget: int
    split: Split
    statement: Statement
    bound: float
    worth: float

    @property
    def net_value(self) -> int:
        """Contribution less cost, minor units."""
        return self.statement.net_value

    @property
    def net_roi(self) -> float | None:
        """(contribution - cost) / cost."""
        return self.statement.net_roi

    @property
    def roas(self) -> float | None:
        """Revenue per unit of media spend."""
        return self.statement.roas

    @property
    def gap(self) -> float:
        """|bound - net value| / max(|net value|, 1)."""
        return max(0.0, self.bound - self.net_value) / max(abs(self.net_value), 1)


@dataclass(frozen=True, slots=True)
class MoneyFrontier:
    """Points in the order of the budgets asked for, and what they leave out."""

    points: tuple[MoneyPoint, ...]
    notes: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class MoneyTarget:
    """Whether something wanted can be met, and the budget for it.

    ``point`` meets it, or is the best there is. ``reachable`` is the best value of what was asked for; ``limit``
    (minor units of total budget) is proven: no smaller budget has the revenue, no larger one the return.
    """

    met: bool
    wanted: float
    point: MoneyPoint
    reachable: float
    limit: float
    notes: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class MoneyWorth:
    """Net value that ``amount`` more of total budget brings, proven to lie in ``least`` to ``most``; minor units."""

    amount: int
    gain: int
    least: float
    most: float
    notes: tuple[Message, ...]


def to_point(decided: Decided, budget: int, answer: Answer, bound: float, worth: float) -> MoneyPoint:
    """The point of an answer. ``bound`` is on margin x revenue of media - media, currency units."""
    split = {
        cell.key: math.floor(MINOR_PER_UNIT * amount + 1e-6)
        for cell, amount in zip(decided.cells, answer.spend.tolist(), strict=True)
    }
    margin = decided.scenario.objective.margin
    fixed = decided.campaigns_fixed + decided.scenario.budget.fixed
    # Statements round every cell and every campaign, each by half a minor unit at most.
    rounding = len(decided.cells) + len(decided.allocation.running)
    return MoneyPoint(
        budget=budget,
        split=split,
        statement=decided.valuation.statement(_allocation(decided, split)),
        bound=MINOR_PER_UNIT * bound + margin * decided.base - fixed + rounding,
        worth=worth,
    )


def _allocation(decided: Decided, split: Split) -> Allocation:
    """The decided plan with another split."""
    running = decided.allocation.running
    lines = tuple(
        SpendLine(campaign=campaign, channel=channel, period=period, amount=amount)
        for (campaign, channel), total in split.items()
        for period, amount in decided.valuation.period_spend(
            campaign, channel, running[campaign].launch_period or 0, total
        ).items()
    )
    # Made anew: a copy would keep the totals that the plan has already added up.
    return Allocation(proof=decided.allocation.proof, campaigns=decided.allocation.campaigns, spend=lines)
