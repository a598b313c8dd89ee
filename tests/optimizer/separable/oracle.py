"""Enumeration: the truth about problems whose tables have their corners at whole numbers.

Once every curve is confined to one linear piece, the problem is a linear program over a laminar family of whole-number
budgets and bounds. Its matrix is totally unimodular, so an optimal split in whole numbers exists.
"""

import itertools

import numpy as np

from optimizer.separable import Problem


def fits(problem, spend):
    """Whether a split keeps to bounds and to every budget."""
    named = {group.name: group for group in problem.groups}
    used = dict.fromkeys(named, 0.0)
    for amount, place in zip(spend, problem.member, strict=True):
        name = problem.groups[place].name if place >= 0 else None
        while name is not None:
            used[name] += amount
            name = named[name].within
    slack = 1 + 1e-9
    inside = all(used[name] <= group.budget * slack + 1e-12 for name, group in named.items())
    allowed = (spend >= problem.floors * (1 - 1e-12)) & (spend <= problem.upper * slack)
    allowed &= (spend == 0) | (spend >= problem.least * (1 - 1e-12))
    return inside and bool(allowed.all()) and float(np.sum(spend)) <= problem.budget * slack + 1e-12


def best_whole(problem: Problem, rate: float = 0.0) -> float:
    """The best outcome - rate x spend over splits in whole numbers."""
    choices = []
    for i in range(len(problem.curves)):
        whole = range(int(problem.lower[i]), int(problem.upper[i]) + 1)
        choices.append([x for x in whole if x == 0 or x >= problem.least[i]])
    best = -np.inf
    for split in itertools.product(*choices):
        spend = np.array(split, dtype=float)
        if fits(problem, spend):
            best = max(best, problem.value(spend) - rate * float(spend.sum()))
    return best
