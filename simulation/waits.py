"""Places of the causes of waiting in `scenarios.outcome.CAUSES`."""

from __future__ import annotations

from scenarios.outcome import CAUSES

ADMISSION, HANDOFF, APPROVAL, PERSON, CALENDAR, REWORK, EXTERNAL = (
    CAUSES.index(cause)
    for cause in ("admission", "handoff", "approval", "person", "calendar", "rework", "external")
)
