"""Building channels: identifiers from names, and values that a document refuses named by where they come from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from scenarios.document import CarryOver, Channel
from scenarios.errors import DocumentError
from scenarios.importing.refusals import refusal
from scenarios.money import to_minor, to_units

ReadT = TypeVar("ReadT")
_CARRY_OVER: TypeAdapter[CarryOver] = TypeAdapter(CarryOver)
GROUP = "media"
_OTHER = re.compile(r"[^\w.\-]+")
_LONGEST = 64


def identifiers(names: Iterable[str]) -> dict[str, str]:
    """An identifier for each name: its letters and digits, numbered where two would be the same."""
    found: dict[str, str] = {}
    for name in names:
        stem = _OTHER.sub("_", name).strip("_.-")[: _LONGEST - 4] or "channel"
        taken, identifier, number = set(found.values()), stem, 1
        while identifier in taken:
            number += 1
            identifier = f"{stem}_{number}"
        found[name] = identifier
    return found


def make_channel(source: str, identifier: str, name: str, curve: Mapping[str, Any], **fields: Any) -> Channel:
    """The channel of a curve.

    Args:
        source: the file, for errors.
        identifier: the channel's.
        name: the channel's in the file.
        curve: as a document writes it.
        fields: of `Channel`; ``observed_max`` in currency units.

    Raises:
        DocumentError: a value is outside what a document may hold.
    """
    observed = fields.pop("observed_max", None)
    if observed is not None and to_minor(observed) > 0:
        fields["observed_max"] = to_units(to_minor(observed))
    raw = {"id": identifier, "name": {"en": name, "zh": name}, "group": GROUP, "curve": dict(curve), **fields}
    return validated(Channel.model_validate, raw, source, name)


def validated(read: Callable[[Any], ReadT], raw: Mapping[str, Any], source: str, name: str) -> ReadT:
    """What ``read`` makes of a file's values about the channel ``name``: the reader of a document's type.

    Raises:
        DocumentError: a value is outside what a document may hold.
    """
    try:
        return read(raw)
    except ValidationError as error:
        raise _out_of_range(error, source, name) from error


def make_carry_over(source: str, name: str, raw: Mapping[str, Any]) -> CarryOver:
    """The carry-over kernel of the channel ``name``, of any family.

    Raises:
        DocumentError: a value is outside what a document may hold.
    """
    return validated(_CARRY_OVER.validate_python, raw, source, name)


def _out_of_range(error: ValidationError, source: str, name: str) -> DocumentError:
    first = error.errors()[0]
    parameter = str(first.get("ctx", {}).get("name") or first["loc"][-1])
    return refusal("out_of_range", source, name, parameter=parameter, found=str(first["input"])[:40])
