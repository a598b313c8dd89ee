"""Every requirement of a scenario by its path, and the scenario without some of them, hours included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from optimizer.allocation.dropping import NEUTRAL, keys
from optimizer.allocation.dropping import without as without_rules
from scenarios.document import Campaign, Scenario, Value

RULE_PARTS = {
    "exclusive": ("at_most",),
    "required": ("requires",),
    "packages": ("price", "at_most"),
    "commitments": ("spend_min",),
    "change_limits": ("decrease", "increase"),
}
"""Fields of each kind of rule that are requirements."""


def without(scenario: Scenario, paths: Iterable[str]) -> Scenario:
    """The scenario without some of its requirements; without the hours of a skill, plenty of people have it."""
    every = list(paths)
    skills = [path for path in every if path.startswith("organisation.skills")]
    return _hired(without_rules(scenario, [path for path in every if path not in skills]), skills)


def _hired(scenario: Scenario, skills: list[str]) -> Scenario:
    document = scenario.model_dump(mode="json")
    people = document["organisation"]["people"]
    for path in skills:
        name = document["organisation"]["skills"][int(keys(path)[-1])]["id"]
        people += [
            {**people[0], "id": f"extra-{name}-{number}", "skills": {name: 4}, "leave": []}
            for number in range(20)
        ]
    return Scenario.model_validate(document)


def requirements(scenario: Scenario) -> Iterator[str]:
    """Paths of everything that a scenario asks for, in the form that conflicts have."""
    yield "budget.total"
    if isinstance(scenario.budget.per_period, tuple):
        yield from (f"budget.per_period[{period}]" for period in range(scenario.horizon.periods))
    shares = ("spend_min", "spend_max", "share_min", "share_max")
    for place, group in enumerate(scenario.budget.groups):
        yield from _bounds(f"budget.groups[{place}]", group, shares)
    for place, line in enumerate(scenario.budget.lines):
        yield from _bounds(f"budget.lines[{place}]", line, ("spend_min", "spend_max"))
    for place, channel in enumerate(scenario.channels):
        limits = ("spend_min", "spend_max", "lock", "minimum_if_active")
        yield from _bounds(f"channels[{place}]", channel, limits)
    for place, campaign in enumerate(scenario.campaigns):
        yield from _of_campaign(f"campaigns[{place}]", campaign)
    yield from (f"goals[{place}].target" for place, goal in enumerate(scenario.goals) if goal.enforce)
    yield from (f"organisation.skills[{place}]" for place in range(len(scenario.organisation.skills)))
    for kind, parts in RULE_PARTS.items():
        for place, rule in enumerate(getattr(scenario.rules, kind)):
            asked = (part for part in parts if getattr(rule, part) is not None)
            yield from (f"rules.{kind}[{place}].{part}" for part in asked)


def _of_campaign(path: str, campaign: Campaign) -> Iterator[str]:
    if campaign.mandatory:
        yield f"{path}.mandatory"
    if not campaign.registered:
        yield f"{path}.registered"
    yield from _bounds(path, campaign, ("spend_min", "spend_max"))
    yield from (f"{path}.prerequisites[{number}]" for number in range(len(campaign.prerequisites)))
    for number, cell in enumerate(campaign.channels):
        yield from _bounds(f"{path}.channels[{number}]", cell, ("spend_min", "spend_max", "lock"))


def _bounds(path: str, part: Value, names: tuple[str, ...]) -> Iterator[str]:
    yield from (f"{path}.{name}" for name in names if getattr(part, name) != NEUTRAL[name])
