"""A sound document, and ways to break it."""

from scenarios.document import Scenario
from scenarios.reading.nodes import from_plain
from scenarios.templates import small_scenario
from scenarios.variants import AddItem, SetValue
from scenarios.variants.apply import placed
from scenarios.variants.edit import apply
from scenarios.variants.paths import parse, value_at

SMALL = small_scenario()


def to(path, value):
    return SetValue(set=path, to=value)


def add(path, value):
    return AddItem(add=path, value=value)


def broken(*changes):
    """The small example after changes, checked for its fields but not for the rules."""
    root = from_plain(SMALL.model_dump(mode="json"))
    for change in changes:
        root = apply(root, change, placed(change).value)
    return Scenario.model_validate(root.plain())


def copy_of(path, **changes):
    """An entry of the small example under another name."""
    return {**value_at(SMALL.model_dump(mode="json"), parse(path)), **changes}


LAUNCH = "campaigns[spring_launch]"
STAGES = "workflows[standard].stages"
TEAM = {"id": "lin", "name": "x", "headcount": 2, "department": "brand", "skills": {"copy": 1}}
URGENT = {"per_week": 1, "workflow": "express"}
RULE = {"id": "rule", "name": "Rule"}
GOAL = {"id": "sub", "name": "Sub", "parent": "revenue"}
