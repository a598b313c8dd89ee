"""Splits of money whose returns are uncertain: mean and tail, regret, and plans that are nearly as good."""

from optimizer.risk.answer import RiskAnswer
from optimizer.risk.draws import DrawnResponse, HillDraws, ResponseDraws, TableDraws
from optimizer.risk.problem import Cell, Limit, RiskProblem
from optimizer.risk.solve import solve_mean_cvar

__all__ = [
    "Cell",
    "DrawnResponse",
    "HillDraws",
    "Limit",
    "ResponseDraws",
    "RiskAnswer",
    "RiskProblem",
    "TableDraws",
    "solve_mean_cvar",
]
