"""The document's schema for other tools: JSON Schema with the short forms that documents may use.

An editor that knows it completes keys and marks most mistakes; the rules between parts are `scenarios.checks`.
Source: JSON Schema, draft 2020-12.
"""

from __future__ import annotations

import copy
import json
from typing import Any

from scenarios.document import Scenario
from scenarios.i18n import LANGUAGES, catalogue
from scenarios.schema import schema_of
from scenarios.variants import Variant

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_WORD_PATTERN = r"^[\w][\w.\-]*$"
_PORTABLE_PATTERN = r"^[^\s!-/:-@\[-^`{-~][^\s!-,/:-@\[-^`{-~]*$"
"""Identifiers for validators whose \\w knows ASCII only: everything but white space and ASCII punctuation."""
_DURATIONS = ("Constant", "ThreePoint", "Exponential", "LogNormal", "Empirical")
_SPECIAL = {"Label", *_DURATIONS}

Mutable = dict[str, Any]


def json_schema() -> Mutable:
    """The schema of every document: a scenario, a scenario that extends templates, or a variant."""
    definitions = {**_definitions(Scenario), **_definitions(Variant)}
    definitions["Duration"] = _duration()
    definitions["Scenario"]["properties"]["kind"] = {"const": "scenario"}
    definitions["ExtendingScenario"] = _extending(definitions["Scenario"])
    return {
        "$schema": _DRAFT,
        "title": "MEMS document",
        "type": "object",
        "if": {"required": ["kind"], "properties": {"kind": {"const": "variant"}}},
        "then": {"$ref": "#/$defs/Variant"},
        "else": {
            "if": {"required": ["extends"]},
            "then": {"$ref": "#/$defs/ExtendingScenario"},
            "else": {"$ref": "#/$defs/Scenario"},
        },
        "$defs": dict(sorted(definitions.items())),
    }


def dump() -> str:
    """`json_schema` as the text of the file that the documentation holds."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _definitions(model: type[Scenario | Variant]) -> dict[str, Mutable]:
    root: Mutable = copy.deepcopy(dict(schema_of(model).root))
    found: dict[str, Mutable] = {**root.pop("$defs"), root["title"]: root}
    return {name: _with_short_forms(_described(definition, name), name) for name, definition in found.items()}


def _described(definition: Mutable, name: str) -> Mutable:
    """The catalogue's explanations in the place of pydantic's titles."""
    owner = "Curve" if name.endswith("Curve") else name
    for key, field in definition.get("properties", {}).items():
        field.pop("title", None)
        texts = catalogue().get(f"field.{owner}.{key}")
        if texts:
            field["description"] = " / ".join(texts[language] for language in LANGUAGES)
    return definition


def _with_short_forms(definition: Mutable, name: str) -> Mutable:
    rewritten: Mutable = _rewritten(definition)
    if name != "Label":
        return rewritten
    text = {"type": "string", "minLength": 1, "maxLength": 400}
    return {"description": rewritten.pop("description"), "anyOf": [text, rewritten]}


def _rewritten(schema: Any) -> Any:
    """Durations by name, shifts also as one text, money without a step that binary fractions cannot keep."""
    if isinstance(schema, list):
        return [_rewritten(item) for item in schema]
    if schema == _WORD_PATTERN:
        return _PORTABLE_PATTERN
    if not isinstance(schema, dict):
        return schema
    if _refers_to_durations(schema):
        return {"$ref": "#/$defs/Duration"}
    changed = {_rewritten(key): _rewritten(value) for key, value in schema.items() if key != "multipleOf"}
    if "enum" in changed.get("propertyNames", {}):
        changed["additionalProperties"] = {"anyOf": [{"type": "string"}, changed["additionalProperties"]]}
    return changed


def _refers_to_durations(schema: Mutable) -> bool:
    references = {
        str(form.get("$ref", "")).rsplit("/", 1)[-1]
        for form in schema.get("oneOf", ())
        if isinstance(form, dict)
    }
    return "ThreePoint" in references


def _duration() -> Mutable:
    hours = {"type": "number", "minimum": 0}
    return {
        "description": "working hours: a number, three points [low, most likely, high], or a distribution / "
        "工作小时：一个数、三点估算 [乐观, 最可能, 悲观]，或一种分布",
        "anyOf": [
            hours,
            {"type": "array", "items": hours, "minItems": 3, "maxItems": 3},
            *({"$ref": f"#/$defs/{name}"} for name in _DURATIONS),
        ],
    }


def _extending(scenario: Mutable) -> Mutable:
    """A scenario whose parts may be incomplete, because templates complete them."""
    name = {"type": "string", "pattern": "^template:"}
    extends = {"anyOf": [name, {"type": "array", "items": name}]}
    return {
        "type": "object",
        "required": ["extends", "mems", "id"],
        "properties": {**dict.fromkeys(scenario["properties"], True), "extends": extends},
        "additionalProperties": False,
    }
