"""Words and numbers of Microsoft's Project XML schema (namespace of 2003, as written by all versions since).

Source: Microsoft, *Project XML Data Interchange Schema Reference*.
"""

from __future__ import annotations

from scenarios.document.calendar import Weekday
from scenarios.interchange.project.model import LinkKind

NAMESPACE = "http://schemas.microsoft.com/project"

LINK_TYPES: tuple[LinkKind, ...] = ("FF", "FS", "SF", "SS")
"""By ``Type`` of a ``PredecessorLink``."""
DAY_TYPES: tuple[Weekday, ...] = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
"""By ``DayType`` of a ``WeekDay``, less one; also the bits of ``DaysOfWeek``."""

ELAPSED = frozenset({4, 6, 8, 10, 12, 20, 36, 38, 40, 42, 44, 52})
"""``DurationFormat`` and ``LagFormat`` of durations that nights and weekends belong to."""
PERCENT = frozenset({19, 20, 51, 52})
"""``LagFormat`` of lags that are a percentage of the predecessor's duration."""
HOURS, PERCENT_LAG, HOURLY = 5, 19, 2
"""``DurationFormat`` for hours, ``LagFormat`` for percent, ``StandardRateFormat`` for an hour."""

AS_SOON, AS_LATE, MUST_START, MUST_FINISH, START_FROM, START_BY, FINISH_FROM, FINISH_BY = range(8)
"""``ConstraintType``."""

WORK_RESOURCE = "1"

TASK_FIELDS = {
    "campaign": 188743731,
    "workflow": 188743734,
    "size": 188743737,
    "stage": 188743740,
    "skill": 188743743,
    "level": 188743746,
    "people": 188743747,
    "effort": 188743748,
    "approvers": 188743749,
    "department": 188743750,
}
"""Custom fields Text1 to Text10 of tasks, by what they hold in our own files."""
NUMBER_FIELDS = {"planned": 188743767, "periods": 188743770}
"""Custom fields Number1 and Number2 of tasks: the minutes that were planned when the file was written; the periods of
the document's horizon.
"""
RESOURCE_FIELDS = {
    "role": 205520904,
    "skills": 205520905,
    "calendar": 205520926,
    "kind": 205520927,
    "latency": 205520928,
    "department": 205520993,
}
"""Custom fields Text1 to Text6 of resources, by what they hold in our own files."""
ALIAS = "MEMS "
"""How the names of our own fields begin; others may use the same numbers for something else."""
