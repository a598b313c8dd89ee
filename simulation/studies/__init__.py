"""Studies of practices: every combination of mechanisms run through the team on common random numbers."""

from simulation.studies.play import play
from simulation.studies.vary import sweep, vary, vary_effect

__all__ = ["play", "sweep", "vary", "vary_effect"]
