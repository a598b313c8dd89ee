"""Compiling every kernel before the clock starts: seconds on a machine's first run, nothing after it."""

from __future__ import annotations

import functools
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from optimizer.flighting.anneal import Cooling, annealed, board_of
from optimizer.flighting.oracle import Oracle
from optimizer.flighting.prepared import Prepared
from optimizer.flighting.problem import FlightProblem, Limit, Line
from scenarios.compiled import AVAILABLE
from scenarios.document.curves import PowerCurve


@functools.cache
def warm_up() -> None:
    """Run every kernel once on two periods of one line, so that no time limit is spent on compiling."""
    if not AVAILABLE:
        return
    curve = PowerCurve(family="power", coefficient=1.0, exponent=0.5)
    line = Line("warm-up", curve, np.ones(2), np.ones(2))
    prepared = Prepared.of(FlightProblem((line,), (Limit("budget", np.ones(1), np.ones(2), 1.0),)))
    with ThreadPoolExecutor(1) as executor:
        Oracle(prepared, 4, executor)(np.ones((1, 2)))
    cooling = Cooling(unit=1.0, hot=1.0, moves=1, deadline=time.perf_counter() + 1.0)
    annealed(prepared, board_of(prepared), np.zeros((1, 2)), cooling, np.random.default_rng(0), lambda: None)
