"""What other budgets would earn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from optimizer.separable.problem import Problem
from optimizer.separable.solve import GAP, Answer, solve

FINE_GAP = 1e-9
"""Gap for differences of two values."""


def frontier(
    problem: Problem, budgets: Sequence[float], gap: float = GAP, *, rate: float = 0.0
) -> tuple[Answer, ...]:
    """The best split at each total budget, in the order given, at what a unit of spend costs (``rate``).

    Each search starts from the prices of the next smaller budget. A split that fits a smaller budget fits a larger
    one, so values never fall as budgets rise.

    Raises:
        ValueError: a budget is negative, not a number, or below the sum of lower bounds.
    """
    answers: dict[float, Answer] = {}
    last: Answer | None = None
    for budget in np.sort(np.asarray(budgets, dtype=float)):
        answer = solve(problem.with_budget(budget), gap, rate=rate, warm=last)
        if last is not None and answer.value < last.value:
            answer = replace(answer, value=last.value, spend=last.spend)
        answers[float(budget)] = last = answer
    return tuple(answers[float(budget)] for budget in budgets)


@dataclass(frozen=True, slots=True)
class Worth:
    """What an addition to the total budget earns: ``gain``, proven to lie between ``least`` and ``most``."""

    amount: float
    gain: float
    least: float
    most: float


def worth_of_next(problem: Problem, amount: float = 10_000, gap: float = FINE_GAP) -> Worth:
    """What ``amount`` more of total budget earns, both splits at their best.

    Raises:
        ValueError: ``amount`` is not above 0.
    """
    if not amount > 0:
        message = f"the addition to the budget is above 0, not {amount}"
        raise ValueError(message)
    now, then = frontier(problem, (problem.budget, problem.budget + amount), gap)
    return Worth(
        amount=amount,
        gain=then.value - now.value,
        least=max(0.0, then.value - now.bound),
        most=max(0.0, then.bound - now.value),
    )
