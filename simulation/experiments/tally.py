"""Everything that is kept of replications when their samples are not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios.arrays import Ints
from scenarios.document.horizon import MINUTES_PER_DAY
from scenarios.outcome import CAUSES, NEVER
from scenarios.statistics import RatioSums
from simulation.batch import Batch
from simulation.experiments.accumulate import Histogram, Moments, Row, added, products

VERSION = 1
PERMILLE = 1_000

WHOLE = (
    "net_value",
    "revenue",
    "cost",
    "lateness_loss",
    "contribution",
    "staff_cost",
    "defect_cost",
    "losses",
    "on_time",
    "launched",
    "lead",
    "inside",
    "wip_minutes",
    "busy",
    "available",
    "urgent_requests",
    "urgent_kept",
    "urgent_lead",
    "urgent_contribution",
)
"""Columns of a replication as a whole. ``losses`` is 1 where the net value is negative, ``inside`` the number of
launches
in the horizon, ``lead`` summed minutes from admission to launch."""
RATIOS = (
    ("net_value", "cost"),
    ("lead", "launched"),
    ("busy", "available"),
    ("urgent_kept", "urgent_requests"),
    ("urgent_lead", "urgent_requests"),
)
CAMPAIGN = (
    "launched",
    "on_time",
    "lead",
    "late",
    "revenue",
    "lateness_loss",
    "rework_visits",
    "defects",
    *CAUSES,
)
"""Columns of each campaign; minutes, minor units, or 0 and 1."""
STREAM = ("requests", "refused", "completed", "lead")


@dataclass(frozen=True, slots=True)
class Frame:
    """What all replications of a plan share: targets (C,), fixed cost in minor units, the horizon, the bins."""

    targets: tuple[int, ...]
    fixed_cost: int
    staff_counts: bool
    horizon_minutes: int
    value_width: int
    """Width of the bins of the net value, minor units."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Sums over replications. ``ratios`` are sums of products of the pairs of `RATIOS`, ``loads`` of busy and open
    minutes by person.
    """

    whole: Moments
    ratios: Row
    campaigns: Moments
    """(C x `CAMPAIGN`,) campaign by campaign."""
    people: Moments
    """(P x 2,) busy and open minutes, person by person."""
    loads: Row
    streams: Moments
    """(W x `STREAM`,) stream by stream."""
    launch: Histogram
    """Days of the launches, by campaign."""
    net_value: Histogram
    load: Histogram
    """Utilisation in permille, by person."""

    @classmethod
    def of(cls, batch: Batch, frame: Frame) -> Tally:
        """The tally of a batch."""
        whole = whole_columns(batch, frame)
        above, below = (_columns([whole[pair[side]] for pair in RATIOS]) for side in (0, 1))
        return cls(
            whole=Moments.of(_columns([whole[name] for name in WHOLE])),
            ratios=products(above, below),
            campaigns=Moments.of(_campaigns(batch, frame)),
            people=Moments.of(_interleaved([batch.busy, batch.available])),
            loads=products(batch.busy, batch.available),
            streams=Moments.of(_interleaved([getattr(batch, f"stream_{name}") for name in STREAM])),
            launch=Histogram.of(batch.launch, MINUTES_PER_DAY, batch.launch != NEVER),
            net_value=Histogram.of(batch.net_value[:, None], frame.value_width),
            load=Histogram.of(_load(batch), 1, batch.available > 0),
        )

    def merge(self, other: Tally) -> Tally:
        """Both as one; the order and grouping of merges change nothing."""
        return Tally(
            whole=self.whole.merge(other.whole),
            ratios=added(self.ratios, other.ratios),
            campaigns=self.campaigns.merge(other.campaigns),
            people=self.people.merge(other.people),
            loads=added(self.loads, other.loads),
            streams=self.streams.merge(other.streams),
            launch=self.launch.merge(other.launch),
            net_value=self.net_value.merge(other.net_value),
            load=self.load.merge(other.load),
        )

    def ratio(self, above: str, below: str) -> RatioSums:
        """The sums for one of the `RATIOS`."""
        y, x = WHOLE.index(above), WHOLE.index(below)
        crossed = self.ratios[RATIOS.index((above, below))]
        return _ratio(self.whole, y, x, crossed)

    def person(self, index: int) -> RatioSums:
        """Busy over open minutes of a person."""
        return _ratio(self.people, 2 * index, 2 * index + 1, self.loads[index])

    def to_bytes(self) -> bytes:
        """As JSON (see docs/concepts/experiments.md): integers only, bins in order."""
        return json.dumps({"version": VERSION, **asdict(self)}, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Tally:
        """The tally that `to_bytes` wrote.

        Raises:
            ValueError: of another version.
        """
        plain: dict[str, Any] = json.loads(data)
        if plain.pop("version") != VERSION:
            message = "a tally of another version"
            raise ValueError(message)
        return cls(**{name: _read(name, value) for name, value in plain.items()})


def _read(name: str, plain: Any) -> Any:
    if name in {"ratios", "loads"}:
        return tuple(plain)
    return Histogram.from_plain(plain) if "bins" in plain else Moments.from_plain(plain)


def _ratio(moments: Moments, above: int, below: int, crossed: int) -> RatioSums:
    return RatioSums(
        count=moments.count,
        above=moments.total[above],
        below=moments.total[below],
        above_squares=moments.squares[above],
        below_squares=moments.squares[below],
        products=crossed,
    )


def whole_columns(batch: Batch, frame: Frame) -> Mapping[str, Ints]:
    """The columns of `WHOLE`, (R,) each."""
    there, punctual = _launched(batch), _punctual(batch, frame)
    staff = batch.staff_cost if frame.staff_counts else np.zeros_like(batch.staff_cost)
    inside = there & (batch.launch < frame.horizon_minutes)
    return {
        "net_value": batch.net_value,
        "revenue": batch.revenue.sum(axis=1),
        "cost": frame.fixed_cost + staff,
        "lateness_loss": batch.lateness_loss.sum(axis=1),
        "contribution": batch.contribution,
        "staff_cost": batch.staff_cost,
        "defect_cost": batch.defect_cost,
        "losses": batch.net_value < 0,
        "on_time": punctual.sum(axis=1),
        "launched": there.sum(axis=1),
        "lead": _lead(batch).sum(axis=1),
        "inside": inside.sum(axis=1),
        "wip_minutes": batch.wip_minutes,
        "busy": batch.busy.sum(axis=1),
        "available": batch.available.sum(axis=1),
        "urgent_requests": batch.urgent_requests,
        "urgent_kept": batch.urgent_kept,
        "urgent_lead": batch.urgent_lead,
        "urgent_contribution": batch.urgent_contribution,
    }


def _campaigns(batch: Batch, frame: Frame) -> Ints:
    there = _launched(batch)
    late = np.where(there, np.maximum(batch.launch - np.array(frame.targets, dtype=np.int64), 0), 0)
    single = [
        there,
        _punctual(batch, frame),
        _lead(batch),
        late,
        batch.revenue,
        batch.lateness_loss,
        batch.rework_visits,
        batch.defects,
    ]
    return _interleaved([*single, *(batch.waiting[:, :, cause] for cause in range(len(CAUSES)))])


def _launched(batch: Batch) -> NDArray[np.bool_]:
    return np.asarray(batch.launch != NEVER)


def _punctual(batch: Batch, frame: Frame) -> NDArray[np.bool_]:
    return np.asarray(_launched(batch) & (batch.launch <= np.array(frame.targets, dtype=np.int64)))


def _lead(batch: Batch) -> Ints:
    return np.where(_launched(batch), batch.launch - batch.admission, 0)


def _load(batch: Batch) -> Ints:
    return PERMILLE * batch.busy // np.maximum(batch.available, 1)


def _columns(columns: list[Any]) -> Ints:
    """(R, K) from K vectors."""
    return np.stack(columns, axis=1).astype(np.int64)


def _interleaved(parts: list[Any]) -> Ints:
    """(R, N x K) from K arrays (R, N): all columns of the first of the N, then of the second, and so on."""
    stacked = np.stack(parts, axis=2).astype(np.int64)
    return stacked.reshape(len(stacked), -1)
