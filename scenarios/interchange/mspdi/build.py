"""Elements of Project XML in the making: children in the schema's order, nothing written for None."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from xml.etree import ElementTree as ET

from scenarios.interchange.mspdi.times import moment_text

Written = str | int | float | bool | dt.datetime | None


def child(parent: ET.Element, tag: str, **values: Written) -> ET.Element:
    """A new element with children ``values``, in their order."""
    made = ET.SubElement(parent, tag)
    put(made, **values)
    return made


def put(element: ET.Element, **values: Written) -> None:
    """Append children with texts; None writes nothing."""
    for tag, value in values.items():
        if value is not None:
            ET.SubElement(element, tag).text = _text(value)


def put_fields(element: ET.Element, numbers: Mapping[str, int], fields: Mapping[str, str]) -> None:
    """Append custom fields; empty ones are left out."""
    for key, text in fields.items():
        if text:
            child(element, "ExtendedAttribute", FieldID=numbers[key], Value=text)


def _text(value: str | float | bool | dt.datetime) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, dt.datetime):
        return moment_text(value)
    return value if isinstance(value, str) else str(value)
