"""Small scenarios for staffing whose every number can be followed by hand."""

import random

from scenarios.document import Scenario
from tests.optimizer.allocation.cases import day, organisation, person, settings

MONTH_HOURS = 160
"""Working hours of 28 days at 40 hours a week."""


def scenario(campaigns, people, *, periods=3, total=1_000_000, staffing=None, **more):
    """Periods of a fortnight (80 hours a head), no hand-offs, every stage certain, load limit 1."""
    skills = sorted({skill for one in people for skill in one["skills"]} | {"craft", "media"})
    document = {
        "mems": 1,
        "id": "case",
        "name": "case",
        "horizon": {"start": day(0), "periods": periods, "period": "fortnight"},
        "channels": [],
        "campaigns": [one for one, _ in campaigns],
        "organisation": {**organisation(0, skills), "people": people},
        "workflows": [flow for _, flow in campaigns],
        "budget": {"total": total},
        "objective": {"strategy": "money_and_people", "carry_out_periods": 0},
        "settings": settings(),
        "staffing": staffing or {},
    }
    return Scenario.model_validate({**document, **more})


def campaign(name, value, stages, *, launch=2, release=0, **more):
    """A campaign worth ``value`` that launches at the start of fortnight ``launch``; stages are (skill, hours)."""
    work = [
        {"id": f"s{number}", "name": f"s{number}", "skill": skill, "effort": hours}
        for number, (skill, hours) in enumerate(stages)
    ]
    given = {
        "id": name,
        "name": name,
        "value": value,
        "due": day(14 * launch),
        "release": day(14 * release),
        "flight_periods": 1,
        "workflow": f"w-{name}",
        "lateness": {"decay_per_day": 1.0},
    }
    return {**given, **more}, {"id": f"w-{name}", "name": name, "stages": work}


def worker(name, *, role="maker", skill="craft", **more):
    return {**person(name, {skill: 2}), "role": role, "cost_per_hour": 50, **more}


def random_case(seed, *, count=4):
    """Some campaigns, two skills, one or two people of each, and options of every kind."""
    draw = random.Random(seed)
    campaigns = [
        campaign(
            f"c{number}",
            draw.randrange(1_000, 20_000, 500),
            [
                (draw.choice(["craft", "media"]), draw.choice([20, 40, 60]))
                for _ in range(draw.choice([1, 2]))
            ],
            launch=draw.choice([2, 3]),
        )
        for number in range(count)
    ]
    people = [worker(f"a{number}") for number in range(draw.choice([1, 2]))]
    people.append(worker("b0", role="buyer", skill="media"))
    staffing = {
        "hiring": [
            {
                "id": "h",
                "name": "h",
                "role": "maker",
                "cost": draw.randrange(500, 3_000, 100),
                "monthly_salary": draw.randrange(1_000, 8_000, 100),
                "lead_time_weeks": 2,
                "ramp_up_weeks": 2,
                "most": 2,
            }
        ],
        "freelance": [
            {
                "id": "f",
                "name": "f",
                "skills": {"media": 2},
                "department": "all",
                "cost_per_hour": draw.randrange(20, 200, 10),
                "hours_per_month": 60,
            }
        ],
        "overtime": [{"id": "o", "name": "o", "role": "maker", "most": 0.25}],
        "training": [
            {
                "id": "t",
                "name": "t",
                "role": "buyer",
                "skill": "craft",
                "levels": [1, 2],
                "practice_weeks": 2,
                "cost": draw.randrange(0, 2_000, 100),
                "hours": 8,
                "weeks": 2,
            }
        ],
    }
    return scenario(campaigns, people, periods=4, staffing=staffing)
