"""Studies of practices: every combination of mechanisms run through the team on common random numbers."""

from simulation.studies.play import play, sweep

__all__ = ["play", "sweep"]
