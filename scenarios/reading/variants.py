"""Variants to scenarios: the base is read, the changes are carried out, problems point into the variant."""

from __future__ import annotations

from scenarios.document import Scenario
from scenarios.errors import DocumentError, Problem
from scenarios.reading.documents import BaseOf, Examination, located
from scenarios.reading.fields import validate
from scenarios.reading.nodes import Node, from_plain
from scenarios.variants import adoption, apply
from scenarios.variants.changes import AddItem, RemoveItem, SetValue, Variant

_VALUE_KEYS: dict[type, str] = {SetValue: "to", AddItem: "value"}
_HEAD = ("id", "name", "description")


def examine_variant(root: Node, base_of: BaseOf) -> Examination:
    """The scenario that a variant describes, or everything that is wrong with it or with its base."""
    variant, problems = validate(Variant, root)
    if variant is None:
        return Examination(None, tuple(problems))
    try:
        base = base_of(variant.base)
    except DocumentError as error:
        return Examination(None, _base_problems(error, variant.base, root))
    changes = [_placed(change, root, number) for number, change in enumerate(variant.changes)]
    found = adoption.examine_adopted(_headed(base, variant), changes, variant.adoption)
    located_problems = located(found.problems, Node({}, root.locate(("changes",))))
    return Examination(found.scenario, located_problems)


def _base_problems(error: DocumentError, base: str, root: Node) -> tuple[Problem, ...]:
    """Problems of the base itself, led by one that says in whose base they are."""
    place = root.locate(("base",))
    if all(problem.location is None for problem in error.problems):
        return located(error.problems, root)
    count = len(error.problems)
    return (Problem("base_unusable", ("base",), {"base": base, "count": count}, place), *error.problems)


def _placed(change: SetValue | AddItem | RemoveItem, root: Node, number: int) -> apply.PlacedChange:
    place = root.locate(("changes", number))
    written = root.get("changes")
    entry = written.get(number) if written else None
    value = entry.get(_VALUE_KEYS.get(type(change), "")) if entry else None
    return apply.PlacedChange(change, value or from_plain(None, place), place)


def _headed(base: Scenario, variant: Variant) -> Scenario:
    """The base under the variant's own identifier, name and description."""
    return base.model_copy(update={key: getattr(variant, key) for key in _HEAD})
