"""Marketing plans on named people for benchmarks of the schedule: seeded instances as scenario documents.

Campaigns take steps of half a day and more from one template of a launch; people have one to three skills and one to
three leaves; campaigns have releases, due dates and weights, and are done when their last step is. What counts is
*weighted tardiness*: weight times half-days after the due date, over all campaigns.

A half-day of four working hours is one calendar day of the document whose only shift ends at midnight: leave,
releases and due dates are whole dates, a day late is a half-day late, and a currency unit lost is a unit of weighted
tardiness.

The numbers are those of a generator for problems in which no step may be interrupted: there, leave blocks a person and
work lies before or after it. By the product's rules work pauses over leave and goes on afterwards, the step being
held until then. Every schedule without pauses is one here too, so that an optimum here is never above the one there.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from optimizer import allocate
from optimizer.schedule.losses import Losses
from optimizer.schedule.problem import Problem, compile_problem
from scenarios.document import Scenario
from scenarios.network import Workload, compile_workload
from scenarios.plan import Allocation
from scenarios.valuation import Valuation

Leave: TypeAlias = tuple[int, int]
"""First half-day of a leave, and the first one after it."""

HALF_DAYS = 250
HOURS_PER_HALF_DAY = 4
PER_UNIT = 100
"""Minor units in a unit of weighted tardiness."""
REVENUE = 1_000_000.0
"""Value of each campaign, more than any lateness costs."""
START = dt.date(2027, 1, 4)

SKILLS = (
    "strategy",
    "copy",
    "design",
    "video",
    "paid",
    "seo",
    "social",
    "email",
    "analytics",
    "web",
    "legal",
    "pm",
)
PROFILES = (
    (("strategy", "pm"), 3),
    (("copy",), 3),
    (("copy", "social"), 3),
    (("copy", "email"), 2),
    (("design",), 4),
    (("design", "video"), 2),
    (("video",), 2),
    (("paid",), 3),
    (("paid", "analytics"), 2),
    (("seo", "copy"), 2),
    (("social",), 2),
    (("email", "web"), 2),
    (("analytics",), 2),
    (("web",), 2),
    (("web", "seo"), 1),
    (("legal",), 1),
    (("pm",), 2),
    (("pm", "analytics"), 1),
)
"""Skills of a role, and how many people of forty have it."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A step of the template: duration drawn between ``least`` and ``most`` half-days."""

    name: str
    skill: str
    people: int
    least: int
    most: int
    after: tuple[int, ...]


TEMPLATE = (
    Pattern("brief", "strategy", 1, 2, 4, ()),
    Pattern("plan", "pm", 1, 1, 3, (0,)),
    Pattern("concept", "design", 1, 3, 8, (0,)),
    Pattern("copy", "copy", 1, 3, 8, (0,)),
    Pattern("video", "video", 1, 4, 12, (2,)),
    Pattern("artwork", "design", 2, 3, 8, (2, 3)),
    Pattern("legal", "legal", 1, 1, 2, (3, 5)),
    Pattern("landing", "web", 1, 4, 10, (3, 5)),
    Pattern("tracking", "analytics", 1, 1, 4, (7,)),
    Pattern("email", "email", 1, 2, 5, (3, 5)),
    Pattern("setup", "paid", 1, 2, 5, (6, 8)),
    Pattern("launch", "social", 1, 1, 3, (4, 9, 10, 6)),
    Pattern("seo", "seo", 1, 2, 6, (3,)),
    Pattern("report", "analytics", 1, 2, 4, (11,)),
)


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person: skills, and leaves that do not touch, rising."""

    skills: tuple[str, ...]
    leave: tuple[Leave, ...]


@dataclass(frozen=True, slots=True)
class Activity:
    """A step of a campaign: half-days of ``pattern.people`` people, after steps given by their pattern's number."""

    pattern: Pattern
    half_days: int
    after: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Launch:
    """A campaign: activities by the number of their pattern, half-days of release and due date, and its weight."""

    activities: dict[int, Activity]
    release: int
    due: int
    weight: int


@dataclass(frozen=True, slots=True)
class MarketingPlan:
    """An instance in the product's terms."""

    name: str
    scenario: Scenario
    allocation: Allocation
    """Every campaign runs and is to launch when it is due."""
    workload: Workload

    @property
    def problem(self) -> Problem:
        """The scheduling problem."""
        return compile_problem(self.workload, self.scenario.risks)

    @property
    def losses(self) -> Losses:
        """What lateness costs, minor units; `PER_UNIT` of them are a unit of weighted tardiness."""
        return Losses(self.scenario, self.problem)


def marketing_plan(campaigns: int = 60, steps: int = 12, people: int = 35, seed: int = 1) -> MarketingPlan:
    """The instance of a size (``steps`` of at most 14 in each campaign) and a seed."""
    name = f"{campaigns} x {steps} x {people}, seed {seed}"
    source = random.Random(seed)
    staff = _staff(source, people)
    launches = [_launch(source, steps) for _ in range(campaigns)]
    scenario = Scenario.model_validate(_document(staff, launches))
    allocation = allocate(scenario)
    workload = compile_workload(scenario, Valuation(scenario).targets(allocation))
    return MarketingPlan(name, scenario, allocation, workload)


def _staff(source: random.Random, people: int) -> list[Colleague]:
    roles = [skills for skills, count in PROFILES for _ in range(count)]
    if people > len(roles):
        chosen = (roles * (people // len(roles) + 1))[:people]
    else:
        source.sample(range(len(roles)), people)  # drawn twice, as the generator whose numbers these are does
        chosen = [roles[place] for place in sorted(source.sample(range(len(roles)), people))]
    leaves = [_leaves(source) for _ in chosen]
    skills = [list(one) for one in chosen]
    for skill in SKILLS:
        while sum(skill in one for one in skills) < (2 if skill == "design" else 1):
            source.choice([one for one in skills if skill not in one]).append(skill)
    return [Colleague(tuple(have), leave) for have, leave in zip(skills, leaves, strict=True)]


def _leaves(source: random.Random) -> tuple[Leave, ...]:
    spans = []
    for _ in range(source.choice([1, 2, 2, 3])):
        first = source.randrange(HALF_DAYS - 20)
        spans.append((first, first + source.choice([2, 4, 10, 10, 20])))
    merged: list[Leave] = []
    for first, end in sorted(spans):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((first, end))
    return tuple(merged)


def _launch(source: random.Random, steps: int) -> Launch:
    chosen = list(range(len(TEMPLATE)))
    if steps < len(TEMPLATE):
        chosen = sorted(source.sample(chosen, steps))
        if 0 not in chosen:
            chosen[0] = 0
    scale = source.choice([0.7, 1, 1, 1.3, 1.8])
    activities: dict[int, Activity] = {}
    for number in chosen:
        pattern = TEMPLATE[number]
        half_days = max(1, round(source.randint(pattern.least, pattern.most) * scale))
        activities[number] = Activity(pattern, half_days, tuple(sorted(_after(number, activities))))
    path = _critical_path(activities)
    release = source.randrange(max(1, HALF_DAYS - 3 * path - 40))
    due = release + int(path * source.uniform(1.2, 2.2))
    return Launch(activities, release, due, source.choice([1, 1, 2, 3, 5, 8]))


def _after(number: int, chosen: dict[int, Activity]) -> set[int]:
    """The chosen steps that a step of the template comes after, through those that are left out."""
    found = set()
    for earlier in TEMPLATE[number].after:
        found |= {earlier} if earlier in chosen else _after(earlier, chosen)
    return found


def _critical_path(activities: dict[int, Activity]) -> int:
    end: dict[int, int] = {}
    for number, activity in activities.items():
        end[number] = max((end[earlier] for earlier in activity.after), default=0) + activity.half_days
    return max(end.values())


def _document(staff: list[Colleague], launches: list[Launch]) -> dict[str, Any]:
    return {
        "mems": 1,
        "id": "marketing-plan",
        "name": "Marketing plan",
        "horizon": {"start": START.isoformat(), "periods": -(-HALF_DAYS // 7)},
        "calendar": {"week": dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "20:00-24:00")},
        "organisation": {
            "departments": [{"id": "marketing", "name": "Marketing"}],
            "skills": [{"id": skill, "name": skill} for skill in SKILLS],
            "people": [_person(number, colleague) for number, colleague in enumerate(staff)],
        },
        "workflows": [_workflow(number, launch) for number, launch in enumerate(launches)],
        "campaigns": [_campaign(number, launch) for number, launch in enumerate(launches)],
        "budget": {"total": 0},
        "objective": {"strategy": "today"},
    }


def _person(number: int, colleague: Colleague) -> dict[str, Any]:
    return {
        "id": f"p{number}",
        "name": f"Person {number}",
        "department": "marketing",
        "role": "member",
        "skills": dict.fromkeys(colleague.skills, 2),
        "leave": [{"first": _date(first), "last": _date(end - 1)} for first, end in colleague.leave],
    }


def _workflow(number: int, launch: Launch) -> dict[str, Any]:
    return {"id": f"w{number}", "name": f"Workflow {number}", "stages": list(_stages(launch))}


def _stages(launch: Launch) -> Iterator[dict[str, Any]]:
    """The activities, and an end without work that comes after all of them."""
    for activity in launch.activities.values():
        yield {
            "id": activity.pattern.name,
            "name": activity.pattern.name,
            "effort": activity.half_days * HOURS_PER_HALF_DAY,
            "skill": activity.pattern.skill,
            "people": activity.pattern.people,
            "predecessors": [TEMPLATE[earlier].name for earlier in activity.after],
        }
    followed = {earlier for activity in launch.activities.values() for earlier in activity.after}
    last = [TEMPLATE[number].name for number in launch.activities if number not in followed]
    yield {"id": "done", "name": "Done", "latency": 0, "predecessors": last}


def _campaign(number: int, launch: Launch) -> dict[str, Any]:
    return {
        "id": f"c{number}",
        "name": f"Campaign {number}",
        "workflow": f"w{number}",
        "release": _date(launch.release),
        "due": _date(launch.due),
        "value": REVENUE,
        "lateness": {"loss_per_day": launch.weight},
    }


def _date(half_day: int) -> str:
    return (START + dt.timedelta(days=half_day)).isoformat()
