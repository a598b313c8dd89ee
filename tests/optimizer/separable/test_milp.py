"""Against HiGHS: tables at arbitrary spends as a mixed-integer program with a binary for every piece."""

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from optimizer.separable import Curves, Group, Problem, Table, solve
from tests.optimizer.separable.oracle import fits


def random_problem(seed):
    random = np.random.default_rng(seed)
    tables = []
    for _ in range(8):
        points = random.integers(3, 7)
        spend = np.append(0.0, np.cumsum(random.uniform(0.5, 3, points)))
        tables.append(Table(spend, np.append(0.0, np.cumsum(random.exponential(2, points)))))
    groups = (Group("outer", 12.5), Group("left", 5.3, within="outer"), Group("right", 6.1, within="outer"))
    member = random.integers(-1, 3, 8)
    upper = np.array([random.uniform(0.5, 1.1) * table.spend[-1] for table in tables])
    return Problem.of(Curves.of(tables), upper, 20.3, groups=groups, member=member), tables


def by_highs(problem, tables):
    """Fills pieces in order: piece k + 1 has spend only where piece k is full."""
    widths = [np.diff(table.spend) for table in tables]
    slopes = np.concatenate([np.diff(t.outcome) / np.diff(t.spend) for t in tables])
    width, size = np.concatenate(widths), sum(map(len, widths))
    owner = np.repeat(np.arange(len(tables)), [len(w) for w in widths])
    rows, high = [], []
    for k in range(size):
        row = np.zeros(2 * size)
        row[k], row[size + k] = 1, -width[k]
        rows.append(row)
        high.append(0.0)
        if k + 1 < size and owner[k + 1] == owner[k]:
            row = np.zeros(2 * size)
            row[k], row[size + k + 1] = -1, width[k]
            rows.append(row)
            high.append(0.0)
    inside = {"outer": problem.member >= 0, "left": problem.member == 1, "right": problem.member == 2}
    sums = [(np.ones(len(tables), bool), problem.budget)]
    sums += [(inside[group.name], group.budget) for group in problem.groups]
    sums += [(np.arange(len(tables)) == i, upper) for i, upper in enumerate(problem.upper)]
    for members, budget in sums:
        rows.append(np.concatenate([members[owner].astype(float), np.zeros(size)]))
        high.append(budget)
    answer = milp(
        -np.concatenate([slopes, np.zeros(size)]),
        constraints=LinearConstraint(np.array(rows), -np.inf, np.array(high)),
        bounds=Bounds(0, np.concatenate([width, np.ones(size)])),
        integrality=np.repeat([0, 1], size),
        options={"mip_rel_gap": 1e-9},
    )
    assert answer.success
    return -answer.fun


@pytest.mark.parametrize("seed", range(12))
def test_nested_budgets_agree_with_highs(seed):
    problem, tables = random_problem(seed)
    answer = solve(problem, 1e-9)
    assert answer.value == pytest.approx(by_highs(problem, tables), rel=1e-6)
    assert answer.status == "optimal"
    assert fits(problem, answer.spend)
