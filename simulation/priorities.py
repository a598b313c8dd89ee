"""Who goes first within a class: the rules of dispatch (rule 15)."""

from __future__ import annotations

from typing import Literal, TypeAlias

from simulation.course import Course
from simulation.states import NO_STREAM

Rule: TypeAlias = Literal["plan", "due_date", "weighted", "critical_ratio", "first_come"]

LAST = 1 << 62
"""Behind everything that a rule has an opinion of."""
_BY_WORTH = ("weighted", "critical_ratio")


def rank_of(course: Course, rule: Rule, now: int, planned: int) -> int:
    """The place of a job or step that becomes ready ``now``; the lower goes first.

    Args:
        course: the job.
        rule: the rule of dispatch.
        now: the moment, minutes.
        planned: its planned moment, for dispatch by plan.
    """
    terms = course.terms
    if terms.stream != NO_STREAM:
        return LAST if rule in _BY_WORTH else terms.arrival
    if rule == "weighted":
        return 10**6 * course.left // terms.loss_per_day if terms.loss_per_day else LAST
    if rule == "critical_ratio":
        return 1000 * (terms.target - now) // course.left
    return {"plan": planned, "due_date": terms.target, "first_come": now}[rule]
