"""Small splits with uncertain returns, and their truth by enumeration."""

import itertools

import numpy as np
from hypothesis import strategies as st

from optimizer.risk.draws import HillDraws, TableDraws
from optimizer.risk.problem import Cell, Limit, RiskProblem


def hill_cell(random, name, draws, spread=0.3):
    """A cell with an S-shaped or concave curve and lognormal draws around it."""
    centre = np.array(
        [200 * random.lognormal(0, 0.5), 100 * random.lognormal(0, 0.8), random.uniform(0.6, 3)]
    )
    drawn = centre[:, None] * np.exp(spread * random.normal(size=(3, draws)) * np.array([[1], [1], [0.5]]))
    return Cell(name, HillDraws(*drawn), 0.0, 4 * centre[1])


def table_cell(random, name, draws):
    """A cell with straight pieces and flat stretches."""
    spend = np.append(0.0, np.cumsum(random.uniform(5, 60, 6)))
    outcome = np.vstack([np.zeros((1, draws)), np.cumsum(random.exponential(30, (6, draws)), axis=0)])
    return Cell(name, TableDraws(spend, outcome), 0.0, float(spend[-1]))


def problem(seed, cells=3, draws=20, fraction=0.5, tables=False, limits=()):
    """A random problem; the budget is a fraction of what would be enough for all cells' half saturation."""
    random = np.random.default_rng(seed)
    make = table_cell if tables else hill_cell
    made = tuple(make(random, f"c{index}", draws) for index in range(cells))
    return RiskProblem(made, fraction * sum(cell.upper for cell in made) / 4, limits)


def enumerated(instance, criterion, steps):
    """The best value over a grid of all splits within the limits."""
    axes = [np.linspace(cell.lower, cell.upper, steps) for cell in instance.cells]
    tables = [cell.response.value(axis) for cell, axis in zip(instance.cells, axes, strict=True)]
    best = -np.inf
    for place in itertools.product(range(steps), repeat=len(axes)):
        spend = np.array([axis[at] for axis, at in zip(axes, place, strict=True)])
        if instance.admits(spend):
            outcomes = sum(table[at] for table, at in zip(tables, place, strict=True))
            best = max(best, criterion.value(outcomes - instance.unit_cost @ spend))
    return best


def nested_limits(seed, cells):
    """A group of the first cells with a cap, one within it with a floor, and a share among the last ones."""
    random = np.random.default_rng([seed, 7])
    inner, outer, share = np.zeros(cells), np.zeros(cells), np.zeros(cells)
    inner[:1], outer[:2] = 1.0, 1.0
    share[:], share[-1] = -0.3, 0.7
    return (
        Limit("group", outer, upper=float(random.uniform(40, 150))),
        Limit("inner", inner, lower=float(random.uniform(0, 30))),
        Limit("share", share, lower=0.0),
    )


seeds = st.integers(0, 10_000)
