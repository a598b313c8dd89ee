"""The exact split of one period: separable response curves under a total budget and budgets nested within it."""

from optimizer.separable.frontier import Worth, frontier, worth_of_next
from optimizer.separable.problem import TOTAL, Group, Problem
from optimizer.separable.shapes import Curves, Table
from optimizer.separable.solve import Answer, solve
from optimizer.separable.tabulate import Tabulated, closed_form, tabulate
from optimizer.separable.targets import Target, best_roi, for_marginal_roi, for_roi, least_budget

__all__ = [
    "TOTAL",
    "Answer",
    "Curves",
    "Group",
    "Problem",
    "Table",
    "Tabulated",
    "Target",
    "Worth",
    "best_roi",
    "closed_form",
    "for_marginal_roi",
    "for_roi",
    "frontier",
    "least_budget",
    "solve",
    "tabulate",
    "worth_of_next",
]
