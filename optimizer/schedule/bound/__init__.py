"""How far a schedule is from the best possible: a lower bound by Lagrangian prices of everybody's time."""

from optimizer.schedule.bound.lower import lower_bound

__all__ = ["lower_bound"]
