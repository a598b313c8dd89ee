"""Whole documents."""

import datetime as dt
from functools import partial

from hypothesis import strategies as st

from scenarios.checks import check
from scenarios.document import Scenario
from tests.strategies.basics import (
    WORDS,
    dates,
    fractions,
    identifiers,
    labels,
    optional,
    positive,
    spans,
    sparse,
    weeks,
)
from tests.strategies.buying import rules
from tests.strategies.mechanisms import course_mechanisms, plan_mechanisms
from tests.strategies.media import budgets, campaigns, channels, goals
from tests.strategies.work import organisations, risks, workflows

RULES = ["plan", "due_date", "weighted", "critical_ratio", "first_come"]


@st.composite
def objectives(draw):
    """What is maximised."""
    options = {
        "strategy": st.sampled_from(["today", "budget_only", "money_and_people"]),
        "roi": st.sampled_from(["net_roi", "roas"]),
        "margin": fractions,
        "long_term": st.booleans(),
        "lifetime": st.booleans(),
        "curves": st.sampled_from(["point", "expected"]),
        "staff_cost": st.booleans(),
        "carry_out_periods": st.integers(0, 12),
    }
    return sparse(draw, {}, options)


@st.composite
def settings(draw):
    """How long to search, how often to simulate."""
    solver = {"allocation_seconds": positive, "deterministic": st.booleans(), "workers": st.integers(1, 2)}
    solver["relative_gap"] = st.floats(0, 0.5)
    planning = {"slot_minutes": st.sampled_from([5, 30, 240]), "load_limit": st.floats(0.1, 1)}
    simulation = {"replications": st.integers(1, 50), "precision": optional(st.floats(0, 0.9))}
    simulation |= {"confidence": st.floats(0.6, 0.99), "dispatch": st.sampled_from(RULES)}
    simulation["seed"] = st.integers(0, 2**70)
    simulation["people_choice"] = st.sampled_from(["least_versatile", "fastest", "least_loaded"])
    simulation["engine"] = st.sampled_from(["auto", "compiled", "simpy"])
    options = {
        "solver": st.fixed_dictionaries(solver),
        "planning": st.fixed_dictionaries(planning),
        "simulation": st.fixed_dictionaries(simulation),
    }
    return sparse(draw, {}, options)


@st.composite
def documents(draw, max_campaigns=3, with_risks=True, with_settings=True, with_departures=False):
    """Documents as plain data. Nearly all of them pass every rule."""
    start = draw(dates)
    horizon = {"start": start.isoformat(), "periods": draw(st.integers(2, 6))}
    horizon["period"] = draw(st.sampled_from(["week", "fortnight", "month"]))
    # Every horizon has at least two weeks; dates stay within them whatever the period.
    last = start + dt.timedelta(days=13)
    groups, periods = draw(identifiers(1, 2)), horizon["periods"]
    organisation = draw(organisations(start, last))
    skills = sorted({skill for person in organisation["people"] for skill in person["skills"]})
    channel_ids, workflow_ids = draw(identifiers(1, 3)), draw(identifiers(1, 2))
    made = partial(channels, groups=groups, skills=skills, periods=periods)
    names = draw(identifiers(1, max_campaigns))
    found = [
        draw(campaigns(name, names[:place], channel_ids, workflow_ids, start, last))
        for place, name in enumerate(names)
    ]
    document = {
        "mems": 1,
        "id": draw(st.sampled_from(WORDS)),
        "name": draw(labels),
        "horizon": horizon,
        "calendar": {"week": draw(weeks()), "holidays": draw(st.lists(spans(start, last, 2), max_size=1))},
        "channels": [draw(made(name)) for name in channel_ids],
        "campaigns": found,
        "organisation": organisation,
        "workflows": [draw(workflows(name, organisation)) for name in workflow_ids],
        "budget": draw(budgets(groups, [campaign.get("line", "main") for campaign in found], periods)),
        "goals": draw(goals(channel_ids, names)),
        "rules": draw(rules(channel_ids, found)),
        "objective": draw(objectives()),
    }
    if len(workflow_ids) == 2 and draw(st.booleans()):
        document["workflows"][0]["express"] = workflow_ids[1]
        found[0] |= {"workflow": workflow_ids[0], "lane": "express"}
    document |= {"risks": draw(risks(workflow_ids))} if with_risks else {}
    if draw(st.integers(0, 3)):
        plan_mechanisms(draw, document, start, last, departures=with_departures)
        if with_risks:
            course_mechanisms(draw, document, start, last)
    document |= {"settings": draw(settings())} if with_settings else {}
    options = {
        "description": labels,
        "currency": st.sampled_from(["CNY", "USD"]),
        "status_date": st.dates(start, last).map(dt.date.isoformat),
    }
    document["calendar"]["working_weekends"] = draw(st.lists(dates.map(dt.date.isoformat), max_size=1))
    return sparse(draw, document, options)


def scenarios(max_campaigns=3, *, with_risks=True, with_settings=True, with_departures=False):
    """Small valid scenarios: they pass every rule of `scenarios.checks`, perhaps with warnings.

    Without risks, nothing makes the real course differ from the schedule but chance in durations and rework.
    """
    drawn = documents(max_campaigns, with_risks, with_settings, with_departures).map(Scenario.model_validate)
    return drawn.filter(lambda scenario: not [one for one in check(scenario) if one.severity == "error"])
