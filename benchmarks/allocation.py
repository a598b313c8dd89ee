"""Allocation: value beside today's methods on one-period splits, and gap and time on whole plans."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.documents import scenarios_in, with_seconds
from benchmarks.media_mix import PEERS, as_scenario, draw
from benchmarks.rows import Bar, Row, timed
from optimizer import allocate
from scenarios.document import Scenario
from scenarios.generator import GeneratorSettings, flagship, generate

SIZES = (5, 20)
FRACTIONS = (0.3, 0.8)
GAP = 1e-4
PLAN_SECONDS = 15.0


def run(seeds: Sequence[int], instances: Path | None, seconds: float) -> list[Row]:
    """All rows of the benchmark."""
    rows = [
        row for size in SIZES for fraction in FRACTIONS for row in _one_period(size, fraction, seeds, seconds)
    ]
    plans = [("flagship", _money_and_people(flagship()))]
    plans += [
        (f"generated 10x40x26 seed {seed}", generate(GeneratorSettings(), seed).scenario) for seed in seeds
    ]
    plans += [(scenario.id, scenario) for scenario in scenarios_in(instances)]
    return rows + [row for name, scenario in plans for row in _plan(name, scenario)]


def _money_and_people(scenario: Scenario) -> Scenario:
    objective = scenario.objective.model_copy(update={"strategy": "money_and_people"})
    return scenario.model_copy(update={"objective": objective})


def _one_period(size: int, fraction: float, seeds: Sequence[int], seconds: float) -> list[Row]:
    """The worst ratio to each peer over the seeds, and the worst proven gap."""
    name = f"one period N={size} fraction={fraction}"
    gaps: list[float] = []
    pairs: dict[str, list[tuple[float, float]]] = {peer: [] for peer in PEERS}
    for seed in seeds:
        mix = draw(size, fraction, seed)
        allocation = allocate(as_scenario(mix, seconds, GAP))
        gaps.append(allocation.proof.gap or 0.0)
        ours = ((allocation.proof.value or 0.0) + allocation.media) / 100
        for peer, solve in PEERS.items():
            pairs[peer].append((ours, solve(mix, seed)))
    worst = {peer: min(values, key=lambda pair: pair[0] / pair[1]) for peer, values in pairs.items()}
    return [Row(f"{name}: worst gap", max(gaps), "share", bar=Bar("<=", 1e-2))] + [
        Row(f"{name}: worst value", ours, "outcome", peer, theirs, Bar(">=", 0.9999), "ratio")
        for peer, (ours, theirs) in worst.items()
    ]


def _plan(name: str, scenario: Scenario) -> list[Row]:
    limited = with_seconds(scenario, PLAN_SECONDS)
    allocation, taken = timed(lambda: allocate(limited))
    gap = 1.0 if allocation.proof.gap is None else allocation.proof.gap
    return [
        Row(f"{name}: proven gap", gap, "share", bar=Bar("<=", 0.01)),
        Row(f"{name}: time", taken, "s", bar=Bar("<=", PLAN_SECONDS + 1)),
    ]
