"""Runs a plan through the real team: a SimPy model with keyed draws, and its compiled twin. The only home of simpy."""

from simulation.errors import ImpossibleWork, ScheduleMismatch, ScheduleMissing, SimulationError
from simulation.experiments.places import HERE, Place, Progress
from simulation.experiments.streaming import simulate_streaming
from simulation.log import EventLog, Kind
from simulation.replication import Replication
from simulation.runner import replicate, simulate
from simulation.stopping import Precision

__all__ = [
    "HERE",
    "EventLog",
    "ImpossibleWork",
    "Kind",
    "Place",
    "Precision",
    "Progress",
    "Replication",
    "ScheduleMismatch",
    "ScheduleMissing",
    "SimulationError",
    "replicate",
    "simulate",
    "simulate_streaming",
]
