"""Small scheduling problems, and what every test of the schedule needs from them."""

import random
from types import SimpleNamespace

from hypothesis import strategies as st

from optimizer.schedule.losses import Losses
from optimizer.schedule.problem import compile_problem
from scenarios.document import Scenario
from scenarios.network import Target, compile_workload

DAYS = ("mon", "tue", "wed", "thu", "fri")
SHORT_WEEK = dict.fromkeys(DAYS, "09:00-10:00")
"""One hour a day, so that tests may go minute by minute."""


def stage(name, hours=None, skill="craft", **more):
    """A stage with effort, or with whatever ``more`` says."""
    effort = {} if hours is None else {"effort": hours, "skill": skill}
    return {"id": name, "name": name, **effort, **more}


def person(name, skills, **more):
    """Someone of the one department; a list of skills means level 2, which is normal speed."""
    levels = skills if isinstance(skills, dict) else dict.fromkeys(skills, 2)
    return {"id": name, "name": name, "department": "team", "role": "member", "skills": levels, **more}


def campaign(name, due="2027-01-11", workflow="prep", **more):
    """A campaign that loses 100 a day out of 1,000,000."""
    lateness = {"loss_per_day": 100}
    return {
        "id": name,
        "name": name,
        "due": due,
        "workflow": workflow,
        "value": 1e6,
        "lateness": lateness,
        **more,
    }


def workflow(name, stages, **more):
    return {"id": name, "name": name, "stages": stages, **more}


def scenario(people, campaigns, stages=(), workflows=(), week=None, organisation=None, **parts):
    """A document from Monday, 4 January 2027 on; ``stages`` are those of the workflow ``prep``."""
    skills = sorted({skill for one in people for skill in one["skills"]})
    document = {
        "mems": 1,
        "id": "test",
        "name": "Test",
        "horizon": {"start": "2027-01-04", "periods": 8},
        "calendar": {"week": week} if week else {},
        "campaigns": campaigns,
        "organisation": {
            "departments": [{"id": "team", "name": "Team"}, {"id": "other", "name": "Other"}],
            "skills": [{"id": skill, "name": skill} for skill in skills],
            "people": people,
            **(organisation or {}),
        },
        "workflows": [*([workflow("prep", stages)] if stages else []), *workflows],
        "budget": {"total": 0},
    }
    return Scenario.model_validate({**document, **parts})


def workload_of(document, duties=()):
    """All campaigns at their due dates; ``duties`` are running hours of the first one."""
    horizon = document.horizon
    targets = {
        one.id: Target(
            minute=horizon.minute(one.due),
            loss_per_day=one.lateness.loss_per_day,
            duties=tuple(duties) if number == 0 else (),
            revenue=one.value,
        )
        for number, one in enumerate(document.campaigns)
    }
    return compile_workload(document, targets)


def case_of(document, duties=()):
    """Document, workload, problem and losses together."""
    workload = workload_of(document, duties)
    problem = compile_problem(workload, document.risks)
    return SimpleNamespace(
        scenario=document, workload=workload, problem=problem, losses=Losses(document, problem)
    )


LEAVE = [{"first": "2027-01-06", "last": "2027-01-07"}]


@st.composite
def short_cases(draw, most_campaigns=3):
    """Problems of minutes: a few campaigns, two or three people with leave, delays, teams and a WIP limit."""
    hours = st.integers(0, 90).map(lambda minutes: minutes / 60)
    people = [
        person("ann", {"craft": 2}, leave=draw(st.sampled_from([[], LEAVE]))),
        person(
            "bo",
            {"craft": draw(st.integers(1, 4)), "draw": 2},
            calendar=draw(st.sampled_from([None, "late"])),
        ),
        person("cy", {"draw": 3}),
    ]
    found = [stage("first", draw(hours))]
    for number in range(draw(st.integers(1, 3))):
        name = f"s{number}"
        before = draw(st.lists(st.sampled_from([one["id"] for one in found]), max_size=2, unique=True))
        form = draw(
            st.sampled_from(
                [
                    stage(name, draw(hours), "craft", people=draw(st.integers(1, 2))),
                    stage(name, draw(hours), "draw"),
                    stage(name, approvers=["head", "boss"]),
                    stage(name, latency=draw(hours)),
                ]
            )
        )
        found.append({**form, "predecessors": before})
    campaigns = []
    for number in range(draw(st.integers(1, most_campaigns))):
        earlier = [one["id"] for one in campaigns]
        campaigns.append(
            campaign(
                f"c{number}",
                due=draw(st.sampled_from(["2027-01-05", "2027-01-08", "2027-01-13"])),
                release=draw(st.sampled_from([None, "2027-01-05"])),
                prerequisites=draw(st.lists(st.sampled_from(earlier), max_size=1)) if earlier else [],
                size=draw(st.sampled_from([1.0, 0.5, 1.3])),
            )
        )
    launch = draw(st.sampled_from([one["id"] for one in found]))
    return case_of(
        scenario(
            people,
            campaigns,
            workflows=[workflow("prep", found, launch=launch)],
            week=SHORT_WEEK,
            organisation={
                "calendars": [{"id": "late", "week": dict.fromkeys(DAYS, "09:30-10:30")}],
                "approvers": [
                    {"id": "head", "name": "Head", "latency": 0.5, "department": "other"},
                    {"id": "boss", "name": "Boss", "latency": 0.2, "leave": LEAVE},
                ],
                "handoff": {"default": draw(st.sampled_from([0, 0.4]))},
                "wip_limit": draw(st.sampled_from([None, 1, 2])),
            },
        )
    )


def random_order(problem, seed):
    """Some order that never locks: tasks in a random order that respects all precedences, with random people."""
    from optimizer.schedule.course import Order

    rng = random.Random(seed)
    sequences = [[] for _ in problem.people]
    for job in problem.job_order:
        for task in problem.in_order[job]:
            for one in rng.sample(list(task.minutes), task.people):
                sequences[one].append(task.index)
    limited = tuple(job for job in problem.job_order if problem.jobs[job].limited)
    return Order(tuple(map(tuple, sequences)), limited)
