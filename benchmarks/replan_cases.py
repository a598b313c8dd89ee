"""Small plans under way, with things that befall them."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from optimizer.replan import Absence, Departure, Disruption, Options, Replan, Urgent, replan
from optimizer.schedule.executor import settle
from optimizer.schedule.flights import add_flights
from optimizer.schedule.greedy import build
from optimizer.schedule.losses import Losses
from optimizer.schedule.problem import compile_problem
from optimizer.schedule.result import make_proof, to_schedule
from scenarios.actuals import Actuals, actuals_of, as_planned
from scenarios.document import Campaign, Scenario
from scenarios.document.settings import SolverSettings
from scenarios.generator import GeneratorSettings, generate
from scenarios.generator.load import everything
from scenarios.network import Workload, compile_workload
from scenarios.plan import Plan, Provenance
from scenarios.valuation import Valuation
from simulation.answers import replay_events

WEEK = {day: ["09:00-12:00", "13:00-18:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
START = dt.date(2027, 1, 4)


@dataclass(frozen=True)
class UnderWay:
    """A plan, its document, and where it stands."""

    scenario: Scenario
    plan: Plan
    actuals: Actuals
    status_date: dt.date
    disruptions: tuple[Disruption, ...]
    options: Options

    def replanned(self) -> Replan:
        """The plan made again."""
        return replan(
            self.scenario, self.plan, self.actuals, disruptions=self.disruptions, options=self.options
        )


def workload_of(scenario: Scenario, plan: Plan) -> Workload:
    """The work of a plan."""
    return compile_workload(scenario, Valuation(scenario).targets(plan.allocation))


def first_plan(scenario: Scenario) -> Plan:
    """Every campaign at its due date, scheduled by the first priority rule."""
    allocation = everything(scenario)
    workload = compile_workload(scenario, Valuation(scenario).targets(allocation))
    problem = compile_problem(workload, scenario.risks)
    losses = Losses(scenario, problem)
    preparation = problem.preparations()
    course = settle(preparation, build(preparation, 3.0).order())
    course = settle(problem, add_flights(problem, course))
    schedule = to_schedule(problem, course, make_proof(losses.of(course), 0, 0.005))
    origin = Provenance(
        scenario=scenario.id, content_hash=scenario.content_hash(), seed=1, versions={"mems": "test"}
    )
    projected = Valuation(scenario).statement(allocation, schedule.launches, schedule.people_minutes)
    return Plan(provenance=origin, allocation=allocation, schedule=schedule, projected=projected)


def random_scenario(seed: int) -> Scenario:
    """Three to five people, three to six campaigns, some waiting for others; work comes back and people fall ill."""
    rng = random.Random(seed)
    skills = ("craft", "draw", "write")
    people = [_person(rng, number, skills) for number in range(rng.randint(3, 5))]
    stages = _stages(rng, skills)
    campaigns = [_campaign(rng, number) for number in range(rng.randint(3, 6))]
    document = {
        "mems": 1,
        "id": f"case{seed}",
        "name": f"Case {seed}",
        "horizon": {"start": START.isoformat(), "periods": 12},
        "calendar": {"week": WEEK},
        "channels": [_channel()],
        "campaigns": campaigns,
        "organisation": {
            "departments": [{"id": "team", "name": "Team"}, {"id": "other", "name": "Other"}],
            "skills": [{"id": skill, "name": skill} for skill in skills],
            "people": people,
            "approvers": [{"id": "head", "name": "Head", "latency": 6, "department": "other"}],
            "handoff": {"default": rng.choice([0, 2])},
            "wip_limit": rng.choice([None, 2, 3]),
        },
        "workflows": [
            {"id": "prep", "name": "Prep", "stages": stages, "launch": stages[-1]["id"]},
            {
                "id": "fast",
                "name": "Fast",
                "stages": [{"id": "rush", "name": "Rush", "effort": 12, "skill": "craft"}],
            },
        ],
        "budget": {"total": 100_000},
        "objective": {"strategy": "budget_only"},
        "risks": {"absence": {"daily_probability": 0.02, "spell_days": [2]}},
        "settings": {"simulation": {"engine": "simpy"}},
    }
    return Scenario.model_validate(document)


def _person(rng: random.Random, number: int, skills: Sequence[str]) -> dict[str, Any]:
    own = rng.sample(skills, rng.randint(1, len(skills)))
    if number < len(skills) and skills[number] not in own:
        own.append(skills[number])
    return {
        "id": f"p{number}",
        "name": f"P{number}",
        "department": rng.choice(["team", "team", "other"]),
        "role": "member",
        "skills": {skill: rng.randint(1, 4) for skill in own},
        "cost_per_hour": 10,
    }


def _stages(rng: random.Random, skills: Sequence[str]) -> list[dict[str, Any]]:
    stages: list[dict[str, Any]] = []
    for number in range(rng.randint(3, 5)):
        earlier = [one["id"] for one in stages]
        before = rng.sample(earlier, min(len(earlier), rng.randint(1, 2)))
        form: dict[str, Any] = {"effort": rng.choice([4, 9, 16, 30]), "skill": rng.choice(skills)}
        kind = rng.random()
        if kind < 0.15:
            form = {"approvers": ["head"]}
        elif kind < 0.25:
            form = {"latency": 10}
        elif number and kind < 0.5:
            form["rework"] = {"probability": 0.4, "target": rng.choice(before), "repeat_effort": 0.5}
        elif kind < 0.6:
            form["effort"] = [4, 9, 40]
        stages.append({"id": f"s{number}", "name": f"S{number}", "predecessors": before, **form})
    return stages


def _campaign(rng: random.Random, number: int, **more: Any) -> dict[str, Any]:
    due = START + dt.timedelta(days=rng.randint(3, 7) + 5 * min(number, 6))
    return {
        "id": f"c{number}",
        "name": f"C{number}",
        "due": due.isoformat(),
        "workflow": "prep",
        "value": 200_000,
        "lateness": {"loss_per_day": rng.choice([200, 1_000, 5_000])},
        "prerequisites": [f"c{number - 1}"] if number and rng.random() < 0.2 else [],
        "size": rng.choice([0.5, 1.0, 1.5]),
        "flight_periods": 2,
        "channels": [{"channel": "search", "today": 1_000}] if rng.random() < 0.5 else [],
        **more,
    }


def _channel() -> dict[str, Any]:
    curve = {"family": "hill", "ceiling": 10_000, "half_saturation": 5_000}
    return {
        "id": "search",
        "name": "Search",
        "curve": curve,
        "hours_per_active_period": [{"skill": "write", "hours": 3}],
    }


SETTINGS = SolverSettings(schedule_seconds=0.1, deterministic=True)


def simulated(scenario: Scenario, plan: Plan, status: int, number: int) -> Actuals:
    """Actuals of a replication cut at a moment."""
    events = replay_events(scenario, plan, number)
    return actuals_of(events, workload_of(scenario, plan), scenario.horizon, status)


def random_case(seed: int) -> UnderWay:
    """A plan that was under way for some days as the simulation has it, and what came up."""
    rng = random.Random(f"case {seed}")
    scenario = random_scenario(seed)
    plan = first_plan(scenario)
    last = max(job.completion for job in plan.schedule.jobs if job.kind == "preparation") // 1440
    status_date = START + dt.timedelta(days=rng.randint(1, max(2, min(last, 40))))
    actuals = simulated(scenario, plan, scenario.horizon.minute(status_date), seed)
    options = Options(
        frozen_days=rng.choice([0, 2, 5]),
        most_changes=rng.choice([None, None, 0, 2, 5]),
        settings=SETTINGS,
    )
    return UnderWay(
        scenario, plan, actuals, status_date, random_disruptions(rng, scenario, status_date), options
    )


def large_case(seed: int, campaigns: int, seconds: float, *, deterministic: bool = False) -> UnderWay:
    """A generated plan after three weeks as planned, with the busiest person away for the next three."""
    scenario = generate(GeneratorSettings(campaigns=campaigns, load=1.3), seed).scenario
    plan = first_plan(scenario)
    status_date = scenario.horizon.start + dt.timedelta(days=21)
    minutes = plan.schedule.people_minutes if plan.schedule else {}
    busiest = max(minutes, key=lambda person: minutes[person])
    away = Absence(busiest, status_date, status_date + dt.timedelta(days=20))
    settings = SolverSettings(schedule_seconds=seconds, deterministic=deterministic)
    actuals = as_planned(plan.schedule, scenario.horizon.minute(status_date)) if plan.schedule else None
    return UnderWay(
        scenario,
        plan,
        actuals or Actuals(status=scenario.horizon.minute(status_date)),
        status_date,
        (away,),
        Options(frozen_days=3, settings=settings),
    )


def random_disruptions(
    rng: random.Random, scenario: Scenario, status_date: dt.date
) -> tuple[Disruption, ...]:
    """Nothing, somebody away or gone, or an urgent campaign."""
    person = rng.choice([one.id for one in scenario.organisation.people])
    first = status_date + dt.timedelta(days=rng.randint(0, 4))
    kind = rng.choice(["none", "absence", "absence", "departure", "urgent"])
    if kind == "absence":
        return (Absence(person, first, first + dt.timedelta(days=rng.randint(0, 9))),)
    if kind == "departure" and spare(scenario, person):
        return (Departure(person, first),)
    if kind == "urgent":
        due = (first + dt.timedelta(days=7)).isoformat()
        form = _campaign(
            rng, 99, id="rush", due=due, workflow="fast", prerequisites=[], channels=[], size=1.0
        )
        return (Urgent(Campaign.model_validate(form)),)
    return ()


def spare(scenario: Scenario, person: str) -> bool:
    """Whether somebody else has each of the person's skills."""
    others = [one for one in scenario.organisation.people if one.id != person]
    own = next(one for one in scenario.organisation.people if one.id == person)
    return all(any(skill in one.skills for one in others) for skill in own.skills)
