"""Replanning after random disruptions: every replan is checked against its own inputs, none may be wrong.

A case is a small plan that was under way for some days as the simulation has it (work comes back, people fall ill), on
which somebody is away or gone, an urgent campaign comes, or nothing happens. Each seed stands for `CASES` cases.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.replan_cases import random_case
from benchmarks.replan_faults import faults
from benchmarks.rows import Bar, Row, median, timed
from optimizer.replan import Replan

CASES = 100


def run(seeds: Sequence[int], instances: Path | None, seconds: float) -> list[Row]:
    """All rows of the benchmark. Cases are made here: ``instances`` and ``seconds`` play no part."""
    del instances, seconds
    return [row for seed in seeds for row in _rows(seed)]


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
