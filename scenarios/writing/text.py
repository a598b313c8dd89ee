"""Documents as YAML and JSON text: defaults left out, keys in the schema's order."""

from __future__ import annotations

import json
from typing import Any

from scenarios.document import Scenario
from scenarios.variants.changes import Variant
from scenarios.writing import yaml


def compact(scenario: Scenario) -> dict[str, Any]:
    """The document as plain data without what equals its default."""
    document: dict[str, Any] = scenario.model_dump(mode="json", exclude_defaults=True)
    return document


def dump_yaml(scenario: Scenario) -> str:
    """The document as YAML, equal scenarios as equal text; it reads back equal."""
    return yaml.dump(compact(scenario))


def dump_variant(variant: Variant) -> str:
    """A variant as YAML; read beside its base it gives the same scenario."""
    document: dict[str, Any] = variant.model_dump(mode="json", exclude_defaults=True)
    return yaml.dump(document)


def dump_json(scenario: Scenario) -> str:
    """The document as indented JSON; it reads back equal."""
    return json.dumps(compact(scenario), ensure_ascii=False, indent=2) + "\n"
