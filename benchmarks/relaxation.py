"""Scenarios without some of their requirements, each named by its path in the document: the form of conflicts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from scenarios.document import Campaign, Scenario, Value

Document: TypeAlias = dict[str, Any]
Key: TypeAlias = str | int

PLENTY = 10**9
"""More money than anything costs."""
NEUTRAL: dict[str, object] = {
    "mandatory": False,
    "registered": True,
    "total": PLENTY,
    "spend_min": 0,
    "minimum_if_active": 0,
    "share_min": 0,
    "share_max": 1.0,
    "spend_max": None,
    "lock": None,
    "per_period": None,
    "observed_max": None,
}
"""Values with which a field asks for nothing."""
RULE_PARTS = {
    "exclusive": ("at_most",),
    "required": ("requires",),
    "packages": ("price", "at_most"),
    "commitments": ("spend_min",),
    "change_limits": ("decrease", "increase"),
}
"""Fields of each kind of rule that are requirements."""


def without(scenario: Scenario, paths: Iterable[str]) -> Scenario:
    """The scenario without some of its requirements."""
    document = scenario.model_dump(mode="json")
    caps = document["budget"]["per_period"]
    if isinstance(caps, int | float):
        document["budget"]["per_period"] = [caps] * scenario.horizon.periods
    for path in paths:
        _drop(document, _keys(path))
    for campaign in document["campaigns"]:
        campaign["prerequisites"] = [one for one in campaign["prerequisites"] if one is not None]
    for kind, rules in document["rules"].items():
        document["rules"][kind] = [rule for rule in rules if not _says_nothing(kind, rule)]
    return Scenario.model_validate(document)


def _keys(path: str) -> list[Key]:
    parts = path.replace("[", ".").replace("]", "").split(".")
    return [int(part) if part.isdigit() else part for part in parts]


def _drop(document: Document, path: list[Key]) -> None:
    *parents, last = path
    part: Any = document
    for key in parents:
        part = part[key]
    if parents[:1] == ["rules"]:
        _drop_rule(part, str(parents[1]), str(last))
    elif parents[-1:] == ["prerequisites"]:
        part[last] = None
    elif last == "target":
        part["enforce"] = False
    elif parents == ["organisation", "skills"]:
        _hire(document, int(last))
    else:  # a number is one period's budget
        part[last] = PLENTY if isinstance(last, int) else NEUTRAL[last]


def _drop_rule(rule: Document, kind: str, part: str) -> None:
    if kind == "change_limits" or (kind, part) == ("packages", "at_most"):
        rule[part] = None
    else:
        rule["dropped"] = True


def _says_nothing(kind: str, rule: Document) -> bool:
    limits = kind == "change_limits" and rule["decrease"] is None and rule["increase"] is None
    return limits or bool(rule.get("dropped"))


def _hire(document: Document, skill: int) -> None:
    """Plenty of people who have the skill."""
    organisation = document["organisation"]
    name, people = organisation["skills"][skill]["id"], organisation["people"]
    people += [
        {**people[0], "id": f"extra{number}", "skills": {name: 4}, "leave": []} for number in range(20)
    ]


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
