"""The bound of a single line at given prices never lies below the best of all plans on a lattice."""

import numpy as np
import pytest

from benchmarks.flight_cases import lattice, random_line, values
from optimizer.flighting.faults import line_faults
from optimizer.flighting.oracle import PricedLine, tables_for


def check(seed, cells=400):
    line = random_line(seed)
    random = np.random.default_rng([seed, 1])
    prices = random.uniform(-0.1, 1.2) * np.exp(0.3 * random.normal(size=len(line.most)))
    ready = PricedLine.of(line, line.most, cells)
    bound, money = ready.solve(prices + line.cost, tables_for([ready]))
    plans = lattice(line)
    net = values(line, plans) - plans @ prices
    found = float(values(line, money[None])[0] - money @ prices)
    assert bound >= net.max() - 1e-9 * abs(net.max())
    assert bound >= found - 1e-9 * abs(found)
    assert not line_faults(line, money)
    return bound, found, net.max(), values(line, plans).max()


@pytest.mark.parametrize("seed", range(60))
def test_never_below_enumeration(seed):
    check(seed)


@pytest.mark.slow
@pytest.mark.parametrize("block", range(10))
def test_never_below_enumeration_at_length(block):
    for seed in range(100 + 44 * block, 144 + 44 * block):
        check(seed)


@pytest.mark.parametrize("seed", range(0, 20, 2))
def test_more_cells_bring_bound_and_plan_together(seed):
    bound, found, _, scale = check(seed, cells=4000)
    assert bound - found <= 5e-3 * scale


def test_work_space_holds_every_line():
    """Many flight states of one line and many cells of another: neither line alone needs both."""
    lines = [random_line(seed) for seed in range(30)]
    ready = [PricedLine.of(line, line.most, 60) for line in lines]
    tables = tables_for(ready)
    for one in ready:
        assert tables.total.shape[1] >= one.moves.states
        assert tables.total.shape[2] >= len(one.cells.shapes)
