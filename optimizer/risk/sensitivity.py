"""What a plan loses, and how the best split moves, when media get dearer or a platform changes."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from optimizer.risk.answer import RiskAnswer
from optimizer.risk.draws import Averaged, Shifted
from optimizer.risk.measure import Criterion
from optimizer.risk.problem import RiskProblem
from optimizer.risk.scenario_problem import CellKey, ScenarioRisk, scenario_risk
from optimizer.risk.solve import compile_kernels, solve_tabulated
from optimizer.risk.tables import Tables, tabulate
from scenarios.document.scenario import Scenario
from scenarios.plan import Allocation, Status

Floats = NDArray[np.float64]

EXPECTED = Criterion(0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Shock:
    """Media at ``price`` times their price, with ``lift`` times their effect."""

    name: str
    price: float = 1.0
    lift: float = 1.0


SHOCKS = (Shock("price_10", price=1.1), Shock("price_25", price=1.25), Shock("platform", lift=0.6))
"""Ten and twenty-five per cent dearer; a platform change that leaves three fifths of the effect."""


@dataclass(frozen=True, slots=True)
class Response:
    """A channel after a shock; expected net value in currency units.

    ``kept`` is that of the plan's split, ``best`` that of the best split then, with its proven ``bound``;
    ``moved`` is the money that goes elsewhere in it, half the sum of all changes against the best split before, and
    ``channel_change`` what the channel itself gains (loses, below zero).
    """

    channel: str
    shock: str
    kept: float
    best: float
    bound: float
    status: Status
    moved: float
    channel_change: float
    spend: Mapping[CellKey, float]


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """Expected net value over ``draws`` draws of the plan, of the best split of its campaigns, and after each shock."""

    draws: int
    plan: float
    best: float
    responses: tuple[Response, ...]


def sensitivity(
    scenario: Scenario,
    allocation: Allocation,
    *,
    shocks: Sequence[Shock] = SHOCKS,
    seconds: float = 30.0,
    gap: float = 1e-3,
) -> Sensitivity | None:
    """Every channel under every shock, one at a time; None where there is nothing to split."""
    risk = scenario_risk(scenario, allocation)
    if risk is None:
        return None
    compile_kernels()
    begin, expected = time.monotonic(), _expected(risk.problem)
    tables = averaged(tabulate(_from_zero(risk.problem)))
    pairs = [(channel, shock) for channel in risk.channels for shock in shocks]
    ends = begin + seconds * np.arange(1, len(pairs) + 2) / (len(pairs) + 1)
    best = solve_tabulated(expected, tables, EXPECTED, ends[0], gap, (risk.spend,))
    found = [
        _shocked(risk, expected, tables, channel, shock, best, end, gap)
        for (channel, shock), end in zip(pairs, ends[1:], strict=True)
    ]
    plan = float(expected.outcomes(risk.spend)[0]) + risk.certain
    return Sensitivity(risk.problem.draws, plan, best.value + risk.certain, tuple(found))


def _expected(problem: RiskProblem) -> RiskProblem:
    cells = tuple(replace(cell, response=Averaged(cell.response)) for cell in problem.cells)
    return replace(problem, cells=cells)


def _from_zero(problem: RiskProblem) -> RiskProblem:
    """The problem without lower bounds: tables that can be stretched by a price begin at zero."""
    return replace(problem, cells=tuple(replace(cell, lower=0.0) for cell in problem.cells))


def averaged(tables: Tables) -> Tables:
    """The tables of the expected responses: one draw, the mean."""
    return replace(
        tables,
        value=tables.value.mean(axis=2, keepdims=True),
        lifted=tables.lifted.mean(axis=2, keepdims=True),
    )


def _shocked(
    risk: ScenarioRisk,
    expected: RiskProblem,
    tables: Tables,
    channel: str,
    shock: Shock,
    before: RiskAnswer,
    deadline: float,
    gap: float,
) -> Response:
    hit = np.array([one == channel for _, one in risk.keys])
    problem = _after(expected, hit, shock)
    found = solve_tabulated(problem, _stretched(tables, hit, shock), EXPECTED, deadline, gap, (before.spend,))
    change = found.spend - before.spend
    return Response(
        channel=channel,
        shock=shock.name,
        kept=float(problem.outcomes(risk.spend)[0]) + risk.certain,
        best=found.value + risk.certain,
        bound=found.bound + risk.certain,
        status=found.status,
        moved=float(np.abs(change).sum() / 2),
        channel_change=float(change[hit].sum()),
        spend=risk.by_cell(found.spend),
    )


def _after(problem: RiskProblem, hit: NDArray[np.bool_], shock: Shock) -> RiskProblem:
    """The problem after a shock."""
    cells = tuple(
        replace(cell, response=Shifted(cell.response, shock.price, shock.lift)) if struck else cell
        for cell, struck in zip(problem.cells, hit, strict=True)
    )
    return replace(problem, cells=cells)


def _stretched(tables: Tables, hit: NDArray[np.bool_], shock: Shock) -> Tables:
    """The tables after a shock: the same heights, lower, at dearer spends."""
    lift = np.where(hit, shock.lift, 1.0)[:, None, None]
    price = np.where(hit, shock.price, 1.0)[:, None]
    return replace(tables, grid=price * tables.grid, value=lift * tables.value, lifted=lift * tables.lifted)
