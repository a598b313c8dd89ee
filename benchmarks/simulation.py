"""Simulation: both engines on a busy team, M/M/3 beside three general simulators, and the cost of a plan."""

from __future__ import annotations

import pickle
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.busy_team import CAMPAIGNS, busy_team
from benchmarks.documents import scenarios_in
from benchmarks.queues import ARRIVAL, MEAN_WAIT, SERVERS, SERVICE, peers
from benchmarks.rows import Bar, Row, timed
from optimizer import allocate
from scenarios.document import Scenario
from scenarios.document.calendar import WEEKDAYS
from scenarios.document.settings import SimulationSettings
from scenarios.generator import flagship
from scenarios.plan import Plan
from simulation import compiled
from simulation.blueprint import Blueprint, build_blueprint
from simulation.engines import run_batch
from simulation.replication import run_replication

CUSTOMERS = 100_000
HOURS_PER_UNIT = 10
INTERPRETED, COMPILED, MANY = 10, 1_000, 10_000
SCALES = (CAMPAIGNS, 300, 1_000)


def run(seeds: Sequence[int], instances: Path | None, seconds: float) -> list[Row]:
    """All rows; ``seconds`` is not used, the work is fixed."""
    del seconds
    rows = [row for seed in seeds for row in _engines(seed)]
    rows += [_first_call(), *_many(seeds[0])]
    rows += [row for campaigns in SCALES[1:] for row in _scale(campaigns, seeds[0])]
    rows += [row for seed in seeds for row in _queue(seed)]
    plans = [("flagship, today's plan", flagship())] + [(one.id, one) for one in scenarios_in(instances)]
    return rows + [_plan(name, scenario) for name, scenario in plans]


def _engines(seed: int) -> list[Row]:
    """Milliseconds a replication with draws and all indicators, logs off, in either engine."""
    blueprint = _blueprint(busy_team(seed=seed), seed)
    compiled.run(blueprint, 0, 2)
    events = len(compiled.replay(blueprint, 0).log.rows)  # type: ignore[union-attr]
    _, slow = timed(lambda: run_batch(blueprint, 0, INTERPRETED))
    slow /= INTERPRETED
    rows = [Row(f"busy team seed {seed}: rows of the event log", events, "rows")]
    for threads in (1, 2):
        _, taken = timed(lambda count=threads: compiled.run(blueprint, 0, COMPILED, threads=count))  # type: ignore[misc]
        name = f"busy team seed {seed}: a replication, {threads} thread{'s' * (threads > 1)}"
        rows.append(
            Row(name, 1000 * taken / COMPILED, "ms", "SimPy", 1000 * slow, Bar("<=", 1 / 75), "ratio")
        )
    return rows


def _first_call() -> Row:
    """Seconds until a new process has its first replication of a plan, machine code from the cache."""
    scenario = busy_team()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "plan.pickle"
        path.write_bytes(pickle.dumps((scenario, _plan_of(scenario))))
        code = f"from benchmarks.first_replication import run; run({str(path)!r})"
        _, taken = timed(lambda: subprocess.run([sys.executable, "-c", code], check=True))
    name = "busy team: first replication of a new process, imports included"
    return Row(name, taken, "s", bar=Bar("<=", 1.5))


def _many(seed: int) -> list[Row]:
    """Wall time and memory of many replications, all samples kept."""
    blueprint = _blueprint(busy_team(seed=seed), seed)
    _, taken = timed(lambda: compiled.run(blueprint, 0, MANY, threads=2))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        Row(f"busy team: {MANY} replications, 2 threads", taken, "s", bar=Bar("<=", 4)),
        Row("busy team: peak memory of the process", peak, "MB"),
    ]


def _scale(campaigns: int, seed: int) -> list[Row]:
    """Larger departments: the same team for each sixty campaigns."""
    scenario = busy_team(campaigns, seed)
    blueprint, compiling = timed(lambda: _blueprint(scenario, seed))
    _, laying_out = timed(lambda: compiled.run(blueprint, 0, 1))
    count = max(5, COMPILED * CAMPAIGNS // campaigns // 10)
    _, taken = timed(lambda: compiled.run(blueprint, 1, count))
    return [
        Row(f"{campaigns} campaigns: a replication, 1 thread", 1000 * taken / count, "ms"),
        Row(
            f"{campaigns} campaigns: compiling the model and its first replication",
            compiling + laying_out,
            "s",
        ),
    ]


def _queue(seed: int) -> list[Row]:
    """One long run of so many customers, empty at its start; all simulators count the same customers."""
    blueprint, preparing = timed(lambda: _blueprint(_queue_scenario(), seed))
    compiled.run(blueprint, seed + 1, 1)
    batch, taken = timed(lambda: compiled.run(blueprint, seed, 1))
    customers = int(batch.urgent_requests[0])
    _, interpreted = timed(lambda: run_replication(blueprint, seed))
    sojourn = batch.urgent_lead[0] / customers / (60 * HOURS_PER_UNIT)
    rows = [
        Row(f"M/M/3 seed {seed}: mean wait, exact {MEAN_WAIT}", sojourn - 1 / SERVICE, "service times"),
        Row(f"M/M/3 seed {seed}: compiling the model", preparing, "s"),
        Row(f"M/M/3 seed {seed}: {customers} customers", taken, "s", "the SimPy model", interpreted),
    ]
    for name, model in peers().items():
        _, peer = timed(lambda model=model: model(customers, seed))  # type: ignore[misc]
        rows.append(
            Row(f"M/M/3 seed {seed}: {customers} customers", taken, "s", name, peer, Bar("<=", 0.01), "ratio")
        )
    return rows


def _queue_scenario() -> Scenario:
    """An open stream of one exponential step, served round the clock by three people."""
    week = dict.fromkeys(WEEKDAYS, "00:00-24:00")
    fortnights = round(CUSTOMERS / ARRIVAL * HOURS_PER_UNIT / SERVICE / 336)
    people = [
        {"id": f"p{one}", "name": f"p{one}", "department": "d", "role": "r", "skills": {"s": 2}}
        for one in range(SERVERS)
    ]
    effort = {"distribution": "exponential", "hours": HOURS_PER_UNIT / SERVICE}
    stage = {"id": "serve", "name": "Serve", "skill": "s", "effort": effort}
    return Scenario.model_validate(
        {
            "mems": 1,
            "id": "queue",
            "name": "Queue",
            "horizon": {"start": "2027-01-04", "periods": fortnights, "period": "fortnight"},
            "calendar": {"week": week},
            "organisation": {
                "departments": [{"id": "d", "name": "d"}],
                "skills": [{"id": "s", "name": "s"}],
                "people": people,
            },
            "workflows": [{"id": "serve", "name": "Serve", "stages": [stage]}],
            "budget": {"total": 0},
            "objective": {"strategy": "today"},
            "risks": {"urgent": {"per_week": ARRIVAL * 168 / HOURS_PER_UNIT, "workflow": "serve"}},
        }
    )


def _plan(name: str, scenario: Scenario) -> Row:
    """Milliseconds for one replication of a whole plan, draws and indicators included, on one thread."""
    blueprint = _blueprint(scenario, 1)
    compiled.run(blueprint, 0, 1)
    _, taken = timed(lambda: compiled.run(blueprint, 0, COMPILED // 10))
    return Row(f"{name}: one replication", 1000 * taken / (COMPILED // 10), "ms")


def _blueprint(scenario: Scenario, seed: int) -> Blueprint:
    settings = SimulationSettings(dispatch="due_date", seed=seed)
    return build_blueprint(scenario, _plan_of(scenario), settings)


def _plan_of(scenario: Scenario) -> Plan:
    from pipeline import provenance  # noqa: PLC0415 - the pipeline loads every engine

    today = scenario.objective.model_copy(update={"strategy": "today"})
    allocation = allocate(scenario.model_copy(update={"objective": today}))
    return Plan(provenance=provenance(scenario), allocation=allocation)
