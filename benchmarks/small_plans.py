"""Small random plans of every mechanism that a schedule knows, for checks against proven optima."""

from __future__ import annotations

import random
from typing import Any

from scenarios.document import Scenario
from scenarios.network import Target, Workload, compile_workload

MONDAY = "2027-01-04"
DAYS = ("mon", "tue", "wed", "thu", "fri")
SPEEDS = (1, 2, 2, 4)
DUE = ("2027-01-04", "2027-01-05", "2027-01-06", "2027-01-07")


def small_plan(seed: int) -> tuple[Scenario, Workload]:
    """Two to four campaigns of three to five steps on three people: levels, leave, part time, teams, hand-offs,
    sign-offs, waits, meetings, releases, prerequisites, decay and a limit on campaigns in progress, each by chance.
    """
    source = random.Random(seed)
    scenario = Scenario.model_validate(_document(source))
    targets = {
        one.id: Target(scenario.horizon.minute(one.due), one.lateness.loss_per_day, revenue=one.value)
        for one in scenario.campaigns
    }
    return scenario, compile_workload(scenario, targets)


def _document(source: random.Random) -> dict[str, Any]:
    return {
        "mems": 1,
        "id": "small-plan",
        "name": "Small plan",
        "horizon": {"start": MONDAY, "periods": 4},
        "organisation": _organisation(source),
        "workflows": [{"id": name, "name": name, "stages": _stages(source)} for name in ("one", "two")],
        "campaigns": _campaigns(source),
        "budget": {"total": 0},
    }


def _organisation(source: random.Random) -> dict[str, Any]:
    return {
        "departments": [{"id": name, "name": name} for name in ("studio", "desk")],
        "skills": [{"id": name, "name": name} for name in ("craft", "draw")],
        "people": [
            _person("ann", {"craft": source.choice(SPEEDS), "draw": 2}, source),
            _person("bo", {"craft": source.choice(SPEEDS)}, source),
            _person("cy", {"draw": source.choice(SPEEDS)}, source),
        ],
        "calendars": [{"id": "mornings", "week": dict.fromkeys(DAYS, "09:00-13:00")}],
        "approvers": [_approver(source)],
        "handoff": {"default": source.choice([0, 0, 2])},
        "wip_limit": source.choice([None, None, 1, 2]),
    }


def _person(name: str, skills: dict[str, int], source: random.Random) -> dict[str, Any]:
    first = f"2027-01-0{source.randint(4, 8)}"
    return {
        "id": name,
        "name": name,
        "department": source.choice(["studio", "desk"]),
        "role": "member",
        "skills": skills,
        "calendar": "mornings" if source.random() < 0.05 else None,
        "leave": source.choice([[], [], [{"first": first, "last": first}]]),
    }


def _approver(source: random.Random) -> dict[str, Any]:
    approver: dict[str, Any] = {"id": "head", "name": "Head", "latency": source.choice([1, 4])}
    if source.random() < 0.3:
        approver |= {"person": "ann", "effort": 1}
    if source.random() < 0.1:
        approver["meeting"] = {"every_days": source.choice([1, 2]), "at": "16:00"}
    return approver


def _stages(source: random.Random) -> list[dict[str, Any]]:
    stages: list[dict[str, Any]] = []
    for number in range(source.randint(3, 5)):
        name = f"s{number}"
        earlier = [one["id"] for one in stages]
        before = source.sample(earlier, min(len(earlier), source.choice([0, 1, 1, 2])))
        stages.append({"id": name, "name": name, "predecessors": before, **_form(source)})
    followed = {one for stage in stages for one in stage["predecessors"]}
    last = [stage["id"] for stage in stages if stage["id"] not in followed]
    return [*stages, {"id": "live", "name": "live", "latency": 0, "predecessors": last}]


def _form(source: random.Random) -> dict[str, Any]:
    kind = source.choice(["craft", "craft", "draw", "draw", "team", "sign", "wait"])
    if kind == "sign":
        return {"approvers": ["head"]}
    if kind == "wait":
        return {"latency": source.randint(1, 8)}
    if kind == "team":
        return {"effort": source.randint(1, 6), "skill": source.choice(["craft", "draw"]), "people": 2}
    return {"effort": source.randint(1, 12), "skill": kind}


def _campaigns(source: random.Random) -> list[dict[str, Any]]:
    return [
        {
            "id": f"c{number}",
            "name": f"Campaign {number}",
            "workflow": source.choice(["one", "two"]),
            "due": source.choice(DUE),
            "release": source.choice([None, None, "2027-01-05"]),
            "prerequisites": [f"c{number - 1}"] if number and source.random() < 0.2 else [],
            "size": source.choice([1.0, 1.0, 0.5]),
            "value": source.choice([1e6, 2000.0]),
            "lateness": {
                "loss_per_day": source.randint(1, 9) * 10,
                "decay_per_day": source.choice([0, 0, 0.05]),
            },
        }
        for number in range(source.randint(2, 4))
    ]
