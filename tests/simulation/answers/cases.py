"""Small documents and plans that answers are asked about."""

from tests.simulation.builders import plan_of, scheduled
from tests.simulation.documents import ALWAYS, BY_DATE, campaign, people, team, work

SETTINGS = BY_DATE.model_copy(update={"replications": 12})
BY_PLAN = SETTINGS.model_copy(update={"dispatch": "plan"})


def with_plan(scenario):
    """The document with the plan that runs all of it, without a schedule."""
    return scenario, plan_of(scenario)


def with_schedule(scenario):
    """The document with a semi-active schedule."""
    return scenario, scheduled(scenario, lambda qualified, number: qualified[:number])


def single(risks=None, stages=None, campaigns=None, staff=None, organisation=None, **parts):
    """One campaign, two stages in two departments, always open; nothing varies unless a risk says so."""
    staff = staff or [
        {**one, "department": place}
        for one, place in zip(people(ann=["write"], bo=["draw"]), ("text", "studio"), strict=True)
    ]
    return team(
        stages or [work("copy", 5, "write"), work("art", 8, "draw")],
        staff,
        campaigns or [campaign("spring")],
        week=ALWAYS,
        organisation=organisation,
        risks={"varying_durations": False, **(risks or {})},
        **parts,
    )
