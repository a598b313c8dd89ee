"""Plans side by side under the same draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.risk.hindsight import Hindsight, hindsight
from optimizer.risk.measure import cvar
from optimizer.risk.problem import RiskProblem
from scenarios.errors import UserError
from scenarios.i18n import Message
from scenarios.statistics import Estimate, mean, paired_difference, proportion, quantile

Floats = NDArray[np.float64]

PROBABILITIES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, slots=True)
class Regret:
    """What a plan falls short of, draw by draw; currency units.

    ``expected`` and ``quantiles`` (by probability) are against the best split found for each draw; no split whatever
    makes the expected regret more than ``at_most``.
    """

    expected: Estimate
    quantiles: Mapping[float, Estimate]
    at_most: float


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """One plan over all draws; currency units.

    ``beaten`` is the probability that the recommended plan is better than this one, and ``difference`` the mean by
    which it is, pair by pair; None for the recommended plan itself.
    """

    name: str
    mean: Estimate
    quantiles: Mapping[float, Estimate]
    cvar: float
    beaten: Estimate | None
    difference: Estimate | None
    regret_of_plans: Estimate
    """Against the best of the plans compared here."""
    regret: Regret
    """Against the best split for each draw."""


@dataclass(frozen=True, slots=True)
class PlanComparison:
    """All plans over the same ``draws`` draws. Intervals say how sure ``draws`` draws make a figure, no more."""

    draws: int
    confidence: float
    tail: float
    recommended: PlanFigures
    others: tuple[PlanFigures, ...]


def compare_under_draws(
    problem: RiskProblem,
    recommended: tuple[str, Floats],
    others: Mapping[str, Floats],
    *,
    tail: float = 0.1,
    confidence: float = 0.95,
    seconds: float = 10.0,
) -> PlanComparison:
    """Evaluate plans under every draw.

    Plans need not keep the problem's limits (today's plan may break them); the splits of hindsight do, so that a plan
    that breaks them may have no regret.

    Args:
        problem: cells with draws, and limits.
        recommended: name and split (N,) of the plan that the others are compared with.
        others: splits (N,) by name.
        tail: worst share of the draws for CVaR.
        confidence: of all intervals.
        seconds: for the best splits in hindsight.

    Raises:
        UserError: a plan that is not a split of this problem, by name.
    """
    plans = {recommended[0]: recommended[1], **others}
    for name, spend in plans.items():
        _check(problem, name, spend)
    admitted = [spend for spend in plans.values() if problem.admits(spend)]
    best = hindsight(problem, admitted or [problem.lower], seconds)
    outcomes = {name: problem.outcomes(spend) for name, spend in plans.items()}
    views = _Views(outcomes, recommended[0], best, tail, confidence)
    return PlanComparison(
        problem.draws,
        confidence,
        tail,
        views.figures(recommended[0]),
        tuple(views.figures(name) for name in others),
    )


@dataclass(frozen=True, slots=True)
class _Views:
    outcomes: Mapping[str, Floats]
    recommended: str
    best: Hindsight
    tail: float
    confidence: float

    def figures(self, name: str) -> PlanFigures:
        mine, theirs = self.outcomes[name], self.outcomes[self.recommended]
        other = name != self.recommended
        ahead = np.max([*self.outcomes.values()], axis=0) - mine
        wins = int((theirs > mine).sum())
        return PlanFigures(
            name=name,
            mean=mean(mine, self.confidence),
            quantiles=quantiles(mine, self.confidence),
            cvar=cvar(mine, self.tail),
            beaten=proportion(wins, len(mine), self.confidence) if other else None,
            difference=paired_difference(theirs, mine, self.confidence) if other else None,
            regret_of_plans=mean(ahead, self.confidence, (0.0, np.inf)),
            regret=regret_against(self.best, mine, self.confidence),
        )


def regret_against(best: Hindsight, outcomes: Floats, confidence: float) -> Regret:
    """Regret of outcomes (D,) against the best splits in hindsight."""
    found = np.maximum(best.value - outcomes, 0.0)
    return Regret(
        expected=mean(found, confidence, (0.0, np.inf)),
        quantiles=quantiles(found, confidence),
        at_most=float(np.maximum(best.bound - outcomes, 0.0).mean()),
    )


def quantiles(samples: Floats, confidence: float) -> dict[float, Estimate]:
    """The quantiles that are shown, by probability."""
    return {share: quantile(samples, share, confidence) for share in PROBABILITIES}


def _check(problem: RiskProblem, name: str, spend: Floats) -> None:
    if np.shape(spend) != (len(problem.cells),) or not np.isfinite(spend).all() or (spend < 0).any():
        raise UserError(Message("risk.input.plan", {"plan": name}))
