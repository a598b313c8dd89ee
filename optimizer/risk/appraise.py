"""What a scenario's plan is worth under uncertain curves, how it does against today's, and whose curves matter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.risk.compare import Regret, quantiles, regret_against
from optimizer.risk.extrapolation import Extrapolation, extrapolations
from optimizer.risk.hindsight import Hindsight, hindsight
from optimizer.risk.measure import cvar
from optimizer.risk.scenario_problem import CellKey, ScenarioRisk, net_value_draws, scenario_risk
from scenarios.document.scenario import Scenario
from scenarios.draws import draw_number
from scenarios.i18n import Message
from scenarios.plan import Allocation
from scenarios.present_value import PresentValue, present_value
from scenarios.statistics import Estimate, mean, paired_difference, proportion
from scenarios.today import todays_allocation

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Trust:
    """How much a cell's curve matters for what is not known; currency units of net value.

    ``share`` is the covariance of the cell's return with the plan's, over the plan's variance: shares add up to 1, and
    one below zero belongs to a cell that makes up for others. ``low`` and ``high`` enclose 90% of the cell's returns.
    ``hindsight_change`` is how much the best split in hindsight would move the cell's spend, on average.
    """

    cell: CellKey
    spend: float
    share: float
    low: float
    high: float
    hindsight_change: float


@dataclass(frozen=True, slots=True)
class RiskAppraisal:
    """A plan over the ``draws`` draws of its curves, launches on time; currency units of net value.

    ``beats_today`` is the probability that the plan is better than today's, pair by pair, ``difference`` the mean by
    which it is. ``regret`` is against the best split of the same campaigns and launches; ``least_trusted`` ranks cells
    by their share of the variance. Empty or None where there is nothing to split. ``present_value`` is there where a
    discount rate was given; it values curves as the objective says.
    """

    draws: int
    confidence: float
    tail: float
    net_value: Estimate
    quantiles: Mapping[float, Estimate]
    cvar: float
    today: Estimate
    beats_today: Estimate
    difference: Estimate
    regret: Regret | None
    least_trusted: tuple[Trust, ...]
    extrapolated: tuple[Extrapolation, ...]
    left_out: tuple[Message, ...]
    present_value: PresentValue | None


def appraise_risk(
    scenario: Scenario,
    allocation: Allocation,
    *,
    tail: float = 0.1,
    confidence: float = 0.95,
    seconds: float = 10.0,
    discount_rate: float | None = None,
) -> RiskAppraisal:
    """Appraise an allocation under the draws of its channels' curves.

    Args:
        scenario: a checked scenario; one without draws has a single one, its curves themselves.
        allocation: what runs and what is spent.
        tail: worst share of the draws for CVaR.
        confidence: of all intervals, which tell what the number of draws leaves open and no more.
        seconds: for the best splits in hindsight.
        discount_rate: yearly rate of the present value, 0.08 for 8%.
    """
    number = draw_number(scenario)
    mine = np.broadcast_to(net_value_draws(scenario, allocation), (number,))
    today = np.broadcast_to(net_value_draws(scenario, todays_allocation(scenario)), (number,))
    risk = scenario_risk(scenario, allocation)
    best = None if risk is None else hindsight(risk.problem, [risk.spend], seconds)
    return RiskAppraisal(
        draws=number,
        confidence=confidence,
        tail=tail,
        net_value=mean(mine, confidence),
        quantiles=quantiles(mine, confidence),
        cvar=cvar(mine, tail),
        today=mean(today, confidence),
        beats_today=proportion(int((mine > today).sum()), number, confidence),
        difference=paired_difference(mine, today, confidence),
        regret=None
        if risk is None or best is None
        else regret_against(best, risk.problem.outcomes(risk.spend), confidence),
        least_trusted=() if risk is None or best is None else _trust(risk, best),
        extrapolated=() if risk is None else tuple(extrapolations(risk.problem, risk.spend)),
        left_out=() if risk is None else risk.left_out,
        present_value=None if discount_rate is None else present_value(scenario, allocation, discount_rate),
    )


def _trust(risk: ScenarioRisk, best: Hindsight) -> tuple[Trust, ...]:
    returns = np.array(
        [
            cell.response.value(np.array([spend]))[0]
            for cell, spend in zip(risk.problem.cells, risk.spend, strict=True)
        ]
    )
    shares = variance_shares(returns)
    found = [_cell_trust(risk, best, index, row, shares[index]) for index, row in enumerate(returns)]
    return tuple(sorted(found, key=lambda one: (-one.share, -one.hindsight_change)))


def variance_shares(returns: Floats) -> Floats:
    """(N,) covariance of each row of (N, D) with the sum, over the sum's variance; zeros where nothing varies."""
    centred = returns - returns.mean(axis=1, keepdims=True)
    total = centred.sum(axis=0)
    variance = float(total @ total)
    return np.asarray(centred @ total / variance) if variance > 0 else np.zeros(len(returns))


def _cell_trust(risk: ScenarioRisk, best: Hindsight, index: int, returns: Floats, share: float) -> Trust:
    low, high = np.quantile(returns, (0.05, 0.95))
    return Trust(
        cell=risk.keys[index],
        spend=float(risk.spend[index]),
        share=float(share),
        low=float(low),
        high=float(high),
        hindsight_change=float(np.abs(best.spend[:, index] - risk.spend[index]).mean()),
    )
