"""Generated scenarios for staffing: a year of months with twelve roles, all of which may grow, learn and move.

Money and campaigns are those of `benchmarks.monthly`; the department is made of twelve teams that are too few for all
campaigns, with prices for hiring, freelancers, overtime and training drawn about usual ones.
"""

from __future__ import annotations

import random
from typing import Any

from benchmarks.monthly import monthly
from scenarios.document import Scenario

CHANNELS, CAMPAIGNS, ROLES = 30, 60, 12
PEOPLE = 37
LOAD = 1.0
"""Work of all campaigns over the hours that 37 people have; the teams here have fewer."""
SKILLS_BY_ROLE = {
    "strategist": ("strategy", "insight"),
    "insight_specialist": ("insight", "data"),
    "brand_planner": ("brand", "project"),
    "content_editor": ("copy", "brand"),
    "designer": ("design", "copy"),
    "new_media": ("social", "copy"),
    "kol_ops": ("kol", "social"),
    "sem_feed": ("media", "data"),
    "private_domain": ("crm", "social"),
    "data_analyst": ("data", "martech"),
    "cx_designer": ("experience", "design"),
    "event_planner": ("events", "project"),
}
MONEY = 2
"""Budget, fixed costs and what campaigns bring, as a multiple of the generator's: salaries are then about a seventh of
the budget, as is usual where marketing is bought rather than made."""


def staffed(
    seed: int, *, channels: int = CHANNELS, campaigns: int = CAMPAIGNS, load: float = LOAD
) -> Scenario:
    """A year of 30 channels, 60 campaigns and 12 roles unless said otherwise, with every kind of option."""
    base = monthly(channels, campaigns, PEOPLE, load, seed)
    draw = random.Random(seed)
    document = base.model_dump(mode="json")
    skills = {one["id"] for one in document["organisation"]["skills"]}
    departments = _departments(base)
    document["id"] = f"staffed-{seed}"
    document["organisation"]["people"] = []
    document["organisation"]["teams"] = [
        _team(role, [one for one in able if one in skills], departments, draw)
        for role, able in SKILLS_BY_ROLE.items()
    ]
    for approver in document["organisation"]["approvers"]:
        approver["person"] = None
    for workflow in document["workflows"]:
        for stage in workflow["stages"]:
            stage["department"] = None
    for channel in document["channels"]:
        _make_concave(channel)
    _multiply(document)
    document["risks"]["shocks"] = []
    document["staffing"] = _options(draw, departments)
    return Scenario.model_validate(document)


def _departments(base: Scenario) -> list[str]:
    return [one.id for one in base.organisation.departments]


def _multiply(document: dict[str, Any]) -> None:
    """A market `MONEY` times as large: curves stretched and lifted, budget and amounts with them."""
    for channel in document["channels"]:
        for key in ("ceiling", "half_saturation"):
            channel["curve"][key] *= MONEY
    for campaign in document["campaigns"]:
        for key in ("value", "fixed_cost"):
            campaign[key] *= MONEY
    budget = document["budget"]
    budget["total"] *= MONEY
    for part in (*budget["groups"], *budget["lines"]):
        for key in ("spend_min", "spend_max"):
            part[key] = part[key] and part[key] * MONEY


def _make_concave(channel: dict[str, Any]) -> None:
    """Diminishing returns from the first unit on, and no cell that costs hours or a least spend by being open."""
    channel["curve"]["slope"] = 1.0
    channel["minimum_if_active"] = 0
    channel["hours_per_active_period"] = []


def _team(role: str, skills: list[str], departments: list[str], draw: random.Random) -> dict[str, Any]:
    return {
        "id": role,
        "name": role,
        "headcount": draw.choice([1, 2, 2, 3]),
        "department": departments[len(role) % len(departments)],
        "skills": {skill: 3 - place for place, skill in enumerate(skills)},
        "cost_per_hour": draw.randrange(50, 110, 10),
    }


def _options(draw: random.Random, departments: list[str]) -> dict[str, Any]:
    roles = list(SKILLS_BY_ROLE)
    return {
        "hiring": [
            {
                "id": f"hire-{role}",
                "name": role,
                "role": role,
                "cost": draw.randrange(4_000, 16_000, 1000),
                "monthly_salary": draw.randrange(8_000, 16_000, 1000),
                "lead_time_weeks": draw.choice([4, 8, 12]),
                "most": 3,
            }
            for role in roles
        ],
        "freelance": [
            {
                "id": f"free-{role}",
                "name": role,
                "skills": {SKILLS_BY_ROLE[role][0]: 2},
                "department": departments[0],
                "cost_per_hour": draw.randrange(90, 190, 10),
                "hours_per_month": 160,
            }
            for role in roles
        ],
        "overtime": [{"id": f"late-{role}", "name": role, "role": role} for role in roles],
        "training": [
            {
                "id": f"learn-{role}",
                "name": role,
                "role": role,
                "skill": SKILLS_BY_ROLE[draw.choice([one for one in roles if one != role])][0],
                "cost": draw.randrange(2_000, 9_000, 500),
            }
            for role in roles[::2]
        ],
    }
