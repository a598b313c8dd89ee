"""Click-through rates against their benchmark, by a one-sided test of a proportion.

Source: Fleiss, Levin and Paik (2003), *Statistical Methods for Rates and Proportions*, chapter 2: z = (p - p0) /
sqrt(p0 (1 - p0) / n).
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterable
from dataclasses import dataclass

from scipy.special import ndtri

from scenarios.control.alerts import Alert, Alerts, alerts
from scenarios.document import Scenario
from scenarios.errors import DocumentError, Problem
from scenarios.i18n import Message
from scenarios.reading.cells import Column
from scenarios.reading.records import Record, once, read_records
from scenarios.suggestions import listing

LEAST_IMPRESSIONS = 10_000
CONFIDENCE = 0.95
"""One-sided: z beyond 1.645."""
COLUMNS = (
    Column("channel"),
    Column("impressions", "count"),
    Column("clicks", "count"),
    Column("benchmark", "number", required=False, most=1.0),
)


@dataclass(frozen=True, slots=True)
class ClickThrough:
    """Clicks of a channel's impressions, and the industry's mean rate."""

    channel: str
    impressions: int
    clicks: int
    benchmark: float

    @property
    def rate(self) -> float | None:
        """Clicks per impression."""
        return self.clicks / self.impressions if self.impressions else None

    @property
    def z(self) -> float | None:
        """How many standard errors the rate lies above the benchmark; None where that cannot be said."""
        if self.rate is None or not 0 < self.benchmark < 1:
            return None
        spread = math.sqrt(self.benchmark * (1 - self.benchmark) / self.impressions)
        return (self.rate - self.benchmark) / spread


def click_alerts(
    found: Iterable[ClickThrough], least: int = LEAST_IMPRESSIONS, confidence: float = CONFIDENCE
) -> Alerts:
    """One alert for each channel that is significantly below its benchmark on at least ``least`` impressions."""
    limit = -float(ndtri(confidence))
    return alerts([_alert(one, least, limit) for one in found])


def read_click_through(
    path: str | os.PathLike[str], scenario: Scenario | None = None
) -> tuple[ClickThrough, ...]:
    """Rows of ``channel``, ``impressions``, ``clicks`` and ``benchmark``; a scenario's benchmarks stand in for a blank.

    Raises:
        DocumentError: with every problem of the file; also a channel without any benchmark.
    """
    records = read_records(path, COLUMNS)
    once(records, "channel")
    known = {
        channel.id: channel.benchmarks.ctr
        for channel in (scenario.channels if scenario else ())
        if channel.benchmarks
    }
    return tuple(_read(record, known) for record in records)


def _read(record: Record, known: dict[str, float | None]) -> ClickThrough:
    benchmark = record["benchmark"] if record["benchmark"] is not None else known.get(record["channel"])
    if benchmark is None:
        values = {"column": "benchmark", "columns": listing(known)}
        raise DocumentError([Problem("table_cell_missing", ("benchmark",), values, record.place)])
    if record["clicks"] > record["impressions"]:
        above = {"column": "clicks", "found": record["clicks"], "limit": record["impressions"]}
        raise DocumentError([Problem("table_above", ("clicks",), above, record.place)])
    return ClickThrough(record["channel"], record["impressions"], record["clicks"], benchmark)


def _alert(found: ClickThrough, least: int, limit: float) -> Alert | None:
    z, rate = found.z, found.rate
    if z is None or rate is None or found.impressions < least or z >= limit:
        return None
    values = {"channel": found.channel, "rate": f"{rate:.2%}", "benchmark": f"{found.benchmark:.2%}"}
    return Alert("ctr_low", "amber", found.channel, z, limit, Message("control.ctr.low", values))
