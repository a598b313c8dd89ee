"""Results of many replications as arrays: what both engines return."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from io import BytesIO

import numpy as np

from scenarios.arrays import Ints
from scenarios.outcome import CAUSES
from simulation.replication import Replication


@dataclass(frozen=True, eq=False)
class Batch:
    """Consecutive replications, one row each; names, units and columns as in `scenarios.outcome.Outcome`."""

    launch: Ints
    admission: Ints
    completion: Ints
    revenue: Ints
    lateness_loss: Ints
    waiting: Ints
    rework_visits: Ints
    defects: Ints
    busy: Ints
    available: Ints
    skill_busy: Ints
    worked: Ints
    staff_cost: Ints
    contribution: Ints
    urgent_requests: Ints
    urgent_kept: Ints
    urgent_lead: Ints
    urgent_contribution: Ints
    stream_requests: Ints
    stream_refused: Ints
    stream_completed: Ints
    stream_lead: Ints
    defect_cost: Ints
    net_value: Ints
    wip_minutes: Ints

    @property
    def replications(self) -> int:
        """Number of rows."""
        return len(self.net_value)

    @classmethod
    def of(cls, results: Sequence[Replication]) -> Batch:
        """The batch of replications that were run one by one."""
        columns = {
            field.name: np.array([getattr(one, field.name) for one in results], dtype=np.int64)
            for field in fields(cls)
        }
        # Without campaigns an array of arrays does not show its last axis.
        shape = (*columns["launch"].shape, len(CAUSES))
        return cls(**{**columns, "waiting": columns["waiting"].reshape(shape)})

    def to_bytes(self) -> bytes:
        """As a NumPy archive (NPZ), an array for each column."""
        buffer = BytesIO()
        np.savez(buffer, **{field.name: getattr(self, field.name) for field in fields(self)})
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> Batch:
        """The batch that `to_bytes` wrote."""
        with np.load(BytesIO(data), allow_pickle=False) as archive:
            return cls(**{field.name: archive[field.name] for field in fields(cls)})


def joined(batches: Iterable[Batch]) -> Batch:
    """Batches that follow one another as one."""
    parts = list(batches)
    return Batch(
        **{field.name: np.concatenate([getattr(one, field.name) for one in parts]) for field in fields(Batch)}
    )
