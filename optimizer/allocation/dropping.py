"""Scenarios without some of their requirements, each named by its path in the document: the form of conflicts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

from scenarios.document.scenario import Scenario
from scenarios.money import MAX_MINOR, MINOR_PER_UNIT

Document: TypeAlias = dict[str, Any]
Key: TypeAlias = str | int

PLENTY = MAX_MINOR // MINOR_PER_UNIT // 10_000
"""More money, in currency units, than any plan costs."""
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


def without(scenario: Scenario, paths: Iterable[str]) -> Scenario:
    """The scenario without some of its requirements.

    Raises:
        KeyError: a path that names no requirement that a document can be without, such as the hours of a skill.
    """
    document = scenario.model_dump(mode="json")
    caps = document["budget"]["per_period"]
    if isinstance(caps, int | float):
        document["budget"]["per_period"] = [caps] * scenario.horizon.periods
    for path in paths:
        _drop(document, keys(path))
    for campaign in document["campaigns"]:
        campaign["prerequisites"] = [one for one in campaign["prerequisites"] if one is not None]
    for kind, rules in document["rules"].items():
        document["rules"][kind] = [rule for rule in rules if not _says_nothing(kind, rule)]
    return Scenario.model_validate(document)


def keys(path: str) -> list[Key]:
    """The keys and indices that a path in words goes through."""
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
    elif parents == ["budget", "per_period"]:
        part[last] = PLENTY
    else:
        part[last] = NEUTRAL[str(last)]


def _drop_rule(rule: Document, kind: str, part: str) -> None:
    if kind == "change_limits" or (kind, part) == ("packages", "at_most"):
        rule[part] = None
    else:
        rule["dropped"] = True


def _says_nothing(kind: str, rule: Document) -> bool:
    limits = kind == "change_limits" and rule["decrease"] is None and rule["increase"] is None
    return limits or bool(rule.get("dropped"))
