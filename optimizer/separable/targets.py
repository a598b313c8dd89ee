"""Budgets for a purpose: for a volume, for a return, for a marginal return.

V(B), the best outcome of a budget B, rises but is not concave where curves are S-shaped: V(B) / B may rise before it
falls, and a return can be met by a large budget and missed by a smaller one. Searches therefore rely on nothing but
that V rises, and on proven bounds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from optimizer.separable import search_kernel
from optimizer.separable.problem import Problem
from optimizer.separable.solve import GAP, Answer, solve

CLOSE = 1e-9
"""Relative step at which a search for a budget ends."""
MOST_STEPS = 200


@dataclass(frozen=True, slots=True)
class Target:
    """Whether a target can be met, by which split, and how far one can go.

    ``answer`` meets the target at the largest spend (return) or the smallest (volume) that was found; where it cannot
    be met, it is the best there is. ``reachable`` is the best value of what was asked for: a return, or a volume.
    ``limit`` is proven: no spend above it has the return, no budget below it has the volume.
    """

    met: bool
    wanted: float
    answer: Answer
    reachable: float
    limit: float


def least_budget(problem: Problem, volume: float, gap: float = GAP) -> Target:
    """The smallest total budget that earns ``volume``, with the problem's own as the largest that may be spent.

    Raises:
        ValueError: ``volume`` is negative or not finite.
    """
    _require_target("volume", volume)
    low, high = float(problem.floors.sum()), min(problem.budget, float(problem.upper.sum()))
    best = solve(problem.with_budget(high), gap)
    bottom = solve(problem.with_budget(low), gap)
    if best.value < volume:
        return Target(False, volume, best, best.value, high if best.bound < volume else low)
    if bottom.value >= volume:
        return Target(True, volume, bottom, best.value, low)
    proven, answer = low, best
    high, trial = min(high, best.total), _secant(low, bottom, high, best, volume)
    for step in range(MOST_STEPS):
        if high - low <= CLOSE * high:
            break
        found = solve(problem.with_budget(trial), gap, warm=answer)
        if found.value >= volume:
            answer, high = found, min(trial, max(low, found.total))
        else:
            low = trial
            bottom = found
            proven = trial if found.bound < volume else proven
        # Three steps along the chord, one in the middle: the outcome may jump between two budgets.
        trial = (low + high) / 2 if step % 4 == 3 else _secant(low, bottom, high, answer, volume)
    return Target(True, volume, answer, best.value, proven)


def _secant(low: float, below: Answer, high: float, above: Answer, volume: float) -> float:
    """Where the line between two budgets reaches the volume, a little inside the bracket."""
    rise = above.value - below.value
    share = (volume - below.value) / rise if rise > 0 else 0.5
    return low + min(0.999, max(0.001, share)) * (high - low)


def for_marginal_roi(problem: Problem, target: float, gap: float = GAP) -> Answer:
    """Spend as long as a unit more earns at least ``target``; the price is known, so no budget is searched.

    ``value`` of the answer is outcome - target x spend. Its ``price`` is 0 unless the total budget ends the spending
    before the marginal return has fallen to the target.

    Raises:
        ValueError: ``target`` is negative or not finite.
    """
    _require_target("marginal return", target)
    return solve(problem, gap, rate=target)


def for_roi(
    problem: Problem, target: float, gap: float = GAP, *, earned: float = 0.0, paid: float = 0.0
) -> Target:
    """The largest spend, within the total budget, at which (earned + outcome) / (paid + spend) is at least ``target``.

    The search comes from above and passes no spend that has the return, until it is met (`_step_down`).

    Args:
        problem: curves, bounds and budgets.
        target: outcome per unit of spend, above 0.
        gap: wanted relative gap of each split.
        earned: outcome that is there whatever is spent.
        paid: spend that is due whatever is decided.

    Raises:
        ValueError: ``target`` is not above 0, or not finite.
    """
    _require_target("return", target)
    if target == 0:
        message = "a return of 0 is met by every spend; ask for one above 0"
        raise ValueError(message)
    reachable, richest = best_roi(problem, gap, earned=earned, paid=paid)
    floor = float(problem.floors.sum())
    if reachable < target:
        return Target(False, target, richest, reachable, floor)
    budget = min(problem.budget, float(problem.upper.sum()))
    answer = solve(problem.with_budget(budget), gap)
    for _ in range(MOST_STEPS):
        if _meets(answer, target, earned, paid, CLOSE):
            break
        lower = max(floor, _step_down(problem, budget, answer, target, earned, paid, gap))
        if lower > budget * (1 - CLOSE):
            break  # the answer is within its gap of the target
        budget = lower
        answer = solve(problem.with_budget(budget), gap, warm=answer)
    met = _meets(answer, target, earned, paid, max(gap, CLOSE))
    return Target(met, target, answer if met else richest, reachable, budget)


def _step_down(
    problem: Problem, budget: float, answer: Answer, target: float, earned: float, paid: float, gap: float
) -> float:
    """A spend above which, up to ``budget``, none has the return.

    V rises, so X with the return has target (paid + X) <= earned + V(X) <= earned + V(budget). And with L the best
    outcome - price x spend, V(X) <= L + price X: at the price of the budget this is a Newton step where V is concave.
    """
    plain = (earned + answer.bound) / target - paid
    price = answer.price
    if not 0 < price < target:
        return plain
    net = solve(problem.with_budget(budget), gap, rate=price, warm=answer).bound
    return min(plain, (earned + net - target * paid) / (target - price))


def _meets(answer: Answer, target: float, earned: float, paid: float, tolerance: float) -> bool:
    return earned + answer.value >= target * (paid + answer.total) * (1 - tolerance)


def best_roi(
    problem: Problem, gap: float = GAP, *, earned: float = 0.0, paid: float = 0.0
) -> tuple[float, Answer]:
    """The highest (earned + outcome) / (paid + spend), and a split that has it or, at a limit, comes close.

    A ratio of sums is maximised by solving at its own value as the rate (Dinkelbach 1967). Where nothing need be spent
    the best ratio is that of one curve: the steepest envelope from zero.
    """
    answer = solve(problem, gap)
    ratio = (earned + answer.value) / (paid + answer.total) if paid + answer.total > 0 else 0.0
    for _ in range(MOST_STEPS):
        if not 0 < ratio < np.inf:
            break
        richer = solve(problem, gap, rate=ratio)
        if paid + richer.total <= 0:
            break
        outcome = richer.value + ratio * richer.total
        better = (earned + outcome) / (paid + richer.total)
        if better <= ratio * (1 + CLOSE):
            break
        ratio, answer = better, replace(richer, value=outcome, bound=richer.bound + ratio * richer.total)
    if paid + float(problem.floors.sum()) > 0:
        return ratio, answer
    if earned > 0:
        return np.inf, answer
    layout = problem.layout
    slopes = search_kernel.steepest_slopes(layout.tree, problem.shapes, problem.upper[layout.curve])
    return max(ratio, float(slopes.max(initial=0.0))), answer


def _require_target(name: str, value: float) -> None:
    if not 0 <= value < np.inf:
        message = f"the {name} asked for is a number of at least 0, not {value}"
        raise ValueError(message)
