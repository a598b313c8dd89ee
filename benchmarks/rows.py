"""One measured figure, and how rows are printed."""

from __future__ import annotations

import json
import operator
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Literal, TypeVar

Result = TypeVar("Result")
COMPARE: dict[str, Callable[[float, float], bool]] = {"<=": operator.le, ">=": operator.ge}


@dataclass(frozen=True, slots=True)
class Bar:
    """What a figure must reach."""

    sense: Literal["<=", ">="]
    limit: float

    def met(self, value: float) -> bool:
        """Whether ``value`` reaches the bar."""
        return COMPARE[self.sense](value, self.limit)

    def __str__(self) -> str:
        return f"{self.sense} {self.limit:g}"


@dataclass(frozen=True, slots=True)
class Row:
    """A figure with its unit; beside a peer, ``ratio`` is ours to theirs. ``bar`` applies to ``judged`` of the two."""

    name: str
    value: float
    unit: str
    peer: str | None = None
    peer_value: float | None = None
    bar: Bar | None = None
    judged: Literal["value", "ratio"] = "value"

    @property
    def ratio(self) -> float | None:
        """Ours to theirs; None without a peer, or where the peer's figure is zero."""
        return self.value / self.peer_value if self.peer_value else None

    @property
    def met(self) -> bool | None:
        """Whether the bar is reached; None without one."""
        figure = self.value if self.judged == "value" else self.ratio
        return None if self.bar is None or figure is None else self.bar.met(figure)

    def to_dict(self) -> dict[str, object]:
        """The documented JSON form."""
        return asdict(self) | {
            "ratio": self.ratio,
            "bar": str(self.bar) if self.bar else None,
            "met": self.met,
        }


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """The result of ``work`` and the seconds it took."""
    start = time.perf_counter()
    result = work()
    return result, time.perf_counter() - start


def median(values: Sequence[float]) -> float:
    """The median."""
    return statistics.median(values)


def as_text(rows: Sequence[Row]) -> str:
    """A table of rows."""
    header = ("name", "value", "unit", "peer", "ratio", "bar", "met")
    lines = [header, *(_cells(row) for row in rows)]
    widths = [max(len(line[index]) for line in lines) for index in range(len(header))]
    return "\n".join(
        "  ".join(cell.ljust(size) for cell, size in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _cells(row: Row) -> tuple[str, ...]:
    met = {None: "", True: "yes", False: "NO"}[row.met]
    ratio = "" if row.ratio is None else f"{row.ratio:.4g}"
    return (row.name, f"{row.value:.6g}", row.unit, row.peer or "", ratio, str(row.bar or ""), met)


def as_json(benchmark: str, options: dict[str, object], rows: Sequence[Row]) -> str:
    """All rows as one JSON object."""
    document = {"benchmark": benchmark, "options": options, "rows": [row.to_dict() for row in rows]}
    return json.dumps(document, ensure_ascii=False, indent=2)
