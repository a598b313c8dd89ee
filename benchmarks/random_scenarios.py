"""Random scenarios with every kind of requirement: each answer stands up to checks that know no solver.

For every seed the scenario is allocated. A plan has to pass `optimizer.verify`; an infeasible scenario has to name
requirements that conflict, all others dropped, and of which none can be spared. Seeds stand for whole blocks of
scenarios: seed s runs those with numbers 250 (s - 1) to 250 s - 1, so that the four seeds 1 to 4 make a thousand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from benchmarks.documents import scenarios_in
from benchmarks.random_documents import random_scenario
from benchmarks.relaxation import requirements, without
from benchmarks.rows import Bar, Row, timed
from optimizer import allocate
from optimizer.verify import verify
from scenarios.document import Scenario, SolverSettings
from scenarios.plan import Allocation, Plan, Provenance, Status

BLOCK = 250
GAP = 1e-3
ANSWERED = frozenset({Status.OPTIMAL, Status.FEASIBLE})


def run(seeds: Sequence[int], instances: Path | None, seconds: float) -> list[Row]:
    """Counts over all scenarios, and the time that the slowest took."""
    limits = SolverSettings(allocation_seconds=seconds, relative_gap=GAP)
    numbers = [number for seed in seeds for number in range(BLOCK * (seed - 1), BLOCK * seed)]
    counts: Counter[str] = Counter()
    slowest = 0.0
    for scenario in [*map(random_scenario, numbers), *scenarios_in(instances)]:
        found, taken = timed(partial(allocate, scenario, settings=limits))
        slowest = max(slowest, taken)
        counts.update(judged(scenario, found, limits))
    every = counts["scenarios"]
    return [
        Row("scenarios", every, "count"),
        Row("proven optimal", counts["optimal"], "count"),
        Row("proven infeasible", counts["infeasible"], "count"),
        Row("optimum or conflict proven", (counts["optimal"] + counts["infeasible"]) / every, "share"),
        Row("plans that break a requirement or misstate their value", counts["broken"], "count", bar=NONE),
        Row("infeasible without a named conflict", counts["unexplained"], "count", bar=NONE),
        Row("named conflicts that are none", counts["no conflict"], "count", bar=NONE),
        Row("named conflicts with a member that can be spared", counts["not minimal"], "count", bar=NONE),
        Row(
            "the same with a goal on revenue, known from hulls only", counts["not minimal, revenue"], "count"
        ),
        Row("neither plan nor proof in time", counts["unknown"], "count"),
        Row("slowest allocation", slowest, "s"),
    ]


NONE = Bar("<=", 0)


def judged(scenario: Scenario, found: Allocation, limits: SolverSettings) -> list[str]:
    """What is to be counted about an answer."""
    counts = ["scenarios", str(found.proof.status)]
    if found.proof.status in ANSWERED and is_broken(scenario, found):
        counts.append("broken")
    if found.proof.status is Status.INFEASIBLE:
        fault = fault_of_conflict(scenario, found, limits)
        counts += [fault] if fault else []
    return counts


def is_broken(scenario: Scenario, found: Allocation) -> bool:
    """Whether a plan breaks anything that the document asks for."""
    solver = scenario.settings.solver.model_copy(update={"relative_gap": GAP})
    same = scenario.model_copy(update={"settings": scenario.settings.model_copy(update={"solver": solver})})
    origin = Provenance(scenario=same.id, content_hash=same.content_hash(), seed=1, versions={})
    return bool(verify(same, Plan(provenance=origin, allocation=found)))


def fault_of_conflict(scenario: Scenario, found: Allocation, limits: SolverSettings) -> str | None:
    """What is wrong with the named conflict, if anything."""
    named = {one.path for one in found.conflicts}
    enforced = [goal for goal in scenario.goals if goal.enforce]
    if not named:
        return "unexplained"
    others = [path for path in requirements(scenario) if path not in named]

    def is_possible(dropped: list[str]) -> bool:
        return allocate(without(scenario, dropped), settings=limits).proof.status is not Status.INFEASIBLE

    if is_possible(others):
        return "no conflict"
    spared = (path for path in sorted(named) if not is_possible([*others, path]))
    if next(spared, None) is None:
        return None
    return "not minimal, revenue" if any(goal.measure == "revenue" for goal in enforced) else "not minimal"
