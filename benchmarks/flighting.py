"""Flighting: gap and time of weekly plans beside peers, and the bound against enumeration."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.flight_cases import lattice, random_line, values
from benchmarks.flight_instances import weekly
from benchmarks.flight_peers import local_from_even, monolithic
from benchmarks.rows import Bar, Row, median, timed
from optimizer.flighting import plan_flights
from optimizer.flighting.faults import faults
from optimizer.flighting.oracle import PricedLine, tables_for

WEEKS = 52
SIZES = {10: (2e-3, 3.0), 30: (1e-3, 3.0), 60: (1e-3, 3.0), 100: (1e-3, 6.0)}
"""By lines: the worst gap, and the seconds."""
CAP, CAP_SECONDS = 1.25, 20.0
CAPPED = {10: (1e-2, 2e-2), 30: (2e-3, 2e-3)}
"""By lines: the median and the worst gap under weekly caps."""
PEER_LINES = 10
CASES = 500
CASE_CELLS = 400


def run(seeds: Sequence[int], instances: Path | None, seconds: float) -> list[Row]:  # noqa: ARG001 - the common door
    """All rows of the benchmark; ``seconds`` is what each peer may take."""
    _warm_up()
    rows = [row for lines in SIZES for row in _budgets(lines, seeds)]
    rows += [row for lines in CAPPED for row in _caps(lines, seeds)]
    return [*rows, *_peers(seeds, seconds), _enumeration(seeds)]


def _warm_up() -> None:
    """Compile, or read from the cache, every kernel."""
    for cap in (None, CAP):
        plan_flights(weekly(3, 8, 0, cap), seconds=1.0, gap=0.0)


def _solved(
    lines: int, seed: int, seconds: float, gap: float, cap: float | None = None
) -> tuple[float, float]:
    """Gap and seconds; a plan that breaks a rule has no gap worth the name."""
    problem = weekly(lines, WEEKS, seed, cap)
    answer, taken = timed(lambda: plan_flights(problem, seconds=seconds, gap=gap))
    return (float("inf") if faults(problem, answer.spend) else answer.gap), taken


def _budgets(lines: int, seeds: Sequence[int]) -> list[Row]:
    worst, seconds = SIZES[lines]
    found = [_solved(lines, seed, seconds, worst / 2) for seed in seeds]
    name = f"{lines} lines x {WEEKS} weeks"
    return [
        Row(f"{name}: worst gap", max(gap for gap, _ in found), "share", bar=Bar("<=", worst)),
        Row(f"{name}: longest time", max(taken for _, taken in found), "s", bar=Bar("<=", 1.05 * seconds)),
    ]


def _caps(lines: int, seeds: Sequence[int]) -> list[Row]:
    middle, worst = CAPPED[lines]
    found = [_solved(lines, seed, CAP_SECONDS, 1e-3, CAP) for seed in seeds]
    gaps = [gap for gap, _ in found]
    name = f"{lines} lines x {WEEKS} weeks, weekly caps"
    longest = max(taken for _, taken in found)
    return [
        Row(f"{name}: median gap", median(gaps), "share", bar=Bar("<=", middle)),
        Row(f"{name}: worst gap", max(gaps), "share", bar=Bar("<=", worst)),
        Row(f"{name}: longest time", longest, "s", bar=Bar("<=", 1.05 * CAP_SECONDS)),
    ]


def _peers(seeds: Sequence[int], seconds: float) -> list[Row]:
    """The worst ratio to each peer over the seeds; a peer without a plan counts as zero.

    There is no bar beside a peer that need not keep the least spends: its problem is an easier one.
    """
    peers = {
        "one piecewise MILP in HiGHS": (monolithic, Bar(">=", 0.999)),
        "sequential LP from even spend, least spends waived": (local_from_even, None),
    }
    rows = []
    for peer, (solve, bar) in peers.items():
        pairs = []
        for seed in seeds:
            problem = weekly(PEER_LINES, WEEKS, seed)
            ours = plan_flights(problem, seconds=SIZES[PEER_LINES][1], gap=SIZES[PEER_LINES][0] / 2).value
            pairs.append((ours, solve(problem, seconds)))
        ours, theirs = min(pairs, key=lambda pair: pair[0] / pair[1] if pair[1] else np.inf)
        name = f"{PEER_LINES} lines x {WEEKS} weeks: worst value"
        rows.append(Row(name, ours, "outcome", peer, theirs, bar, "ratio"))
    return rows


def _enumeration(seeds: Sequence[int]) -> Row:
    """Single-line cases whose bound lies below the best of all plans on a lattice."""
    first = 1000 * seeds[0]
    below = sum(_below(seed) for seed in range(first, first + CASES))
    return Row(f"bounds below enumeration, of {CASES} small cases", below, "cases", bar=Bar("<=", 0))


def _below(seed: int) -> bool:
    line = random_line(seed)
    random = np.random.default_rng([seed, 1])
    prices = random.uniform(-0.1, 1.2) * np.exp(0.3 * random.normal(size=len(line.most)))
    ready = PricedLine.of(line, line.most, CASE_CELLS)
    bound, _ = ready.solve(prices + line.cost, tables_for([ready]))
    plans = lattice(line)
    best = float((values(line, plans) - plans @ prices).max())
    return bound < best - 1e-9 * abs(best)
