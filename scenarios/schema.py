"""What the document's types say about every place of a document: its keys and forms.

Read off the JSON Schema that pydantic derives from `scenarios.document`, so that a new field is known here, in
workbooks and in the reference as soon as it exists.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, TypeAlias

from scenarios.document import Scenario
from scenarios.errors import Path

Schema: TypeAlias = Mapping[str, Any]
"""A JSON Schema (draft 2020-12)."""


@cache
def root() -> Schema:
    """The schema of a whole scenario, with every definition under ``$defs``."""
    return Scenario.model_json_schema()


def definition(name: str) -> Schema:
    """The schema of a type of `scenarios.document` by its name."""
    if name == "Scenario":
        return root()
    found: Schema = root()["$defs"][name]
    return found


def forms(schema: Schema) -> Iterator[Schema]:
    """The forms that a value may take: references followed, unions opened, null left out."""
    if "$ref" in schema:
        yield from forms(definition(schema["$ref"].rsplit("/", 1)[-1]))
    elif "anyOf" in schema or "oneOf" in schema:
        for form in schema.get("anyOf") or schema["oneOf"]:
            yield from forms(form)
    elif schema.get("type") != "null":
        yield schema


def _step(schema: Schema, part: str | int) -> Schema | None:
    if isinstance(part, int):
        items: Schema | None = schema.get("items")
        return items
    if part in schema.get("properties", {}):
        found: Schema = schema["properties"][part]
        return found
    open_ended = [schema["additionalProperties"]] if schema.get("additionalProperties") else []
    return next(iter([*schema.get("patternProperties", {}).values(), *open_ended]), None)


def forms_at(path: Path) -> tuple[Schema, ...]:
    """The forms of the value at ``path``; none for a place that the schema does not know."""
    current: tuple[Schema, ...] = (root(),)
    for part in path:
        steps = (_step(schema, part) for schema in current)
        current = tuple(form for step in steps if step is not None for form in forms(step))
    return current


def _fits(schema: Schema, tags: Mapping[str, Any]) -> bool:
    for key, tag in tags.items():
        rule = schema.get("properties", {}).get(key, {})
        if tag not in rule.get("enum", [rule.get("const", tag)]):
            return False
    return True


def keys_at(path: Path, tags: Mapping[str, Any]) -> tuple[str, ...]:
    """The keys that the mapping at ``path`` may have.

    ``tags`` holds the values of ``family`` and ``distribution`` that the mapping has: they choose among its forms.
    """
    objects = [schema for schema in forms_at(path) if "properties" in schema]
    chosen = [schema for schema in objects if _fits(schema, tags)] or objects
    return tuple(dict.fromkeys(key for schema in chosen for key in schema["properties"]))
