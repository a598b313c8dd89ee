"""Decides the team together with campaigns and money. `docs/concepts/staffing.md` tells how."""

from optimizer.staffing.plan import StaffingAnswer, plan_staff

__all__ = ["StaffingAnswer", "plan_staff"]
