"""What a calibration is told beside the scenario and the history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulation.calibration.families import FAMILIES, FamilyName

REJECTED = ("rejected", "reject", "rework", "returned", "驳回", "返工", "退回", "不通过")
"""Outcomes, in any case, that mean that the result was sent back."""


@dataclass(frozen=True, slots=True)
class CalibrationSettings:
    """How a history is read and fitted."""

    workflow: str | None = None
    """Workflow that the history is of; by default the only one that has all of its activities."""
    activities: Mapping[str, str] = field(default_factory=dict)
    """Stage of each activity that is not called like its stage (identifier or name)."""
    ignore: tuple[str, ...] = ()
    """Activities that are no stages."""
    rejected: tuple[str, ...] = REJECTED
    families: tuple[FamilyName, ...] = tuple(FAMILIES)
    """Families that may be chosen. A history that none of them fits is resampled as it is."""
    confidence: float = 0.9
    """Of all intervals."""
    resamples: int = 400
    """Of the bootstrap."""
    pooling: bool = True
    """Whether stages with few cases learn from the others."""
    seed: int = 1
