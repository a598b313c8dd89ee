"""Small cases of staffing that an integrated model can certify: people with skills, workflows, hiring, freelancers.

Every duration is a multiple of four hours and everyone keeps the shared calendar, so that a grid of four hours is
exact. Work of all campaigns is about one and a half times what the people who are there can do before the due dates.
"""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from scenarios.document import Scenario

START = dt.date(2027, 1, 4)
SLOT = 240
SKILLS = ("copy", "design", "media")
PERIODS, WEEKS_OF_PERIOD = 6, 2


def small_case(seed: int, *, campaigns: int = 8) -> Scenario:
    """A quarter of fortnights with campaigns of three to five steps, about 30 tasks in all."""
    draw = random.Random(seed)
    flows = [_flow(draw, number) for number in range(campaigns)]
    return Scenario.model_validate(
        {
            "mems": 1,
            "id": f"small-{seed}",
            "name": f"Small {seed}",
            "horizon": {"start": START, "periods": PERIODS, "period": "fortnight"},
            "campaigns": [_campaign(draw, number) for number in range(campaigns)],
            "organisation": {
                "departments": [{"id": "all", "name": "all"}],
                "skills": [{"id": skill, "name": skill} for skill in SKILLS],
                "people": [_person(draw, number) for number in range(4)],
            },
            "workflows": flows,
            "budget": {"total": 10_000_000},
            "objective": {"strategy": "money_and_people", "carry_out_periods": 0},
            "settings": {"solver": {"relative_gap": 1e-4, "allocation_seconds": 5, "schedule_seconds": 1}},
            "staffing": _options(draw),
        }
    )


def _flow(draw: random.Random, number: int) -> dict[str, Any]:
    stages: list[dict[str, Any]] = []
    for place in range(draw.choice([3, 4, 4, 5])):
        stage: dict[str, Any] = {
            "id": f"s{place}",
            "name": f"s{place}",
            "skill": draw.choice(SKILLS),
            "effort": 4 * draw.choice([2, 4, 6, 8, 10]),
        }
        if place >= 2 and draw.random() < 0.4:
            stage["predecessors"] = [f"s{place - 2}"]
        stages.append(stage)
    last = stages[-1]
    last["predecessors"] = [f"s{place}" for place in range(len(stages) - 1)]
    return {"id": f"w{number}", "name": f"w{number}", "stages": stages}


def _campaign(draw: random.Random, number: int) -> dict[str, Any]:
    due = START + dt.timedelta(days=7 * draw.choice([4, 5, 6, 7, 8]))
    return {
        "id": f"c{number}",
        "name": f"c{number}",
        "workflow": f"w{number}",
        "value": draw.randrange(6_000, 40_000, 1_000),
        "fixed_cost": draw.randrange(500, 3_000, 100),
        "due": due,
        "flight_periods": 1,
        "lateness": {"decay_per_day": draw.choice([0.05, 0.1, 0.2])},
    }


def _person(draw: random.Random, number: int) -> dict[str, Any]:
    skills = {SKILLS[number % len(SKILLS)]: 2}
    if draw.random() < 0.4:
        skills[draw.choice(SKILLS)] = 2
    return {
        "id": f"p{number}",
        "name": f"p{number}",
        "department": "all",
        "role": SKILLS[number % len(SKILLS)],
        "skills": skills,
    }


def _options(draw: random.Random) -> dict[str, Any]:
    return {
        "hiring": [
            {
                "id": f"hire-{skill}",
                "name": skill,
                "role": skill,
                "cost": draw.randrange(1_000, 4_000, 500),
                "monthly_salary": draw.randrange(1_500, 5_000, 500),
                "lead_time_weeks": draw.choice([0, 2, 4]),
                "ramp_up_weeks": 0,
                "most": 2,
            }
            for skill in SKILLS[:2]
        ],
        "freelance": [
            {
                "id": "free",
                "name": "free",
                "skills": {SKILLS[2]: 2},
                "department": "all",
                "cost_per_hour": draw.randrange(60, 240, 20),
                "hours_per_month": 174,
                "lead_time_weeks": 1,
            }
        ],
    }
