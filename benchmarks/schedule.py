"""Scheduling: value lost by lateness on generated marketing plans, beside a dispatching rule and PyJobShop.

The first instances are today's campaigns of generated scenarios on named people without personal calendars, so that
time can be counted in shared working minutes, which is all that PyJobShop knows. Every answer is priced by the same
function. Marketing plans with leave follow (`benchmarks.marketing_plans`), at one and ten seconds whatever is asked
for.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from pathlib import Path

from benchmarks.documents import scenarios_in, with_seconds
from benchmarks.job_shop import solve as job_shop
from benchmarks.marketing_rows import marketing_rows
from benchmarks.rows import Bar, Row, timed
from optimizer import allocate
from optimizer.schedule import make_schedule
from optimizer.schedule.executor import execute
from optimizer.schedule.greedy import build
from optimizer.schedule.problem import compile_problem
from scenarios.document import Scenario
from scenarios.generator import GeneratorSettings, generate
from scenarios.network import Workload, compile_workload
from scenarios.valuation import Valuation, lateness_loss

CAMPAIGNS = 60
LOAD = 2.5
BY_DUE_DATE = 0.0


def run(seeds: Sequence[int], instances: Path | None, seconds: float) -> list[Row]:
    """All rows of the benchmark."""
    settings = GeneratorSettings(campaigns=CAMPAIGNS, load=LOAD)
    plans = [(f"generated seed {seed}", _common_time(generate(settings, seed).scenario)) for seed in seeds]
    plans += [(one.id, _common_time(one)) for one in scenarios_in(instances)]
    rows = [row for name, scenario in plans for row in _rows(name, with_seconds(scenario, seconds), seconds)]
    return rows + marketing_rows(seeds)


def _common_time(scenario: Scenario) -> Scenario:
    """The scenario's today's plan, with everyone on the shared calendar and never on leave."""
    document = scenario.model_dump(mode="json")
    document["objective"]["strategy"] = "today"
    organisation = document["organisation"]
    for one in (*organisation["people"], *organisation["approvers"]):
        one["leave"], one["calendar"] = [], None
    organisation["wip_limit"] = None
    return Scenario.model_validate(document)


def _rows(name: str, scenario: Scenario, seconds: float) -> list[Row]:
    valuation = Valuation(scenario)
    workload = compile_workload(scenario, valuation.targets(allocate(scenario)))
    schedule, taken = timed(lambda: make_schedule(scenario, workload))
    ours = _loss(scenario, workload, schedule.launches)
    peers = {"earliest due date rule": _loss(scenario, workload, _by_due_date(scenario, workload))}
    if importlib.util.find_spec("pyjobshop"):
        launches = job_shop(workload, scenario, seconds)
        if launches is not None:
            peers["PyJobShop"] = _loss(scenario, workload, launches)
    rows = [Row(f"{name}: time", taken, "s", bar=Bar("<=", seconds * 1.1 + 1))]
    if importlib.util.find_spec("pyjobshop"):
        rows.append(
            Row(f"{name}: PyJobShop found a plan in the same time", float("PyJobShop" in peers), "yes = 1")
        )
    return rows + [
        Row(
            f"{name}: value lost by lateness",
            ours / 100,
            scenario.currency,
            peer,
            loss / 100,
            Bar("<=", 1.0),
            "ratio",
        )
        for peer, loss in peers.items()
    ]


def _by_due_date(scenario: Scenario, workload: Workload) -> dict[str, int]:
    problem = compile_problem(workload, scenario.risks).preparations()
    course = execute(problem, build(problem, BY_DUE_DATE).order())
    return {job.campaign: course.launch(problem, job.index) for job in problem.jobs}


def _loss(scenario: Scenario, workload: Workload, launches: dict[str, int]) -> int:
    """Minor units lost by lateness, by the one definition."""
    campaigns = {campaign.id: campaign for campaign in scenario.campaigns}
    return sum(
        lateness_loss(campaigns[job.campaign], job.revenue, launches[job.campaign] - job.target)
        for job in workload.jobs
        if job.kind == "preparation"
    )
