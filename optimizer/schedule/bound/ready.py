"""Machine code fetched, or made where none is kept, before anybody waits for a bound."""

from __future__ import annotations

from functools import cache

import numpy as np

from optimizer.schedule.bound.campaign_kernel import solve_jobs
from optimizer.schedule.bound.layout_kernel import (
    Answer,
    Choices,
    Desk,
    Menus,
    Nodes,
    Offers,
    Paid,
    Time,
    Toll,
    Ways,
)
from optimizer.schedule.bound.menu_kernel import finishes, list_entries, price_entries
from optimizer.schedule.bound.supply_kernel import Staff, sell
from optimizer.schedule.bound.toll_kernel import charge, missing


@cache
def prepare() -> None:
    """Run the kernels on one job without work: ten seconds where they are compiled, next to nothing where kept."""
    none, one, row = np.zeros(0, np.int64), np.zeros(1, np.int64), np.zeros((1, 2), np.int64)
    pair, table = np.array([0, 1]), np.zeros((1, 2))
    time, offers, ways = Time(1, True, row, row, row, row), Offers(none, none, np.zeros(0)), Ways(none, none)
    menus = Menus(one, one, np.zeros(2, np.int64), none, none)
    finish = finishes(time, offers, ways)
    choices = Choices(time, offers, ways, menus, finish, list_entries(time, offers, ways, menus, finish))
    paid = Paid(table, table, table, table, np.zeros(len(choices.entries.slot)))
    nodes = Nodes(pair, one, one, one - 1, one, one, one)
    toll = Toll(table, one, none, np.zeros(2, np.int64), none, np.zeros(2, np.int64))
    answer, prices = Answer(one.copy(), one.copy()), np.zeros((1, 1))
    price_entries(choices, prices, paid)
    charge(prices, 1, toll)
    desk = Desk(table.copy(), table.copy(), row.copy(), np.zeros(2))
    solve_jobs((0, 1), choices, nodes, table.copy(), (paid, toll), desk, answer, prices.copy())
    sell(Staff(prices, prices, pair, one, np.ones(1)), prices, prices.copy())
    missing(answer, np.zeros((2, 1), np.int64), 1, 1, one, row)
