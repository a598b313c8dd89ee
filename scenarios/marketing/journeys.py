"""Customer journeys: the touchpoints that people met, and what came of them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property

from scenarios.errors import DocumentError, Problem
from scenarios.money import MINOR_PER_UNIT
from scenarios.reading.cells import Column
from scenarios.reading.records import Record, once, read_records

BETWEEN = ">"
COLUMNS = (
    Column("path"),
    Column("conversions", "count"),
    Column("value", "money", required=False),
    Column("journeys", "count", required=False),
)


@dataclass(frozen=True, slots=True)
class Journey:
    """All journeys over the same touchpoints, in order; a channel may be met several times.

    ``value`` is what the conversions brought, minor units; ``journeys`` how many went this way, converted or not.

    Raises:
        ValueError: more conversions than journeys, or value without a conversion.
    """

    touchpoints: tuple[str, ...]
    conversions: int
    value: int = 0
    journeys: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.conversions <= self.journeys or (self.value and not self.conversions):
            message = f"{self.conversions} of {self.journeys} journeys cannot bring {self.value}"
            raise ValueError(message)


@dataclass(frozen=True)
class Journeys:
    """All journeys of a period, each path once."""

    paths: tuple[Journey, ...]

    @cached_property
    def channels(self) -> tuple[str, ...]:
        """All channels in the order in which they first occur."""
        return tuple(dict.fromkeys(touch for path in self.paths for touch in path.touchpoints))

    @property
    def conversions(self) -> int:
        """All conversions."""
        return sum(path.conversions for path in self.paths)

    @property
    def value(self) -> int:
        """What they brought together, minor units."""
        return sum(path.value for path in self.paths)


def read_journeys(path: str | os.PathLike[str]) -> Journeys:
    """Journeys from rows of ``path`` ("tv > search > feed"), ``conversions``, and where known ``value`` (currency
    units) and ``journeys`` (converted or not).

    Raises:
        DocumentError: with every problem of the file; a path that stands there twice is named with both its lines.
    """
    records = read_records(path, COLUMNS)
    journeys = [_journey(record) for record in records]
    once(
        [Record({"path": _written(one)}, row.place) for one, row in zip(journeys, records, strict=True)],
        "path",
    )
    return Journeys(tuple(journeys))


def _journey(record: Record) -> Journey:
    touchpoints = tuple(part.strip() for part in record["path"].split(BETWEEN))
    conversions = record["conversions"]
    journeys = conversions if record["journeys"] is None else record["journeys"]
    if not all(touchpoints):
        raise _refusal(record, "table_cell_missing", "path")
    if journeys < conversions:
        raise _refusal(record, "table_below", "journeys", found=journeys, limit=conversions)
    if record["value"] and not conversions:
        raise _refusal(record, "table_above", "value", found=record["value"] / MINOR_PER_UNIT, limit=0)
    return Journey(touchpoints, conversions, record["value"] or 0, journeys)


def _written(journey: Journey) -> str:
    return f" {BETWEEN} ".join(journey.touchpoints)


def _refusal(record: Record, code: str, column: str, **values: object) -> DocumentError:
    return DocumentError([Problem(code, (column,), {"column": column, **values}, record.place)])
