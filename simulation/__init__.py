"""Runs a plan through the real team: a SimPy model with keyed draws. The only home of simpy."""

from simulation.errors import ImpossibleWork, ScheduleMismatch, ScheduleMissing, SimulationError
from simulation.log import EventLog, Kind
from simulation.replication import Replication
from simulation.runner import Progress, replicate, simulate

__all__ = [
    "EventLog",
    "ImpossibleWork",
    "Kind",
    "Progress",
    "Replication",
    "ScheduleMismatch",
    "ScheduleMissing",
    "SimulationError",
    "replicate",
    "simulate",
]
