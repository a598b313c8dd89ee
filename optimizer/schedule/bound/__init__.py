"""How far a schedule is from the best possible: a lower bound by Lagrangian prices of everybody's time."""

from optimizer.schedule.bound.lower import MOST_ITERATIONS, lower_bound
from optimizer.schedule.bound.ready import prepare

__all__ = ["MOST_ITERATIONS", "lower_bound", "prepare"]
