"""Experiments that cannot be run as asked."""

from __future__ import annotations

from simulation.errors import SimulationError


class ExperimentError(SimulationError):
    """An experiment that cannot be run as asked; ``message`` says why and what to do."""
