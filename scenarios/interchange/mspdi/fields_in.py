"""Custom fields of Project XML that hold our own terms."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from scenarios.interchange.faults import Faults
from scenarios.interchange.mspdi.vocabulary import ALIAS
from scenarios.interchange.project.model import FLIGHT, LAUNCH
from scenarios.interchange.remarks import Remarks
from scenarios.interchange.xml import Element

_ID = re.compile(r"\w[\w.\-]{0,63}")


def aliases(root: Element, remarks: Remarks) -> dict[str, str]:
    """What the file's custom fields of ours hold, by ``FieldID``; those of others are named."""
    found = {}
    for definition in root.all("ExtendedAttributes", "ExtendedAttribute"):
        alias = definition.value("Alias") or definition.value("FieldName")
        if alias.startswith(ALIAS):
            found[definition.value("FieldID")] = alias.removeprefix(ALIAS)
        elif alias:
            remarks.left("custom_field", alias)
    return found


def own_fields(element: Element, known: Mapping[str, str], faults: Faults) -> dict[str, str]:
    """The values of our own fields of a task or a resource, by what they hold; people may have changed them."""
    found = {}
    for one in element.all("ExtendedAttribute"):
        key, text = known.get(one.value("FieldID"), ""), one.value("Value")
        if not key or not text:
            continue
        form, right = _FORMS.get(key, ("text", bool))
        if right(text):
            found[key] = text
        else:
            faults.value(one.line, f"{ALIAS}{key}", text, form)
    return found


def _is_id(text: str) -> bool:
    return bool(_ID.fullmatch(text)) or text in {LAUNCH, FLIGHT}


def _are_ids(text: str) -> bool:
    return all(_is_id(part) for part in text.split("; "))


def _between(least: float, most: float) -> Callable[[str], bool]:
    def right(text: str) -> bool:
        try:
            return least <= float(text) <= most
        except ValueError:
            return False

    return right


def _whole_between(least: int, most: int) -> Callable[[str], bool]:
    return lambda text: text.isdecimal() and least <= int(text) <= most


_FORMS: Mapping[str, tuple[str, Callable[[str], bool]]] = {
    **dict.fromkeys(
        ("campaign", "workflow", "stage", "skill", "department", "role", "calendar"), ("identifier", _is_id)
    ),
    "approvers": ("identifier", _are_ids),
    "level": ("level", _whole_between(1, 4)),
    "people": ("people", _whole_between(1, 20)),
    "planned": ("number", _between(0, 1e12)),
    "periods": ("number", _whole_between(1, 2000)),
    "size": ("size", _between(1e-9, 100)),
}
