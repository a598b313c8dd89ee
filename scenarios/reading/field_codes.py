"""Which problem each kind of validation error is, and what fills its texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from scenarios.errors import Path
from scenarios.reading.nodes import Node
from scenarios.schema import DocumentSchema
from scenarios.suggestions import guess, listing

CODES = {
    "missing": "missing_key",
    "extra_forbidden": "unknown_key",
    "string_type": "not_text",
    "string_unicode": "text_characters",
    "string_too_short": "text_empty",
    "string_too_long": "text_too_long",
    "float_type": "not_number",
    "float_parsing": "not_number",
    "money_type": "not_number",
    "int_type": "not_whole_number",
    "int_from_float": "not_whole_number",
    "int_parsing": "not_whole_number",
    "int_parsing_size": "not_whole_number",
    "bool_type": "not_flag",
    "bool_parsing": "not_flag",
    "finite_number": "not_finite",
    "money_finite": "not_finite",
    "money_cents": "money_cents",
    "money_size": "money_size",
    "greater_than_equal": "below_minimum",
    "greater_than": "not_above",
    "less_than_equal": "above_maximum",
    "less_than": "not_below",
    "tuple_type": "not_list",
    "list_type": "not_list",
    "dict_type": "not_mapping",
    "model_type": "not_mapping",
    "model_attributes_type": "not_mapping",
    "too_short": "too_few_items",
    "too_long": "too_many_items",
    "date_form": "date_form",
    "date_type": "date_form",
    "date_parsing": "date_impossible",
    "date_from_datetime_parsing": "date_impossible",
    "date_from_datetime_inexact": "date_form",
    "literal_error": "not_a_choice",
}
CUSTOM = frozenset(
    {
        "bounds_order",
        "budget_overcommitted",
        "carry_over_nothing",
        "carry_over_twice",
        "draws_length",
        "draws_nothing",
        "draws_range",
        "draws_unknown",
        "due_outside_window",
        "kpi_campaigns",
        "kpi_enforce",
        "kpi_rates",
        "kpi_target",
        "lock_outside_bounds",
        "person_span",
        "ramp_up_start",
        "rate_card_order",
        "rate_card_rises",
        "rule_each_campaign",
        "rule_without_limit",
        "shock_keys",
        "shift_form",
        "shift_order",
        "shift_overlap",
        "span_order",
        "staffing_whom",
        "stage_empty",
        "stage_idle",
        "stage_work",
        "table_length",
        "table_origin",
        "table_outcome_order",
        "table_spend_order",
        "three_point_length",
        "three_point_order",
        "urgent_workflow",
        "window_order",
    }
)
"""Errors of the document's own types, whose names are the problems' codes."""
_LIMITS = ("ge", "gt", "le", "lt", "max_length", "min_length")
_TAGS = ("family", "distribution")
_DURATIONS = ("constant", "pert", "triangular", "exponential", "lognormal", "empirical")

Description = tuple[str, Path, dict[str, Any]]


def describe(
    detail: Mapping[str, Any], path: Path, node: Node, root: Node, schema: DocumentSchema
) -> Description:
    """Code, path and values of the problem that a validation error at ``path`` is.

    An error type that no table knows becomes ``invalid_value``: still a named problem with its place.
    """
    kind: str = detail["type"]
    context: Mapping[str, Any] = detail.get("ctx") or {}
    if kind in {"missing", "extra_forbidden"}:
        return _about_key(kind, path, root, schema)
    if kind in {"union_tag_invalid", "union_tag_not_found"}:
        return _about_tag(kind, path, node, schema)
    if kind == "string_pattern_mismatch":
        return _pattern_code(context["pattern"]), path, {}
    limits = [_number(context[key]) for key in _LIMITS if key in context]
    if kind == "literal_error":
        choices = re.findall(r"'([^']*)'", context["expected"]) or re.findall(r"[\w.-]+", context["expected"])
        return _choice(path, node.scalar() if detail["loc"][-1] != "[key]" else path[-1], choices)
    values = {"kind": kind, **({"limit": limits[0]} if limits else {})}
    if kind in CUSTOM:
        return kind, path, {**values, **context}
    return CODES.get(kind, "invalid_value"), path, values


def _about_key(kind: str, path: Path, root: Node, schema: DocumentSchema) -> Description:
    key, parent = str(path[-1]), path[:-1]
    node = root
    for part in parent:
        node = node.get(part) or node
    known = schema.keys_at(parent, _tags(node))
    values = {"key": key, "known": listing(known), "guess": guess(key, known)}
    return CODES[kind], path, values


def _tags(node: Node) -> dict[str, Any]:
    children = {tag: node.get(tag) for tag in _TAGS}
    return {tag: child.scalar() for tag, child in children.items() if child is not None}


def _about_tag(kind: str, path: Path, node: Node, schema: DocumentSchema) -> Description:
    if path[:1] == ("changes",):
        return "change_form", path, {}
    families = [form["properties"]["family"]["const"] for form in schema.forms_at(path) if _has_family(form)]
    tag = "family" if families else "distribution"
    if kind == "union_tag_invalid":
        written = node.get(tag)
        return _choice((*path, tag), written.scalar() if written else None, families or list(_DURATIONS))
    if families and node.is_mapping:
        return "missing_key", (*path, tag), {"key": tag, "known": listing(families), "guess": ""}
    return ("not_mapping" if families else "duration_form"), path, {}


def _has_family(form: Mapping[str, Any]) -> bool:
    return "family" in form.get("properties", {})


def _choice(path: Path, word: Any, choices: list[str]) -> Description:
    values = {"choices": listing(choices), "guess": guess(word, choices)}
    found = {"found": word} if isinstance(word, str) else {}
    return "not_a_choice", path, {**values, **found}


def _pattern_code(pattern: str) -> str:
    if "A-Z" in pattern:
        return "currency_form"
    if ":" in pattern:
        return "clock_form"
    return "identifier_form" if pattern.startswith(r"^[\w]") else "text_invisible"


def _number(limit: Any) -> Any:
    return int(limit) if isinstance(limit, float) and limit.is_integer() else limit
