"""Values of the elements of Project XML, with every fault noted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from scenarios.interchange.faults import Faults
from scenarios.interchange.mspdi.times import read_duration, read_moment
from scenarios.interchange.xml import Element

ValueT = TypeVar("ValueT")


@dataclass(frozen=True, slots=True)
class Values:
    """Reads the children of one element; what is not there is None."""

    element: Element
    faults: Faults

    def text(self, tag: str) -> str:
        """A text; nothing where there is none."""
        return self.element.value(tag)

    def whole(self, tag: str) -> int | None:
        """A whole number."""
        return self._read(tag, _whole, "whole")

    def number(self, tag: str) -> float | None:
        """A finite number."""
        return self._read(tag, _number, "number")

    def flag(self, tag: str) -> bool:
        """A flag: false where it is left out."""
        return bool(self._read(tag, {"0": False, "1": True, "false": False, "true": True}.get, "flag"))

    def duration(self, tag: str) -> int | None:
        """Minutes."""
        return self._read(tag, read_duration, "duration")

    def moment(self, tag: str) -> dt.datetime | None:
        """A moment; ``NA`` is none."""
        return None if self.text(tag) == "NA" else self._read(tag, read_moment, "moment")

    def needed(self, tag: str) -> str:
        """A text that must be there."""
        text = self.text(tag)
        if not text:
            self.faults.add("missing", self.element.line, self.element.tag, tag, key=tag, of=self.element.tag)
        return text

    def _read(self, tag: str, read: Callable[[str], ValueT | None], form: str) -> ValueT | None:
        found = self.element.child(tag)
        if found is None or not found.text:
            return None
        value = read(found.text)
        if value is None:
            self.faults.value(found.line, f"{self.element.tag}/{tag}", found.text, form)
        return value


def _whole(text: str) -> int | None:
    number = _number(text)
    return int(number) if number is not None and number.is_integer() and abs(number) < 2**53 else None


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) < 1e15 and "_" not in text else None
