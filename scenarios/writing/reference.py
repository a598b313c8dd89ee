"""The field reference: every type of the document as a table, in both languages, from the schema itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from scenarios.document import Scenario
from scenarios.i18n import LANGUAGES, catalogue
from scenarios.schema import DocumentSchema, Schema, schema_of
from scenarios.sheets.columns import family_owner

_DURATIONS = frozenset({"Constant", "ThreePoint", "Exponential", "LogNormal", "Empirical"})
_INTRODUCTION = """\
# Fields of a scenario document · 情景文档字段

Written from the schema by `tools/write_reference.py`; what documents are and how they are checked stands in
[scenario.md](scenario.md). Amounts are currency units with at most two decimals, times are working hours unless said
otherwise. A field without a default must be given.

本页由 `tools/write_reference.py` 根据结构生成；文档的写法与校验见 [scenario.md](scenario.md)。金额以货币单位计，最多
两位小数；时间除另有说明外以工作小时计。没有默认值的字段必须填写。
"""


def markdown() -> str:
    """The page."""
    schema = schema_of(Scenario)
    names = ["Scenario", *_in_order(schema)]
    return _INTRODUCTION + "".join(f"\n{section}" for name in names for section in _section(schema, name))


def _in_order(schema: DocumentSchema) -> list[str]:
    """Types in the order in which the document refers to them."""
    found: list[str] = []
    waiting: list[Any] = [schema.root["properties"]]
    while waiting:
        current = waiting.pop(0)
        if isinstance(current, dict) and "$ref" in current:
            name = current["$ref"].rsplit("/", 1)[-1]
            if name not in found:
                found.append(name)
                waiting.insert(0, schema.definition(name)["properties"])
        elif isinstance(current, dict):
            waiting[:0] = [value for key, value in current.items() if key != "mapping"]
        elif isinstance(current, list):
            waiting[:0] = current
    return [name for name in found if name not in _DURATIONS]


def _section(schema: DocumentSchema, name: str) -> Iterator[str]:
    definition = schema.definition(name)
    required = definition.get("required", ())
    owner = family_owner(name)
    rows = [
        f"| `{key}` | {_form(schema, field)} | {'' if key in required else _default(field)} | {_texts(owner, key)} |"
        for key, field in definition["properties"].items()
    ]
    head = "| Key · 键 | Form · 形式 | Default · 默认 | Meaning | 含义 |\n|---|---|---|---|---|\n"
    yield f"## {name}\n\n{head}" + "\n".join(rows) + "\n"


def _texts(owner: str, key: str) -> str:
    texts = catalogue()[f"field.{owner}.{key}"]
    return " | ".join(texts[language].replace("|", "\\|") for language in LANGUAGES)


def _default(field: Schema) -> str:
    default = field.get("default", {"worked": "out"})
    if default is None:
        return "none"
    if default in ([], {}):
        return "empty"
    return "see the type" if isinstance(default, dict) else f"`{json.dumps(default)}`"


def _form(schema: DocumentSchema, field: Schema) -> str:
    forms = list(schema.forms(field))
    titles = [str(form.get("title", "")) for form in forms]
    if "ThreePoint" in titles:
        return "duration"
    if "Label" in titles:
        return "text, or `{en, zh}`"
    return " or ".join(dict.fromkeys(_one_form(schema, form) for form in forms))


def _one_form(schema: DocumentSchema, form: Schema) -> str:
    if "properties" in form:
        return f"[{form['title']}](#{form['title'].lower()})"
    if "enum" in form:
        return ", ".join(f"`{choice}`" for choice in form["enum"])
    if form.get("type") == "array":
        return f"list of {_form(schema, form['items'])}"
    if form.get("type") == "object":
        keys = "weekday" if "enum" in form.get("propertyNames", {}) else "identifier"
        return f"mapping from {keys}"
    return _scalar(form) + _bounds(form)


def _scalar(form: Schema) -> str:
    if "const" in form:
        return f"`{form['const']}`"
    if form.get("format") == "date":
        return "date"
    if "multipleOf" in form:
        return "amount"
    if form.get("type") == "string":
        return "identifier" if str(form.get("pattern", "")).startswith(r"^[\w]") else "text"
    names = {"integer": "whole number", "number": "number", "boolean": "`true` or `false`"}
    return names[str(form.get("type"))]


def _bounds(form: Schema) -> str:
    signs = (("minimum", "≥"), ("exclusiveMinimum", ">"), ("maximum", "≤"), ("exclusiveMaximum", "<"))
    limits = {sign: form[key] for key, sign in signs if key in form}
    if "<" in limits and limits.get("≤") == limits["<"]:
        del limits["≤"]
    if ">" in limits and limits.get("≥") == limits[">"]:
        del limits["≥"]
    return "".join(f" {sign} {limit}" for sign, limit in limits.items())
