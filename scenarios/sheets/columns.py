"""Columns of a workbook, read off the schema: one for every single value that an entry of a list may have."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from scenarios.schema import DocumentSchema, Schema


class Kind(Enum):
    """What a cell of a column holds."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    WHOLE = "whole"
    FLAG = "flag"
    CHOICE = "choice"
    DATE = "date"
    DURATION = "duration"
    TEXTS = "texts"
    NUMBERS = "numbers"
    PATTERN = "pattern"
    SHIFTS = "shifts"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Column:
    """A column, or in a form a row, and the value that its cells hold.

    ``path`` leads from the list's entry to the value; ``field`` is the key of its explanation in the catalogue.
    """

    path: tuple[str, ...]
    kind: Kind
    field: str
    required: bool = False
    choices: tuple[str | int, ...] = ()
    empty: bool = False
    """Whether an empty list is the default, so that a blank cell stands for it."""

    @property
    def header(self) -> str:
        """The name of the column."""
        return ".".join(self.path)


@dataclass(frozen=True, slots=True)
class Family:
    """Columns by identifier, such as ``skills[copy]``: one for every key of a mapping."""

    key: str
    kind: Kind
    field: str

    def column(self, identifier: str) -> Column:
        """The column of one identifier."""
        return Column((self.key, identifier), self.kind, self.field)

    def header(self, identifier: str) -> str:
        """The name of the column of one identifier."""
        return f"{self.key}[{identifier}]"


def columns(schema: DocumentSchema, name: str, leave_out: Collection[str] = ()) -> tuple[Column, ...]:
    """The columns of a type: nested values flattened, lists of values and mappings left to others."""
    return tuple(_of_type(schema, schema.definition(name), (), leave_out, needed=True))


def _of_type(
    schema: DocumentSchema,
    definition: Schema,
    behind: tuple[str, ...],
    leave_out: Collection[str],
    *,
    needed: bool,
) -> Iterator[Column]:
    for key, field in definition["properties"].items():
        path = (*behind, key)
        if ".".join(path) not in leave_out:
            required = needed and key in definition.get("required", ())
            yield from _of_field(
                schema, field, path, f"{definition['title']}.{key}", leave_out, required=required
            )


def _of_field(
    schema: DocumentSchema,
    field: Schema,
    path: tuple[str, ...],
    name: str,
    leave_out: Collection[str],
    *,
    required: bool,
) -> Iterator[Column]:
    forms = list(schema.forms(field))
    titles = {form.get("title") for form in forms}
    if "Label" in titles:
        yield Column((*path, "en"), Kind.LABEL, name, required)
        yield Column((*path, "zh"), Kind.LABEL, name)
    elif "ThreePoint" in titles:
        yield Column(path, Kind.DURATION, name, required)
    elif all("family" in form.get("properties", ()) for form in forms):
        yield from _of_families(forms, path, leave_out, required=required)
    elif set(_week(forms[0])):
        for day in _week(forms[0]):
            yield Column((*path, day), Kind.SHIFTS, name)
    elif "properties" in forms[0]:
        yield from _of_type(schema, forms[0], path, leave_out, needed=required)
    else:
        kind = _kind(forms)
        if kind is not None:
            empty = field.get("default") == []
            yield Column(path, kind, name, required, _choices(forms), empty)


def _of_families(
    forms: list[Schema], path: tuple[str, ...], leave_out: Collection[str], *, required: bool
) -> Iterator[Column]:
    """The family of a curve or of a carry-over, and every parameter that one of the families has."""
    owner = family_owner(str(forms[0]["title"]))
    names = tuple(form["properties"]["family"]["const"] for form in forms)
    yield Column((*path, "family"), Kind.CHOICE, f"{owner}.family", required=required, choices=names)
    seen = {"family"}
    for form in forms:
        for key, field in form["properties"].items():
            if key not in seen and ".".join((*path, key)) not in leave_out:
                seen.add(key)
                kind = _kind(_forms_of(field))
                if kind is not None:
                    yield Column((*path, key), kind, f"{owner}.{key}")


def family_owner(title: str) -> str:
    """The type under which a family's fields are explained: ``Curve`` for ``HillCurve``."""
    return next((owner for owner in ("Curve", "CarryOver") if title.endswith(owner)), title)


def _forms_of(field: Schema) -> list[Schema]:
    return [form for form in field.get("anyOf", [field]) if form.get("type") != "null"]


def _week(form: Schema) -> list[str]:
    names: list[str] = form.get("propertyNames", {}).get("enum", [])
    return names


def _kind(forms: list[Schema]) -> Kind | None:
    """The kind of a field that is no nested value; None for lists of values, which have sheets of their own."""
    lists = [form for form in forms if form.get("type") == "array"]
    if lists and "$ref" in lists[0]["items"]:
        return None
    if lists and any("enum" in form for form in forms):
        return Kind.PATTERN
    if lists and len(forms) == 1:
        return Kind.TEXTS if lists[0]["items"].get("type") == "string" else Kind.NUMBERS
    return _single(next(form for form in forms if form.get("type") != "array"))


def _single(form: Schema) -> Kind | None:
    if "enum" in form:
        return Kind.CHOICE
    if form.get("format") == "date":
        return Kind.DATE
    if form.get("type") == "number":
        return Kind.MONEY if "multipleOf" in form else Kind.NUMBER
    simple = {"string": Kind.TEXT, "integer": Kind.WHOLE, "boolean": Kind.FLAG}
    return simple.get(str(form.get("type")))


def _choices(forms: list[Schema]) -> tuple[Any, ...]:
    return tuple(choice for form in forms for choice in form.get("enum", ()))
