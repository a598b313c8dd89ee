"""Two scenarios with the same luck, a million times over: paired differences from sums and cross sums."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import asdict, dataclass
from fractions import Fraction
from functools import partial, reduce
from typing import Any

import numpy as np

from scenarios.arrays import Ints
from scenarios.document.base import Id, Value
from scenarios.document.settings import SimulationSettings
from scenarios.statistics import Estimate, mean_from_sums
from simulation.blueprint import Blueprint, build_blueprint
from simulation.engines import Engine, Wanted, resolve, run_batch
from simulation.experiments.accumulate import Moments, Row, added, products
from simulation.experiments.cases import Case
from simulation.experiments.checkpoints import Checkpoints, run_chunks, run_key
from simulation.experiments.chunks import Chunk, chunk_plan
from simulation.experiments.places import HERE, Place, Progress
from simulation.experiments.streaming import frame_of
from simulation.experiments.tally import WHOLE, Frame, whole_columns

SHOWN = ("net_value", "revenue", "cost", "lateness_loss", "on_time", "wip", "staff_cost")
"""The measures that are compared: those of `scenarios.measures` that are means of replications."""
COLUMN = {key: key for key in SHOWN} | {"wip": "wip_minutes"}


@dataclass(frozen=True, slots=True)
class PairTally:
    """Sums of two scenarios and of the products of one with the other, column by column of `WHOLE`."""

    base: Moments
    other: Moments
    crossed: Row

    @classmethod
    def of(cls, base: Ints, other: Ints) -> PairTally:
        """The tally of (R, K) samples of either side."""
        return cls(Moments.of(base), Moments.of(other), products(base, other))

    def merge(self, other: PairTally) -> PairTally:
        """Both as one."""
        return PairTally(
            base=self.base.merge(other.base),
            other=self.other.merge(other.other),
            crossed=added(self.crossed, other.crossed),
        )

    def to_bytes(self) -> bytes:
        """As JSON."""
        return json.dumps(asdict(self), separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> PairTally:
        """The tally that `to_bytes` wrote."""
        plain: dict[str, Any] = json.loads(data)
        base, other = (Moments.from_plain(plain[side]) for side in ("base", "other"))
        return cls(base, other, tuple(plain["crossed"]))


class Pair(Value):
    """One measure of two scenarios: ``change`` is other - base, replication by replication."""

    measure: Id
    base: Estimate
    other: Estimate
    change: Estimate
    variance_ratio: float | None
    """How many times the replications would be needed if both had luck of their own; None where nothing varies."""


class PairedComparison(Value):
    """Two scenarios over the same replications."""

    base: Id
    other: Id
    replications: int
    pairs: tuple[Pair, ...]


def compare_streaming(
    base: Case,
    other: Case,
    *,
    settings: SimulationSettings | None = None,
    progress: Progress | None = None,
    workers: int | None = None,
    engine: Wanted | None = None,
    place: Place = HERE,
) -> PairedComparison:
    """Compare two scenarios under common random numbers, keeping sums only; arguments as for `simulation.simulate`.

    ``settings`` (the base's where left out) hold for both, the seed above all.

    Raises:
        SimulationError: as for `simulation.simulate`.
    """
    settings = settings or base.scenario.settings.simulation
    chosen = resolve(engine or settings.engine)
    sides = tuple(_side(case, settings) for case in (base, other))
    checkpoints = None
    if place.checkpoint is not None:
        key = "-".join(run_key(case.scenario, case.plan, settings)[:16] for case in (base, other))
        checkpoints = Checkpoints(place.checkpoint / key, PairTally)
    running = run_chunks(
        partial(_tally, sides, chosen),
        chunk_plan(settings.replications),
        place.executor(chosen, settings.workers if workers is None else workers),
        checkpoints,
    )
    with closing(running):
        found = reduce(PairTally.merge, (_told(part, settings.replications, progress) for part in running))
    frames = (sides[0][1], sides[1][1])
    return PairedComparison(
        base=base.scenario.id,
        other=other.scenario.id,
        replications=settings.replications,
        pairs=tuple(_pair(key, found, frames, settings.confidence) for key in SHOWN),
    )


def _told(part: tuple[Chunk, PairTally], most: int, progress: Progress | None) -> PairTally:
    if progress:
        progress(part[0].end, most)
    return part[1]


def _side(case: Case, settings: SimulationSettings) -> tuple[Blueprint, Frame]:
    blueprint = build_blueprint(case.scenario, case.plan, settings)
    return blueprint, frame_of(case.scenario, case.plan, blueprint)


def _tally(sides: tuple[tuple[Blueprint, Frame], ...], engine: Engine, chunk: Chunk) -> PairTally:
    found = []
    for blueprint, frame in sides:
        columns = whole_columns(run_batch(blueprint, chunk.first, chunk.count, engine=engine), frame)
        found.append(np.stack([columns[name] for name in WHOLE], axis=1).astype(np.int64))
    return PairTally.of(found[0], found[1])


def _pair(key: str, tally: PairTally, frames: tuple[Frame, Frame], confidence: float) -> Pair:
    column = WHOLE.index(COLUMN[key])
    left, right = (_scale(key, frame) for frame in frames)
    count = tally.base.count
    totals = left * tally.base.total[column], right * tally.other.total[column]
    squares = left**2 * tally.base.squares[column], right**2 * tally.other.squares[column]
    total = totals[1] - totals[0]
    apart = sum(squares) - 2 * left * right * tally.crossed[column]
    alone = sum(count * square - one**2 for square, one in zip(squares, totals, strict=True))
    together = count * apart - total**2
    return Pair(
        measure=key,
        base=mean_from_sums(count, totals[0], squares[0], confidence),
        other=mean_from_sums(count, totals[1], squares[1], confidence),
        change=mean_from_sums(count, total, apart, confidence),
        variance_ratio=float(alone / together) if together else None,
    )


def _scale(key: str, frame: Frame) -> Fraction:
    """What a column is multiplied by to be the measure."""
    if key == "on_time":
        return Fraction(1, max(1, len(frame.targets)))
    return Fraction(1, frame.horizon_minutes) if key == "wip" else Fraction(1)
