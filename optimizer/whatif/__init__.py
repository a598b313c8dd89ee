"""Money once campaigns and launches are decided: the frontier over budgets, and budgets for a purpose."""

from optimizer.whatif.answers import (
    budget_for_marginal_roi,
    budget_for_revenue,
    budget_for_roi,
    money_frontier,
    worth_of_next_10k,
)
from optimizer.whatif.points import MoneyFrontier, MoneyPoint, MoneyTarget, MoneyWorth

__all__ = [
    "MoneyFrontier",
    "MoneyPoint",
    "MoneyTarget",
    "MoneyWorth",
    "budget_for_marginal_roi",
    "budget_for_revenue",
    "budget_for_roi",
    "money_frontier",
    "worth_of_next_10k",
]
