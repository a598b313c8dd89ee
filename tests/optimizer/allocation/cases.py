"""Scenarios for the allocation's tests: small ones that can be followed by hand, and a department of full size."""

import datetime as dt
import random

from scenarios.document import Scenario

START = dt.date(2027, 1, 4)


def day(number):
    """The date ``number`` days after the start of the horizon."""
    return (START + dt.timedelta(days=number)).isoformat()


def michaelis(ceiling, half):
    return {"family": "michaelis_menten", "ceiling": ceiling, "half_saturation": half}


def hill(ceiling, half, slope):
    return {"family": "hill", "ceiling": ceiling, "half_saturation": half, "slope": slope}


def channel(name, curve, **more):
    return {"id": name, "name": name, "curve": curve, **more}


def cell(name, **more):
    return {"channel": name, **more}


def campaign(name, cells, **more):
    given = {
        "id": name,
        "name": name,
        "due": day(0),
        "flight_periods": 1,
        "workflow": "none",
        "channels": cells,
    }
    return {**given, **more}


def stage(name, effort=None, **more):
    found = {"id": name, "name": name, **more}
    return {**found, "effort": effort, "skill": more.get("skill", "craft")} if effort is not None else found


NO_WORK = {"id": "none", "name": "none", "stages": [{"id": "go", "name": "go", "latency": 0}]}


def organisation(count=1, skills=("craft",), **more):
    """``count`` people who all have all skills at level 2, working 40 hours a week."""
    return {
        "departments": [{"id": "all", "name": "all"}],
        "skills": [{"id": skill, "name": skill} for skill in skills],
        "people": [person(f"p{number}", dict.fromkeys(skills, 2)) for number in range(1, count + 1)],
        **more,
    }


def person(name, skills, **more):
    return {"id": name, "name": name, "department": "all", "role": "any", "skills": skills, **more}


def settings(gap=1e-4, load_limit=1.0):
    """Time enough for a loaded machine: the wanted gap ends the search."""
    return {
        "planning": {"load_limit": load_limit},
        "solver": {"relative_gap": gap, "allocation_seconds": 120},
    }


def scenario(channels, campaigns, budget, *, strategy="money_and_people", **more):
    """One period of a week unless ``horizon`` says otherwise; ``budget`` a total or a whole budget."""
    document = {
        "mems": 1,
        "id": "case",
        "name": "case",
        "horizon": {"start": day(0), "periods": 1},
        "channels": channels,
        "campaigns": campaigns,
        "organisation": organisation(),
        "workflows": [NO_WORK],
        "budget": budget if isinstance(budget, dict) else {"total": budget},
        "objective": {"strategy": strategy, "carry_out_periods": 0},
        "settings": settings(),
    }
    return Scenario.model_validate({**document, **more})


SKILLS = ("strategy", "insight", "design", "copy", "video", "media", "data", "events", "crm", "martech")


def department(
    seed=1, *, campaigns=40, channels=10, weeks=26, people=37, strategy="money_and_people", season=True
):
    """A brand's department: S-shaped and concave channels, twelve-stage workflows, windows, groups, caps, lines."""
    draw = random.Random(seed)
    return Scenario.model_validate(
        {
            "mems": 1,
            "id": f"department-{seed}",
            "name": "Department",
            "horizon": {"start": day(0), "periods": weeks},
            "channels": [_big_channel(draw, index, weeks, season) for index in range(channels)],
            "campaigns": [_big_campaign(draw, index, channels, weeks) for index in range(campaigns)],
            "organisation": {
                "departments": [{"id": "all", "name": "all"}],
                "skills": [{"id": skill, "name": skill} for skill in SKILLS],
                "people": [_big_person(draw, index) for index in range(people)],
                "approvers": [{"id": "head", "name": "head", "latency": [1, 4, 12]}],
            },
            "workflows": [_big_workflow(draw, f"flow{number}") for number in range(3)],
            "budget": {
                "total": 100_000 * campaigns,
                "per_period": 200_000 * campaigns // weeks,
                "groups": [{"group": "brand", "share_min": 0.4}, {"group": "performance", "share_max": 0.55}],
                "lines": [{"line": "line0", "spend_max": 45_000 * campaigns}],
            },
            "objective": {"strategy": strategy, "margin": 0.4},
            "settings": settings(gap=0.005, load_limit=0.85),
        }
    )


def _big_channel(draw, index, weeks, season):
    slope = round(draw.uniform(1.2, 2.5), 2) if index % 2 else 1.0
    wave = (
        [round(1 + 0.3 * draw.uniform(-1, 1), 3) for _ in range(weeks)] if season and index % 3 == 0 else []
    )
    return channel(
        f"k{index}",
        hill(draw.uniform(40_000, 90_000), draw.uniform(5_000, 15_000), slope),
        group="brand" if index < 4 else "performance",
        retention=draw.choice([0.1, 0.3, 0.6]),
        season=wave,
        minimum_if_active=draw.choice([0, 5_000]),
        hours_per_active_period=[
            {"skill": draw.choice(["media", "crm", "events"]), "hours": draw.uniform(0.5, 3)}
        ],
        hours_per_10k=[{"skill": "media", "hours": draw.uniform(0.1, 1)}],
    )


def _big_campaign(draw, index, channels, weeks):
    due = draw.randrange(4, weeks - 2)
    flex = draw.choice([0, 7, 14, 21])
    cells = [
        cell(
            f"k{number}",
            effect=round(draw.uniform(0.3, 1.5), 3),
            scale=round(draw.uniform(0.5, 2), 3),
            today=draw.choice([0, 10_000, 20_000]),
        )
        for number in draw.sample(range(channels), min(5, channels))
    ]
    return campaign(
        f"c{index}",
        cells,
        line=f"line{index % 3}",
        mandatory=draw.random() < 0.1,
        in_today=draw.random() < 0.7,
        value=draw.randrange(0, 200_000, 1000),
        due=day(7 * due + draw.randrange(5)),
        window={"earliest": day(max(0, 7 * due - flex)), "latest": day(7 * due + 6 + flex)},
        release=day(max(0, 7 * (due - 10))),
        flight_periods=draw.choice([2, 4, 6, 8]),
        lateness={"decay_per_day": 0.03},
        prerequisites=[f"c{index - 1}"] if index and draw.random() < 0.1 else [],
        fixed_cost=draw.randrange(0, 40_000, 1000),
        workflow=f"flow{draw.randrange(3)}",
        size=round(draw.uniform(0.6, 2), 2),
    )


def _big_workflow(draw, name):
    stages = []
    for number in range(12):
        if number in {3, 8}:
            stages.append({"id": f"s{number}", "name": f"s{number}", "approvers": ["head"]})
            continue
        mode = draw.choice([4, 8, 16, 24])
        before = {} if number < 2 or draw.random() < 0.6 else {"predecessors": [f"s{number - 2}"]}
        stages.append(stage(f"s{number}", [mode / 2, mode, 2 * mode], skill=draw.choice(SKILLS), **before))
    stages[8]["rework"] = {"probability": 0.25, "target": "s4"}
    return {"id": name, "name": name, "stages": stages, "launch": "s9"}


def _big_person(draw, index):
    first = SKILLS[index % len(SKILLS)]
    skills = {first: draw.randrange(2, 5)}
    if draw.random() < 0.5:
        skills[draw.choice(SKILLS)] = draw.randrange(1, 4)
    start = draw.randrange(0, 170)
    leave = [{"first": day(start), "last": day(start + 4)}] if draw.random() < 0.5 else []
    return person(f"p{index}", skills, leave=leave, cost_per_hour=draw.randrange(80, 200))
