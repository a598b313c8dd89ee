"""Splits of money whose returns are uncertain: mean and tail, regret, and plans that are nearly as good."""

from optimizer.risk.alternatives import Alternative, Alternatives, alternatives
from optimizer.risk.answer import RiskAnswer
from optimizer.risk.compare import PlanComparison, PlanFigures, Regret, compare_under_draws
from optimizer.risk.draws import DrawnResponse, HillDraws, Shifted, TableDraws
from optimizer.risk.expected import MeanResponse, mean_response
from optimizer.risk.extrapolation import Extrapolation, extrapolations, within_observed
from optimizer.risk.flights import FlightDraws, flight_draws
from optimizer.risk.frontier import Frontier, risk_frontier
from optimizer.risk.hindsight import Hindsight, hindsight
from optimizer.risk.measure import Criterion, cvar
from optimizer.risk.problem import Cell, Limit, RiskProblem
from optimizer.risk.solve import solve_mean_cvar

__all__ = [
    "Alternative",
    "Alternatives",
    "Cell",
    "Criterion",
    "DrawnResponse",
    "Extrapolation",
    "FlightDraws",
    "Frontier",
    "HillDraws",
    "Hindsight",
    "Limit",
    "MeanResponse",
    "PlanComparison",
    "PlanFigures",
    "Regret",
    "RiskAnswer",
    "RiskProblem",
    "Shifted",
    "TableDraws",
    "alternatives",
    "compare_under_draws",
    "cvar",
    "extrapolations",
    "flight_draws",
    "hindsight",
    "mean_response",
    "risk_frontier",
    "solve_mean_cvar",
    "within_observed",
]
