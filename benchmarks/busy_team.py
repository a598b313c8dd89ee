"""A busy department of any size: campaigns of twelve stages, 35 people for each 60 of them, all that disturbs."""

from __future__ import annotations

import datetime as dt
import random

from scenarios.document import Scenario

START = dt.date(2027, 1, 4)
CAMPAIGNS, PEOPLE, WEEKS = 60, 35, 26
SKILLS = ("plan", "copy", "design", "video", "media", "data", "legal")
STAGES = (
    ("brief", "plan", [2, 4, 8]),
    ("concept", "plan", [4, 8, 20]),
    ("sign_off", None, None),
    ("copy", "copy", [4, 10, 24]),
    ("design", "design", [6, 14, 30]),
    ("video", "video", [4, 12, 30]),
    ("review", "plan", [1, 2, 4]),
    ("legal", "legal", [1, 2, 6]),
    ("build", "media", [3, 6, 12]),
    ("check", "data", [1, 2, 4]),
    ("launch", "media", [1, 2, 3]),
    ("report", "data", [2, 4, 8]),
)
BEFORE = {
    "copy": ["sign_off"],
    "design": ["sign_off"],
    "video": ["sign_off"],
    "review": ["copy", "design", "video"],
}


def busy_team(campaigns: int = CAMPAIGNS, seed: int = 1) -> Scenario:
    """A scenario with so many campaigns; the team grows with them, the half-year stays."""
    draw = random.Random(seed)
    people = round(PEOPLE * campaigns / CAMPAIGNS)
    return Scenario.model_validate(
        {
            "mems": 1,
            "id": f"busy-{campaigns}",
            "name": f"Busy team, {campaigns} campaigns",
            "horizon": {"start": START.isoformat(), "periods": WEEKS},
            "campaigns": [_campaign(number, draw) for number in range(campaigns)],
            "organisation": _organisation(people, max(1, campaigns * 2 // 5), draw),
            "workflows": [
                {
                    "id": "prep",
                    "name": "Preparation",
                    "launch": "launch",
                    "stages": [_stage(*one) for one in STAGES],
                },
                {"id": "quick", "name": "Quick", "stages": [_stage("post", "copy", [1, 2, 4])]},
            ],
            "budget": {"total": 0},
            "objective": {"margin": 0.6, "staff_cost": True, "strategy": "today"},
            "risks": {
                "absence": {"daily_probability": 0.02},
                "change_requests": {"at_most": 2, "probability": 0.3, "extra_effort": [1, 2, 6]},
                "urgent": {"per_week": 2 * campaigns / CAMPAIGNS, "workflow": "quick", "value": 500},
            },
        }
    )


def _campaign(number: int, draw: random.Random) -> dict[str, object]:
    release = START + dt.timedelta(days=draw.randrange(0, 90))
    return {
        "id": f"c{number}",
        "name": f"c{number}",
        "workflow": "prep",
        "release": release.isoformat(),
        "due": (release + dt.timedelta(days=draw.randrange(28, 80))).isoformat(),
        "value": draw.randrange(10_000, 200_000),
        "size": draw.choice([0.7, 1.0, 1.0, 1.4]),
        "lateness": {"loss_per_day": draw.randrange(100, 2_000), "decay_per_day": draw.choice([0.0, 0.01])},
    }


def _stage(name: str, skill: str | None, hours: list[int] | None) -> dict[str, object]:
    stage: dict[str, object] = {"id": name, "name": name}
    if skill is None:
        stage["approvers"] = ["head", "finance"]
    else:
        stage |= {"skill": skill, "effort": hours}
    if name in BEFORE:
        stage["predecessors"] = BEFORE[name]
    if name == "review":
        stage["rework"] = {"probability": 0.25, "target": "copy"}
    if name == "check":
        stage["rework"] = {"probability": 0.1, "target": "build"}
    return stage


def _organisation(people: int, limit: int, draw: random.Random) -> dict[str, object]:
    shifts = {"early": "08:00-16:00", "late": "11:00-19:00"}
    days = ("mon", "tue", "wed", "thu", "fri")
    return {
        "departments": [{"id": "team", "name": "Team"}, {"id": "board", "name": "Board"}],
        "skills": [{"id": skill, "name": skill} for skill in SKILLS],
        "calendars": [{"id": name, "week": dict.fromkeys(days, hours)} for name, hours in shifts.items()],
        "people": [
            {
                "id": f"p{number}",
                "name": f"p{number}",
                "department": "team",
                "role": "member",
                "cost_per_hour": draw.randrange(40, 120),
                "calendar": draw.choice([None, "early", "late"]),
                "skills": {
                    SKILLS[number % len(SKILLS)]: draw.randrange(2, 5),
                    draw.choice(SKILLS): draw.randrange(1, 3),
                },
            }
            for number in range(people)
        ],
        "approvers": [
            {"id": "head", "name": "Head", "department": "board", "latency": [1, 4, 16]},
            {"id": "finance", "name": "Finance", "department": "board", "latency": [2, 6, 24]},
        ],
        "handoff": {"default": [0.5, 1, 4]},
        "wip_limit": limit,
    }
