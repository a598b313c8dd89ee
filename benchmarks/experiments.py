"""Experiments: what pairing, controls, stopping and selection save; memory and bits of long runs.

``python -m benchmarks.experiments --replications 1000 1000000 --workers 2`` measures the memory of runs of these sizes
alone, each in a new process.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.rows import Bar, Row, as_text
from optimizer import allocate
from scenarios.document import Scenario, SimulationSettings
from scenarios.generator import flagship
from scenarios.plan import Plan
from simulation import Place, simulate, simulate_streaming
from simulation.experiments.cases import Case
from simulation.experiments.control import control
from simulation.experiments.factors import Factor, with_values
from simulation.experiments.pairs import compare_streaming
from simulation.experiments.ranking import Rule, rank

SAMPLES = 400
SIZES = (1_000, 20_000)
PLACES = (("1 thread", 1, None), ("2 threads", 2, None), ("4 processes", 1, "local:4"))
ALTERNATIVES = (0.8, 0.9, 1.0, 1.1, 1.2)
"""Factors of the efforts of every workflow that selection has to tell apart."""


def run(seeds: Sequence[int], instances: Path | None, seconds: float) -> list[Row]:
    """All rows; neither instances nor seconds are used, the work is fixed."""
    del instances, seconds
    scenario = flagship()
    plan = plan_of(scenario)
    rows = [row for seed in seeds for row in _savings(scenario, plan, seed)]
    return rows + _bits(scenario, plan, seeds[0]) + memory(SIZES, 2, seeds[0])


def plan_of(scenario: Scenario) -> Plan:
    """Today's plan."""
    from pipeline import as_today, provenance  # noqa: PLC0415 - the pipeline loads every engine

    return Plan(provenance=provenance(scenario), allocation=allocate(as_today(scenario)))


def settings_of(replications: int, seed: int) -> SimulationSettings:
    """Compiled replications by due date."""
    return SimulationSettings(
        replications=replications, dispatch="due_date", seed=seed, engine="compiled", workers=1
    )


def slower(scenario: Scenario, factor: float) -> Scenario:
    """The scenario with slower approvals."""
    changed = with_values(scenario, [Factor("risks.approval_latency_factor", 0, 9)], (factor,))
    return changed.model_copy(update={"id": f"{scenario.id}_{factor:g}"})


def _savings(scenario: Scenario, plan: Plan, seed: int) -> list[Row]:
    settings = settings_of(SAMPLES, seed)
    pairs = compare_streaming(
        Case(scenario, plan), Case(slower(scenario, 1.5), plan), settings=settings
    ).pairs
    shown = {pair.measure: pair.variance_ratio for pair in pairs}
    rows = [
        Row(f"seed {seed}: variance ratio of pairing, {key}", shown[key] or 0.0, "times")
        for key in ("net_value", "on_time")
    ]
    outcome = simulate(scenario, plan, settings=settings)
    for key in ("net_value", "lead_days", "staff_cost"):
        found = control(scenario, plan, outcome, key)
        if found is not None:
            name = f"seed {seed}: variance ratio of controls, {key} ({', '.join(found.used) or 'none pays'})"
            rows.append(Row(name, found.variance_ratio, "times"))
    stopping = settings.model_copy(update={"precision": 0.05, "replications": 10_000})
    stopped = simulate(scenario, plan, settings=stopping)
    rows.append(Row(f"seed {seed}: replications to 5% of the net value", stopped.replications, "runs"))
    cases = [Case(slower(scenario, factor), plan) for factor in ALTERNATIVES]
    found_best = rank(cases, Rule(zone=0.02, measure="on_time", most=5_000), settings=settings)
    name = f"seed {seed}: selection among {len(cases)} ({found_best.end})"
    return [*rows, Row(name, found_best.replications, "runs")]


def _bits(scenario: Scenario, plan: Plan, seed: int) -> list[Row]:
    """Whether every place gives the same summary."""
    settings = settings_of(SAMPLES, seed)
    found = {
        name: simulate_streaming(scenario, plan, settings=settings, workers=workers, place=Place(on=on))
        for name, workers, on in PLACES
    }
    first = next(iter(found.values()))
    return [
        Row(f"{name}: the same summary as one thread", float(one == first), "0 or 1", bar=Bar(">=", 1))
        for name, one in found.items()
    ]


def memory(sizes: Sequence[int], workers: int, seed: int) -> list[Row]:
    """Peak memory of streaming runs of several sizes, each in a process of its own."""
    peaks = []
    for size in sizes:
        code = f"from benchmarks.experiments import stream; stream({size}, {workers}, {seed})"
        done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
        peaks.append((size, *done.stdout.split()[-2:]))
    least = float(peaks[0][1])
    return [
        Row(
            f"{size:,} replications summed up ({digest})",
            float(peak),
            "MB",
            f"{sizes[0]:,}",
            least,
            Bar("<=", 1.1),
            "ratio",
        )
        for size, peak, digest in peaks
    ]


def stream(size: int, workers: int, seed: int) -> None:
    """Run a streaming simulation; print the process's peak memory in MB and a digest of the summary."""
    scenario = flagship()
    summary = simulate_streaming(
        scenario, plan_of(scenario), settings=settings_of(size, seed), workers=workers
    )
    digest = hashlib.sha256(summary.model_dump_json().encode()).hexdigest()[:12]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(round(peak, 1), digest)


def main() -> None:
    """Measure the memory of runs of given sizes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.experiments", description=__doc__)
    parser.add_argument("--replications", nargs="+", type=int, default=list(SIZES))
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    print(as_text(memory(args.replications, args.workers, args.seed)))


if __name__ == "__main__":
    main()
