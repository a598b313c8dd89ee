"""Replanning after random disruptions: every replan is checked against its own inputs, none may be wrong.

A case is a small plan that was under way for some days as the simulation has it (work comes back, people fall ill), on
which somebody is away or gone, an urgent campaign comes, or nothing happens. Each seed stands for `CASES` cases, and
for one large plan whose busiest person is away for three weeks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.replan_cases import large_case, random_case
from benchmarks.replan_faults import faults
from benchmarks.rows import Bar, Row, median, timed
from optimizer.replan import Replan

CASES = 100
CAMPAIGNS = 40


def run(seeds: Sequence[int], instances: Path | None, seconds: float) -> list[Row]:
    """All rows of the benchmark. Cases are made here, so that ``instances`` play no part."""
    del instances
    return [row for seed in seeds for row in (*_rows(seed), *_large(seed, seconds))]


def _large(seed: int, seconds: float) -> list[Row]:
    case = large_case(seed, CAMPAIGNS, seconds)
    found, taken = timed(case.replanned)
    name = f"seed {seed}, {CAMPAIGNS} campaigns"
    saved = 1 - found.after.total / found.nothing.total if found.nothing.total else 0.0
    return [
        Row(f"{name}: faults", len(faults(case, found)), "faults", bar=Bar("<=", 0)),
        Row(f"{name}: saved of what doing nothing costs", saved, "share"),
        Row(f"{name}: changes", found.after.changes, "changes", "doing nothing", found.nothing.changes),
        Row(f"{name}: time", taken, "s", bar=Bar("<=", 1.2 * seconds + 3)),
    ]


def _rows(seed: int) -> list[Row]:
    wrong = 0
    times: list[float] = []
    found: list[Replan] = []
    for number in range(CASES):
        case = random_case(1_000 * (seed - 1) + number)
        one, taken = timed(case.replanned)
        times.append(taken)
        found.append(one)
        wrong += bool(faults(case, one))
    name = f"seed {seed}"
    outcomes = Counter(one.outcome for one in found)
    saved = sum(one.nothing.total - one.after.total for one in found)
    lost = sum(one.nothing.total for one in found)
    return [
        Row(f"{name}: cases wrong of {CASES}", wrong, "cases", bar=Bar("<=", 0)),
        *(Row(f"{name}: {outcome}", count, "cases") for outcome, count in sorted(outcomes.items())),
        Row(f"{name}: saved of what doing nothing costs", saved / lost if lost else 0.0, "share"),
        Row(f"{name}: median time", median(times), "s"),
    ]
