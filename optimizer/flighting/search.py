"""The search: coarse column generation, a fine bound, a choice of columns, local improvement, re-insertion."""

from __future__ import annotations

import time
from concurrent.futures import Executor

import numpy as np

from optimizer.flighting.answer import FlightAnswer, relative_gap
from optimizer.flighting.columns import Pool
from optimizer.flighting.crossing import add_crossings
from optimizer.flighting.faults import faults
from optimizer.flighting.generation import generate, prove, seed_pool
from optimizer.flighting.money import total_value
from optimizer.flighting.oracle import Oracle
from optimizer.flighting.polish import polish
from optimizer.flighting.problem import FlightProblem, Floats
from optimizer.flighting.rows import Rows, implied_most

COARSE, FINE = 1000, 16000
NEARBY = (0.9, 0.95, 0.98, 1.02, 1.05, 1.1)


def search(problem, seconds, gap, executor: Executor, start=None, trace=lambda *a: None):
    began = time.perf_counter()
    rows = Rows.of(problem)
    most = implied_most(problem, rows)
    pool = Pool(problem, rows)
    oracle = Oracle(problem, most, COARSE, executor)
    trace('oracle', time.perf_counter()-began)
    seed_pool(problem, most, oracle, rows, pool)
    trace('seed', time.perf_counter()-began)
    best, mixture = generate(oracle, rows, pool, gap/4+4e-4*1000/COARSE, began + seconds*.4)
    trace('cg', time.perf_counter()-began, best.value, mixture.value, relative_gap(mixture.value,best.value), len(pool.lines))
    fine = Oracle(problem, most, FINE, executor)
    for d in (best.duals, mixture.duals):
        b = prove(fine, rows, d, pool)
        if b.value < best.value: best = b
    mixture = pool.mix()
    trace('fine', time.perf_counter()-began, best.value, mixture.value, relative_gap(mixture.value,best.value))
    add_crossings(pool, mixture, 3)
    for f in NEARBY:
        pool.add(oracle(rows.prices(best.duals*f)).money)
    trace('cross', time.perf_counter()-began, len(pool.lines))
    money = pool.choose(3, 2e-5)
    trace('mip', time.perf_counter()-began, total_value(problem,money), relative_gap(total_value(problem,money),best.value))
    money = polish(problem, rows, most, money, 3)
    v = total_value(problem, money)
    trace('polish', time.perf_counter()-began, v, relative_gap(v,best.value), faults(problem,money))
    return v, best.value
