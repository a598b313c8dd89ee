"""Splits of money whose returns are uncertain: mean and tail, regret, and plans that are nearly as good.

The door for arrays is `RiskProblem` with `solve_mean_cvar`, `risk_frontier`, `compare_under_draws` and `alternatives`;
the one for scenarios is `appraise_risk`, `plan_frontier`, `lock_changes` and `sensitivity`.
"""

from optimizer.risk.alternatives import Alternative, Alternatives, alternatives
from optimizer.risk.answer import RiskAnswer
from optimizer.risk.appraise import RiskAppraisal, Trust, appraise_risk
from optimizer.risk.compare import PlanComparison, PlanFigures, Regret, compare_under_draws
from optimizer.risk.draws import DrawnResponse, HillDraws, Shifted, TableDraws
from optimizer.risk.expected import MeanResponse, mean_response
from optimizer.risk.extrapolation import Extrapolation, extrapolations, within_observed
from optimizer.risk.flights import FlightDraws, flight_draws
from optimizer.risk.frontier import Frontier, risk_frontier
from optimizer.risk.hindsight import Hindsight, hindsight
from optimizer.risk.measure import Criterion, cvar
from optimizer.risk.plan_frontier import PlanFrontier, PlanPoint, lock_changes, plan_frontier
from optimizer.risk.problem import Cell, Limit, RiskProblem
from optimizer.risk.scenario_problem import ScenarioRisk, net_value_draws, scenario_risk
from optimizer.risk.sensitivity import Response, Sensitivity, Shock, sensitivity
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
    "PlanFrontier",
    "PlanPoint",
    "Regret",
    "Response",
    "RiskAnswer",
    "RiskAppraisal",
    "RiskProblem",
    "ScenarioRisk",
    "Sensitivity",
    "Shifted",
    "Shock",
    "TableDraws",
    "Trust",
    "alternatives",
    "appraise_risk",
    "compare_under_draws",
    "cvar",
    "extrapolations",
    "flight_draws",
    "hindsight",
    "lock_changes",
    "mean_response",
    "net_value_draws",
    "plan_frontier",
    "risk_frontier",
    "scenario_risk",
    "sensitivity",
    "solve_mean_cvar",
    "within_observed",
]
