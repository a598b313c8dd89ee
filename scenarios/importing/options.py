"""What a file of curves does not say about itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scenarios.importing.periods import Period

MOST_DRAWS = 2000


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to read a file.

    Attributes:
        raw_data: CSV with the series that a Robyn model was fitted to, where its JSON file does not hold it.
        allocation: CSV that Robyn's allocator exported for the same model: today's spend, its optimum and bounds.
        regions: CSV with spend by region (Meridian's geo data); each channel becomes a channel per region.
        spend_unit: currency units that one unit of the file's spend stands for.
        value_per_outcome: currency units that one unit of the file's outcome is worth; None for revenue.
        draws: most draws to keep of a posterior, evenly spaced; at most 2,000.
        periods: periods that the totals of a table cover; needed where the file holds totals (Meridian).
        period: length of these periods.
        group: which of several groups of curves in one table to read.
    """

    raw_data: Path | None = None
    allocation: Path | None = None
    regions: Path | None = None
    spend_unit: float = 1.0
    value_per_outcome: float | None = None
    draws: int = 500
    periods: int | None = None
    period: Period = "week"
    group: str | None = None

    def __post_init__(self) -> None:
        if not 0 < self.spend_unit < float("inf") or not 0 <= self.draws <= MOST_DRAWS:
            message = f"spend_unit is above zero and draws from 0 to {MOST_DRAWS}"
            raise ValueError(message)
