"""Small random plans that are late or cannot be done at all, with every kind of fact that may be to blame."""

from __future__ import annotations

import datetime as dt
from itertools import count
from random import Random
from typing import Any, TypeAlias

from optimizer.inquiry.case import Case
from optimizer.schedule import Unschedulable, make_schedule
from scenarios.document import Scenario, SolverSettings
from scenarios.network import Target
from scenarios.plan import Schedule

Document: TypeAlias = dict[str, Any]
START = dt.date(2027, 1, 4)
SKILLS = ("copy", "design", "data")
QUICK = SolverSettings(schedule_seconds=0.3, deterministic=True, relative_gap=0.0)
IMPOSSIBLE_SHARE = 0.15
"""Of the cases, of those in which something can never be done."""


def random_case(seed: int) -> tuple[Case, Schedule | None]:
    """A case with a late plan, or with none; the same for the same seed."""
    for attempt in count():
        random = Random(f"inquiry/{seed}/{attempt}")
        case = case_of(_scenario(random, impossible=seed % 100 < 100 * IMPOSSIBLE_SHARE))
        try:
            schedule = make_schedule(case.scenario, case.workload, settings=QUICK)
        except Unschedulable:
            return case, None
        if any(schedule.launches[one] > target.minute for one, target in case.targets.items()):
            return case, schedule
    raise AssertionError


def case_of(scenario: Scenario) -> Case:
    """All campaigns, each to launch on its due date."""
    horizon = scenario.horizon
    targets = {
        one.id: Target(
            minute=horizon.minute(one.due), loss_per_day=one.lateness.loss_per_day, revenue=one.value
        )
        for one in scenario.campaigns
    }
    return Case.of(scenario, targets)


def _scenario(random: Random, *, impossible: bool) -> Scenario:
    stages = _stages(random)
    if impossible:
        work = random.choice([one for one in stages if "effort" in one])
        work |= random.choice(
            [{"level": 4, "people": 2}, {"department": "agency", "level": 4}, {"people": 4}]
        )
    return Scenario.model_validate(
        {
            "mems": 1,
            "id": "case",
            "name": "Case",
            "horizon": {"start": START.isoformat(), "periods": 6},
            "campaigns": _campaigns(random),
            "organisation": {
                "departments": [{"id": "studio", "name": "Studio"}, {"id": "agency", "name": "Agency"}],
                "skills": [{"id": one, "name": one} for one in SKILLS],
                "people": [_person(random, number) for number in range(random.randint(2, 4))],
                "approvers": [
                    {
                        "id": "head",
                        "name": "Head",
                        "latency": random.choice([1, 3, 8]),
                        "department": "agency",
                    },
                    {"id": "boss", "name": "Boss", "latency": random.choice([2, 5]), "leave": _leave(random)},
                ],
                "handoff": {"default": random.choice([0, 1, 3])},
                "wip_limit": random.choice([None, None, 1, 2]),
            },
            "workflows": [{"id": "prep", "name": "Prep", "stages": stages}],
            "budget": {"total": 0},
        }
    )


def _person(random: Random, number: int) -> Document:
    skills = {one: random.randint(1, 3) for one in random.sample(SKILLS, random.randint(1, 2))}
    skills |= {SKILLS[number]: random.randint(2, 3)} if number < len(SKILLS) else {}
    if number == 1:
        skills |= {SKILLS[2]: 2}
    person = {
        "id": f"p{number}",
        "name": f"P{number}",
        "department": random.choice(["studio", "studio", "agency"]),
        "role": "member",
        "skills": skills,
        "cost_per_hour": random.choice([100, 200]),
        "leave": _leave(random),
    }
    joins = {"joins": _day(random.randint(0, 5))} if random.random() < 0.15 else {}
    return person | joins


def _leave(random: Random) -> list[Document]:
    if random.random() < 0.6:
        return []
    first = random.randint(0, 9)
    return [{"first": _day(first), "last": _day(first + random.randint(0, 3))}]


def _stages(random: Random) -> list[Document]:
    stages: list[Document] = [_work(random, "s0")]
    for number in range(1, random.randint(3, 5)):
        one = random.choice([_work, _work, _work, _review, _wait])(random, f"s{number}")
        before = random.sample([one["id"] for one in stages], min(len(stages), random.randint(1, 2)))
        stages.append({**one, "predecessors": before})
    return stages


def _work(random: Random, name: str) -> Document:
    work = {"id": name, "name": name, "effort": random.randint(2, 10), "skill": random.choice(SKILLS)}
    extra = random.choice([{}, {}, {}, {"people": 2}, {"level": 2}, {"department": "studio"}])
    return work | extra


def _review(random: Random, name: str) -> Document:
    signing = random.choice([["head"], ["boss"], ["head", "boss"]])
    return {"id": name, "name": name, "approvers": signing}


def _wait(random: Random, name: str) -> Document:
    return {"id": name, "name": name, "latency": random.randint(1, 12)}


def _campaigns(random: Random) -> list[Document]:
    campaigns: list[Document] = []
    for number in range(random.randint(1, 4)):
        earlier = [one["id"] for one in campaigns]
        campaigns.append(
            {
                "id": f"c{number}",
                "name": f"C{number}",
                "workflow": "prep",
                "due": _day(random.randint(2, 16)),
                "release": _day(random.randint(1, 6)) if random.random() < 0.3 else None,
                "prerequisites": [random.choice(earlier)] if earlier and random.random() < 0.2 else [],
                "value": 100_000,
                "lateness": {"loss_per_day": random.choice([500, 1000, 5000])},
                "size": random.choice([0.5, 1.0, 1.5]),
            }
        )
    return campaigns


def _day(number: int) -> str:
    return (START + dt.timedelta(days=number)).isoformat()
