"""One period, exact: gap, value beside the methods of today's tools, and time, from 20 to 10,000 channels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from benchmarks.media_mix import MediaMix, draw, slsqp_even, slsqp_historical, slsqp_many, steepest_grid
from benchmarks.pymc_optimizer import INSTALLED, pymc_budget_optimizer
from benchmarks.rows import Bar, Row, median, timed
from optimizer.separable import Answer, Curves, Group, Problem, frontier, solve

SIZES = (5, 20, 100, 1_000, 10_000)
FRACTIONS = (0.3, 0.8)
MILLISECONDS = {20: 1, 100: 5, 1_000: 20, 10_000: 150}
GROUPED_MILLISECONDS = {20: 10, 100: 25, 1_000: 70, 10_000: 500}
REPEATS = 3
GROUPS = 4
GROUP_SHARES = (0.6, 0.9, 1.1, 2.0)
"""Budget of each group as a multiple of its even share."""
FRONTIER_CHANNELS, FRONTIER_BUDGETS, FRONTIER_MILLISECONDS = 100, 40, 60
GAP = 1e-6
FINE_GAP, FINE_SIZE = 1e-9, 100
"""Asked for up to this many channels, so that no peer is ahead by chance within the gap."""

Peer = Callable[[MediaMix, int], float]
PEERS: dict[str, tuple[int, Peer]] = {
    "SLSQP from the even split": (100, slsqp_even),
    "SLSQP from the historical split": (100, slsqp_historical),
    "SLSQP, best of 20 starts": (100, slsqp_many),
    "steepest-slope grid": (100, steepest_grid),
}
"""The largest number of channels that each is run on, and the method."""
if INSTALLED:
    PEERS["PyMC-Marketing BudgetOptimizer"] = (20, pymc_budget_optimizer)


def run(seeds: Sequence[int], instances: Path | None, seconds: float) -> list[Row]:  # noqa: ARG001
    """All rows of the benchmark. Compilation is over before the first measurement."""
    solve(as_problem(draw(5, 0.3, 0)))
    solve(as_problem(draw(5, 0.3, 0), GROUPS))
    rows: list[Row] = []
    for size in SIZES:
        mixes = [(seed, draw(size, fraction, seed)) for fraction in FRACTIONS for seed in seeds]
        rows += _plain(size, mixes)
        rows += _grouped(size, [mix for _, mix in mixes])
    return [*rows, _frontier(seeds)]


def as_problem(mix: MediaMix, groups: int = 0) -> Problem:
    """The instance for the exact solver; with groups, every fourth channel in each."""
    curves = Curves.hill(mix.ceiling, mix.half_saturation, mix.slope)
    if not groups:
        return Problem.of(curves, mix.upper, mix.budget)
    member = np.arange(len(curves)) % groups
    budgets = [
        Group(f"group {group}", share * mix.budget / groups) for group, share in enumerate(GROUP_SHARES)
    ]
    return Problem.of(curves, mix.upper, mix.budget, groups=budgets, member=member)


def _plain(size: int, mixes: Sequence[tuple[int, MediaMix]]) -> list[Row]:
    """Worst gap and median time, and the worst ratio to each peer."""
    name = f"one period N={size}"
    measured = [_solve(mix) for _, mix in mixes]
    rows = _gap_and_time(name, measured, MILLISECONDS.get(size))
    for peer, (largest, method) in PEERS.items():
        if size > largest:
            continue
        pairs = [
            (answer.value, method(mix, seed))
            for (answer, _), (seed, mix) in zip(measured, mixes, strict=True)
        ]
        ours, theirs = min(pairs, key=lambda pair: pair[0] / pair[1] if pair[1] else np.inf)
        rows.append(
            Row(f"{name}: worst value", ours, "outcome", peer, theirs, Bar(">=", 1 - FINE_GAP), "ratio")
        )
        best = max(ours / theirs for ours, theirs in pairs if theirs)
        rows.append(Row(f"{name}: largest gain", best, "x", peer, 1.0))
    return rows


def _grouped(size: int, mixes: Sequence[MediaMix]) -> list[Row]:
    """The same under a total and four group budgets."""
    measured = [_solve(mix, GROUPS) for mix in mixes]
    return _gap_and_time(f"four groups N={size}", measured, GROUPED_MILLISECONDS.get(size))


def _solve(mix: MediaMix, groups: int = 0) -> tuple[Answer, float]:
    """The answer and the shortest of a few times, milliseconds: what others do on the machine is not our figure."""
    gap = FINE_GAP if len(mix.ceiling) <= FINE_SIZE else GAP
    measured = []
    for _ in range(REPEATS):
        problem = as_problem(mix, groups)
        measured.append(timed(lambda problem=problem: solve(problem, gap)))  # type: ignore[misc]
    answer, taken = min(measured, key=lambda one: one[1])
    attained = mix.value(answer.spend)
    if abs(attained - answer.value) > 1e-9 * attained or answer.total > mix.budget * (1 + 1e-12):
        message = f"the split earns {attained} for {answer.total}, not {answer.value} within {mix.budget}"
        raise ValueError(message)
    return answer, 1e3 * taken


def _gap_and_time(name: str, measured: Sequence[tuple[Answer, float]], limit: float | None) -> list[Row]:
    times = [taken for _, taken in measured]
    return [
        Row(f"{name}: worst gap", max(answer.gap for answer, _ in measured), "share", bar=Bar("<=", GAP)),
        Row(f"{name}: median time", median(times), "ms", bar=Bar("<=", limit) if limit else None),
        Row(f"{name}: longest time", max(times), "ms"),
    ]


def _frontier(seeds: Sequence[int]) -> Row:
    """Median time of a frontier, from a fiftieth of the sum of half-saturations to twice that sum."""
    times = []
    for seed in seeds:
        mix = draw(FRONTIER_CHANNELS, 1.0, seed)
        budgets = np.linspace(0.02, 2, FRONTIER_BUDGETS) * mix.budget
        problem = as_problem(mix)
        runs = [timed(lambda p=problem, b=budgets: frontier(p, b, GAP)) for _ in range(REPEATS)]  # type: ignore[misc]
        times.append(1e3 * min(taken for _, taken in runs))
    return Row(
        f"frontier of {FRONTIER_BUDGETS} budgets N={FRONTIER_CHANNELS}: median time",
        median(times),
        "ms",
        bar=Bar("<=", FRONTIER_MILLISECONDS),
    )
