"""What other budgets would bring, and which budget a purpose needs, for campaigns and launches as decided.

All searches are exact (`optimizer.separable`) on tables above the true responses, so every bound and limit holds.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from optimizer.separable import Answer, Problem, Target, for_marginal_roi, for_roi, frontier, least_budget
from optimizer.whatif.money import Decided
from optimizer.whatif.omissions import omissions
from optimizer.whatif.points import MoneyFrontier, MoneyPoint, MoneyTarget, MoneyWorth, to_point
from scenarios.document.scenario import Scenario
from scenarios.errors import UserError
from scenarios.i18n import Message
from scenarios.money import MINOR_PER_UNIT, to_units
from scenarios.plan import Allocation

GAP = 1e-7
NEXT = 10_000 * MINOR_PER_UNIT
"""What the next 10,000 currency units are, minor units."""
SEARCH_FACTOR = 4
"""Searches for a budget look up to this multiple of the scenario's own, unless told otherwise."""
SHORT = 1e-6
"""Relative shortfall that rounding to cents may leave where a target is met."""


def money_frontier(scenario: Scenario, allocation: Allocation, budgets: Sequence[int]) -> MoneyFrontier:
    """The best net value of each total budget (minor units), with campaigns and launches as decided.

    Money that would earn less than it costs is not spent.

    Raises:
        UserError: a budget does not pay for fixed costs and lower bounds.
    """
    decided = Decided(scenario, allocation)
    points = _points(decided, budgets)
    return MoneyFrontier(points, omissions(scenario, allocation))


def worth_of_next_10k(scenario: Scenario, allocation: Allocation) -> MoneyWorth:
    """Net value that 10,000 currency units more of total budget bring, both splits at their best.

    Raises:
        UserError: the budget does not pay for fixed costs and lower bounds.
    """
    decided = Decided(scenario, allocation)
    total = scenario.budget.total
    now, then = _points(decided, (total, total + NEXT))
    return MoneyWorth(
        amount=NEXT,
        gain=then.net_value - now.net_value,
        least=then.net_value - now.bound,
        most=then.bound - now.net_value,
        notes=omissions(scenario, allocation),
    )


def budget_for_revenue(
    scenario: Scenario, allocation: Allocation, revenue: int, *, most: int | None = None
) -> MoneyTarget:
    """The smallest total budget, up to ``most``, whose best split has ``revenue`` (minor units).

    Raises:
        UserError: ``most`` does not pay for fixed costs and lower bounds.
    """
    decided = Decided(scenario, allocation)
    media = _media(decided, _largest(scenario, most))
    wanted = max(0.0, (revenue - decided.base) / MINOR_PER_UNIT)
    target = decided.refined(
        media, 1.0, lambda problem: least_budget(problem, wanted, GAP), lambda found: (found.answer,)
    )
    point = _point_of(decided, target.answer)
    return MoneyTarget(
        met=target.met and point.statement.revenue >= revenue * (1 - SHORT),
        wanted=revenue,
        point=point,
        reachable=decided.base + MINOR_PER_UNIT * target.reachable,
        limit=decided.overhead + MINOR_PER_UNIT * target.limit,
        notes=omissions(scenario, allocation),
    )


def budget_for_roi(
    scenario: Scenario, allocation: Allocation, roi: float, *, most: int | None = None
) -> MoneyTarget:
    """The largest total budget, up to ``most``, that can all be spent at the wanted return.

    The return is the scenario's headline (`Objective.roi`): net ROI or ROAS. It may rise before it falls, so the
    search comes from above and passes no budget that has it.

    Raises:
        UserError: the return is not one that can be asked for, or ``most`` does not pay for fixed costs.
    """
    decided = Decided(scenario, allocation)
    media, margin = _media(decided, _largest(scenario, most)), scenario.objective.margin
    net = scenario.objective.roi == "net_roi"
    factor, rate = (margin, 1 + roi) if net else (1.0, roi)
    if not rate > 0:
        raise UserError(Message("whatif.error.roi", {"roi": roi}))
    fixed = (decided.campaigns_fixed + scenario.budget.fixed) / MINOR_PER_UNIT
    earned, paid = factor * decided.base / MINOR_PER_UNIT, fixed if net else 0.0

    def ask(problem: Problem) -> Target:
        return for_roi(problem, rate, GAP, earned=earned, paid=paid)

    target = decided.refined(media, factor, ask, lambda found: (found.answer,))
    point = _point_of(decided, target.answer)
    reached = point.net_roi if net else point.roas
    return MoneyTarget(
        met=target.met and (reached is None or reached - roi >= -SHORT * rate),
        wanted=roi,
        point=point,
        reachable=target.reachable - (1 if net else 0),
        limit=decided.overhead + MINOR_PER_UNIT * target.limit,
        notes=omissions(scenario, allocation),
    )


def budget_for_marginal_roi(
    scenario: Scenario, allocation: Allocation, roi: float, *, most: int | None = None
) -> MoneyTarget:
    """The budget, up to ``most``, at which the last unit spent has the wanted return: no search, the price is known.

    The marginal return is that of the scenario's headline: for net ROI (margin x revenue - spend) / spend of the last
    unit, for ROAS its revenue.

    Raises:
        UserError: the return is not one that can be asked for, or ``most`` does not pay for fixed costs.
    """
    decided = Decided(scenario, allocation)
    media, net = _media(decided, _largest(scenario, most)), scenario.objective.roi == "net_roi"
    factor, rate = (scenario.objective.margin, 1 + roi) if net else (1.0, roi)
    if not rate >= 0:
        raise UserError(Message("whatif.error.roi", {"roi": roi}))
    answer = decided.refined(
        media, factor, lambda problem: for_marginal_roi(problem, rate, GAP), lambda found: (found,)
    )
    point = _point_of(decided, answer)
    last = rate + answer.price
    return MoneyTarget(
        met=answer.price <= SHORT * rate,
        wanted=roi,
        point=point,
        reachable=last - (1 if net else 0),
        limit=point.budget,
        notes=omissions(scenario, allocation),
    )


def _largest(scenario: Scenario, most: int | None) -> int:
    return SEARCH_FACTOR * scenario.budget.total if most is None else most


def _media(decided: Decided, budget: int) -> float:
    """Media that a total budget leaves room for, currency units."""
    if budget < decided.least:
        values = {"budget": to_units(budget), "least": to_units(decided.least)}
        raise UserError(Message("whatif.error.budget", values))
    return (budget - decided.overhead) / MINOR_PER_UNIT


def _point_of(decided: Decided, answer: Answer) -> MoneyPoint:
    """The point of a split that was found for another purpose, beside the best net value of its budget."""
    budget = max(decided.least, decided.overhead + math.ceil(MINOR_PER_UNIT * answer.total - SHORT))
    (best,) = _net_answers(decided, (budget,))
    return to_point(decided, budget, answer, best.bound, best.price)


def _points(decided: Decided, budgets: Sequence[int]) -> tuple[MoneyPoint, ...]:
    """Points of best net value."""
    return tuple(
        to_point(decided, budget, answer, answer.bound, answer.price)
        for budget, answer in zip(budgets, _net_answers(decided, budgets), strict=True)
    )


def _net_answers(decided: Decided, budgets: Sequence[int]) -> tuple[Answer, ...]:
    """Splits of the largest contribution less media, budget by budget."""
    media = [_media(decided, budget) for budget in budgets]
    return decided.refined(
        max(media, default=0.0),
        decided.scenario.objective.margin,
        lambda problem: frontier(problem, media, GAP, rate=1.0),
        lambda answers: answers,
    )
