"""Schedules every step of every job on named people. `docs/concepts/scheduling.md` tells how."""

from optimizer.schedule.impossible import Unschedulable
from optimizer.schedule.planner import make_schedule

__all__ = ["Unschedulable", "make_schedule"]
