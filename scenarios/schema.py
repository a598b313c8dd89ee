"""What a document's types say about every place of it: its keys and forms.

Read off the JSON Schema that pydantic derives from the types, so that a new field is known here, in workbooks and in
the reference as soon as it exists.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from pydantic import BaseModel

from scenarios.errors import Path

Schema: TypeAlias = Mapping[str, Any]
"""A JSON Schema (draft 2020-12)."""


@dataclass(frozen=True, slots=True)
class DocumentSchema:
    """The schema of a document type, with its definitions under ``$defs``."""

    root: Schema

    def definition(self, name: str) -> Schema:
        """The schema of a type that the document uses, or of the document itself."""
        if name == self.root["title"]:
            return self.root
        found: Schema = self.root["$defs"][name]
        return found

    def forms(self, schema: Schema) -> Iterator[Schema]:
        """The forms that a value may take: references followed, unions opened, null left out."""
        if "$ref" in schema:
            yield from self.forms(self.definition(schema["$ref"].rsplit("/", 1)[-1]))
        elif "anyOf" in schema or "oneOf" in schema:
            for form in schema.get("anyOf") or schema["oneOf"]:
                yield from self.forms(form)
        elif schema.get("type") != "null":
            yield schema

    def forms_at(self, path: Path) -> tuple[Schema, ...]:
        """The forms of the value at ``path``; none for a place that the schema does not know."""
        current: tuple[Schema, ...] = (self.root,)
        for part in path:
            steps = (_step(schema, part) for schema in current)
            current = tuple(form for step in steps if step is not None for form in self.forms(step))
        return current

    def keys_at(self, path: Path, tags: Mapping[str, Any]) -> tuple[str, ...]:
        """The keys that the mapping at ``path`` may have.

        ``tags`` holds the values of ``family`` and ``distribution`` that the mapping has: they choose among its forms.
        """
        objects = [schema for schema in self.forms_at(path) if "properties" in schema]
        chosen = [schema for schema in objects if _fits(schema, tags)] or objects
        return tuple(dict.fromkeys(key for schema in chosen for key in schema["properties"]))


@cache
def schema_of(model: type[BaseModel]) -> DocumentSchema:
    """The schema of a document type."""
    return DocumentSchema(model.model_json_schema())


def _step(schema: Schema, part: str | int) -> Schema | None:
    if isinstance(part, int):
        items: Schema | None = schema.get("items")
        return items
    if part in schema.get("properties", {}):
        found: Schema = schema["properties"][part]
        return found
    open_ended = [schema["additionalProperties"]] if schema.get("additionalProperties") else []
    return next(iter([*schema.get("patternProperties", {}).values(), *open_ended]), None)


def _fits(schema: Schema, tags: Mapping[str, Any]) -> bool:
    for key, tag in tags.items():
        rule = schema.get("properties", {}).get(key, {})
        if tag not in rule.get("enum", [rule.get("const", tag)]):
            return False
    return True
