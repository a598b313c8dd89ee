"""Small random scenarios with every kind of requirement on money, choice and hours; some of them impossible."""

from __future__ import annotations

import datetime as dt
from itertools import count
from random import Random
from typing import Any, TypeAlias

from scenarios.checks import check
from scenarios.document import Scenario

Document: TypeAlias = dict[str, Any]
START = dt.date(2027, 1, 4)
PERIODS = 6
SKILLS = ("design", "media")


def random_scenario(seed: int) -> Scenario:
    """A document that passes every check; the same for the same seed."""
    for attempt in count():
        scenario = _drawn(Random(f"{seed}/{attempt}"), seed)
        if not any(problem.severity == "error" for problem in check(scenario)):
            return scenario
    raise AssertionError


def _drawn(random: Random, seed: int) -> Scenario:
    """Two to four channels, two to five campaigns and six weeks."""
    channels = [_channel(random, f"k{number}") for number in range(random.randint(2, 4))]
    names = [channel["id"] for channel in channels]
    campaigns = [_campaign(random, number, names) for number in range(random.randint(2, 5))]
    objective = {"strategy": random.choice(["budget_only", "money_and_people"]), "margin": 0.5}
    return Scenario.model_validate(
        {
            "mems": 1,
            "id": f"random-{seed}",
            "name": f"Random {seed}",
            "horizon": {"start": START.isoformat(), "periods": PERIODS},
            "channels": channels,
            "campaigns": campaigns,
            "organisation": _organisation(random),
            "workflows": [_workflow("short", 8), _workflow("long", 30)],
            "budget": _budget(random),
            "rules": _rules(random, names, [campaign["id"] for campaign in campaigns]),
            "goals": _goals(random, names, [campaign["id"] for campaign in campaigns]),
            "objective": {**objective, "carry_out_periods": 2},
        }
    )


def _maybe(random: Random, share: float, value: Any, otherwise: Any = None) -> Any:
    return value if random.random() < share else otherwise


def _day(number: int) -> str:
    return (START + dt.timedelta(days=number)).isoformat()


def _curve(random: Random) -> Document:
    size, half = random.uniform(2_000, 30_000), random.uniform(300, 4_000)
    spends = [0.0, half, 2 * half, 5 * half]
    return random.choice(
        [
            {"family": "hill", "ceiling": size, "half_saturation": half, "slope": random.uniform(0.6, 4)},
            {"family": "michaelis_menten", "ceiling": size, "half_saturation": half},
            {"family": "negative_exponential", "ceiling": size, "rate": 1 / half},
            {"family": "power", "coefficient": random.uniform(5, 60), "exponent": random.uniform(0.3, 0.9)},
            {"family": "tabulated", "spend": spends, "outcome": [0.0, size / 8, size / 2, size]},
        ]
    )


def _channel(random: Random, name: str) -> Document:
    tiers = [{"spend_from": 1_000, "price": 0.8}, {"spend_from": 4_000, "price": 0.6}]
    hours = [{"skill": "media", "hours": random.choice([0.5, 3])}]
    return {
        "id": name,
        "name": name.upper(),
        "group": random.choice(["brand", "performance"]),
        "curve": _curve(random),
        "retention": random.choice([0.0, 0.4]),
        "spend_min": _maybe(random, 0.15, random.choice([500, 3_000]), 0),
        "spend_max": _maybe(random, 0.3, random.choice([3_000, 8_000])),
        "minimum_if_active": random.choice([0, 0, 800]),
        "rate_card": random.choice([[], [], tiers[:1], tiers]),
        "rate_basis": random.choice(["incremental", "all_units"]),
        "hours_per_active_period": _maybe(random, 0.3, hours, []),
        "hours_per_10k": _maybe(random, 0.3, hours, []),
    }


def _campaign(random: Random, number: int, channels: list[str]) -> Document:
    due = random.randrange(2, PERIODS)
    window = {"earliest": _day(7 * (due - 1)), "latest": _day(min(7 * PERIODS - 1, 7 * due + 10))}
    return {
        "id": f"c{number}",
        "name": f"C{number}",
        "line": random.choice(["north", "south"]),
        "mandatory": random.random() < 0.4,
        "registered": random.random() < 0.95,
        "in_today": random.random() < 0.8,
        "value": random.randrange(0, 6_000, 100),
        "fixed_cost": random.choice([0, 200, 1_500]),
        "due": _day(7 * due + random.randrange(5)),
        "window": _maybe(random, 0.5, window),
        "flight_periods": random.randint(1, 3),
        "prerequisites": [f"c{number - 1}"] if number and random.random() < 0.2 else [],
        "workflow": random.choice(["short", "long"]),
        "spend_min": _maybe(random, 0.2, random.choice([300, 2_500]), 0),
        "spend_max": _maybe(random, 0.2, 5_000),
        "channels": [
            _cell(random, name) for name in random.sample(channels, random.randint(1, len(channels)))
        ],
    }


def _cell(random: Random, channel: str) -> Document:
    bounds: list[Document] = [{}, {}, {}, {"spend_min": 400}, {"spend_max": 2_000}, {"lock": 1_200}]
    cell = {"channel": channel, "effect": random.choice([0.5, 1.0, 1.5]), "scale": random.choice([0.5, 1.0])}
    return {**cell, "today": random.choice([0, 600, 1_500]), **random.choice(bounds)}


def _budget(random: Random) -> Document:
    groups = [
        {"group": "brand", "share_min": random.choice([0.0, 0.4, 0.7])},
        {"group": "performance", "spend_max": _maybe(random, 0.3, 4_000)},
    ]
    return {
        "total": random.choice([4_000, 9_000, 20_000]),
        "reserve": random.choice([0, 500]),
        "per_period": _maybe(random, 0.3, [random.choice([600, 3_000])] * PERIODS),
        "groups": [],
        "lines": _maybe(random, 0.3, [{"line": "north", "spend_max": random.choice([1_500, 6_000])}], []),
        **_maybe(random, 0.4, {"groups": groups}, {}),
    }


def _rules(random: Random, channels: list[str], campaigns: list[str]) -> Document:
    some = random.sample(channels, random.randint(1, len(channels)))
    every: Document = {
        "exclusive": {
            "count": random.choice(["channels", "cells", "campaigns"]),
            "at_most": random.randint(1, 3),
        },
        "required": {"channels": channels[:1], "requires": channels[1], "spend_min": random.choice([1, 900])},
        "packages": {
            "price": random.choice([400, 1_200]),
            "each": random.choice(["cell", "channel", "rule"]),
            "at_most": _maybe(random, 0.5, random.randint(1, 4)),
        },
        "commitments": {"spend_min": random.choice([2_000, 6_000])},
        # One requirement for each path of the document, so that a conflict can be judged by its paths.
        "change_limits": {"each": "channel", "channels": some[:1], "decrease": 0.5, "increase": 1.0},
    }
    rules: Document = {}
    for kind in random.sample(sorted(every), random.choice([0, 1, 1, 2, 3])):
        scope = {} if "channels" in every[kind] else {"channels": random.choice([[], some])}
        chosen = random.choice([[], campaigns[:2]])
        rules[kind] = [{"id": kind, "name": kind.capitalize(), "campaigns": chosen, **scope, **every[kind]}]
    return rules


def _goals(random: Random, channels: list[str], campaigns: list[str]) -> list[Document]:
    goals: list[Document] = [
        {"measure": "revenue", "target": random.choice([2_000, 40_000])},
        {"measure": "campaigns", "target": random.randint(1, 4)},
        {"measure": "media_cost", "target": random.choice([800, 5_000]), "direction": "at_most"},
        {
            "measure": "volume",
            "per_10k": dict.fromkeys(channels[:2], 500.0),
            "target": random.choice([40, 300]),
        },
        {"measure": "revenue", "target": random.choice([6_000, 20_000]), "direction": "at_most"},
    ]
    if random.random() < 0.6:
        return []
    region = _maybe(random, 0.4, campaigns[:2], [])
    return [{"id": "goal", "name": "Goal", "enforce": True, "campaigns": region, **random.choice(goals)}]


def _organisation(random: Random) -> Document:
    people = [
        {
            "id": f"p{number}",
            "name": f"P{number}",
            "department": "all",
            "role": "member",
            "skills": dict.fromkeys(random.sample(SKILLS, random.randint(1, 2)), 2) | {SKILLS[number % 2]: 2},
        }
        for number in range(random.randint(2, 3))
    ]
    return {
        "departments": [{"id": "all", "name": "All"}],
        "skills": [{"id": skill, "name": skill.capitalize()} for skill in SKILLS],
        "people": people,
    }


def _workflow(name: str, hours: float) -> Document:
    stages = [
        {"id": "make", "name": "Make", "effort": hours, "skill": "design"},
        {"id": "set_up", "name": "Set up", "effort": 4, "skill": "media"},
    ]
    return {"id": name, "name": name.capitalize(), "stages": stages}
