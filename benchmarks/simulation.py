"""Simulation: M/M/3 through the product's own documents beside three general simulators, and the cost of a plan."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.documents import scenarios_in
from benchmarks.queues import ARRIVAL, MEAN_WAIT, SERVERS, SERVICE, peers
from benchmarks.rows import Row, timed
from optimizer import allocate
from scenarios.document import Scenario
from scenarios.document.calendar import WEEKDAYS
from scenarios.document.settings import SimulationSettings
from scenarios.generator import flagship
from scenarios.plan import Plan
from simulation import replicate, simulate
from simulation.log import Kind

CUSTOMERS = 20_000
HOURS_PER_UNIT = 10
REPLICATIONS = 20


def run(seeds: Sequence[int], instances: Path | None, seconds: float) -> list[Row]:
    """All rows; ``seconds`` is not used, the work is fixed."""
    del seconds
    rows = [row for seed in seeds for row in _queue(seed)]
    plans = [("flagship, today's plan", flagship())] + [(one.id, one) for one in scenarios_in(instances)]
    return rows + [row for name, scenario in plans for row in _plan(name, scenario)]


def _queue(seed: int) -> list[Row]:
    """One long run of so many customers, empty at its start; all simulators count the same customers."""
    scenario = _queue_scenario(seed)
    plan = _plan_of(scenario)
    (log, taken) = timed(lambda: replicate(scenario, plan).log)
    ready, started = log.of(Kind.READY), log.of(Kind.STARTED)
    moments = {int(row[2]): int(row[0]) for row in ready}
    waits = [int(row[0]) - moments[int(row[2])] for row in started]
    wait = sum(waits) / len(waits) / (60 * HOURS_PER_UNIT)
    rows = [
        Row(f"M/M/3 seed {seed}: mean wait, exact {MEAN_WAIT}", wait, "service times"),
        Row(f"M/M/3 seed {seed}: {len(waits)} customers", taken, "s"),
    ]
    for name, model in peers().items():
        _, peer = timed(lambda model=model: model(len(waits), seed))  # type: ignore[misc]
        rows.append(Row(f"M/M/3 seed {seed}: time a customer", taken, "s", name, peer))
    return rows


def _queue_scenario(seed: int) -> Scenario:
    """An open stream of one exponential step, served round the clock by three people."""
    week = dict.fromkeys(WEEKDAYS, "00:00-24:00")
    weeks = round(CUSTOMERS / ARRIVAL * HOURS_PER_UNIT / SERVICE / 168)
    people = [
        {"id": f"p{one}", "name": f"p{one}", "department": "d", "role": "r", "skills": {"s": 2}}
        for one in range(SERVERS)
    ]
    return Scenario.model_validate(
        {
            "mems": 1,
            "id": "queue",
            "name": "Queue",
            "horizon": {"start": "2027-01-04", "periods": weeks},
            "calendar": {"week": week},
            "organisation": {
                "departments": [{"id": "d", "name": "d"}],
                "skills": [{"id": "s", "name": "s"}],
                "people": people,
            },
            "workflows": [
                {
                    "id": "serve",
                    "name": "Serve",
                    "stages": [
                        {
                            "id": "serve",
                            "name": "Serve",
                            "skill": "s",
                            "effort": {"distribution": "exponential", "hours": HOURS_PER_UNIT / SERVICE},
                        }
                    ],
                }
            ],
            "budget": {"total": 0},
            "objective": {"strategy": "today"},
            "risks": {"urgent": {"per_week": ARRIVAL * 168 / HOURS_PER_UNIT, "workflow": "serve"}},
            "settings": {"simulation": {"dispatch": "due_date", "seed": seed}},
        }
    )


def _plan(name: str, scenario: Scenario) -> list[Row]:
    """Seconds for one replication of a whole plan, draws and indicators included, on one process."""
    settings = SimulationSettings(replications=REPLICATIONS, dispatch="due_date", workers=1)
    plan = _plan_of(scenario)
    _, taken = timed(lambda: simulate(scenario, plan, settings=settings))
    return [Row(f"{name}: one replication", taken / REPLICATIONS, "s")]


def _plan_of(scenario: Scenario) -> Plan:
    from pipeline import provenance  # noqa: PLC0415 - the pipeline loads every engine

    today = scenario.objective.model_copy(update={"strategy": "today"})
    allocation = allocate(scenario.model_copy(update={"objective": today}))
    return Plan(provenance=provenance(scenario), allocation=allocation)
