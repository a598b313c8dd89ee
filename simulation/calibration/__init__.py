"""Calibration: a scenario's durations, rework and hand-offs fitted to an event log, and scored on held-back cases."""

from simulation.calibration.calibrate import calibrate
from simulation.calibration.holdout import HoldOut, score_held_back
from simulation.calibration.result import Calibration, FittedDuration, FittedRework
from simulation.calibration.scores import Scores
from simulation.calibration.settings import CalibrationSettings

__all__ = [
    "Calibration",
    "CalibrationSettings",
    "FittedDuration",
    "FittedRework",
    "HoldOut",
    "Scores",
    "calibrate",
    "score_held_back",
]
