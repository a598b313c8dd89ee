"""What has happened so far, by step, from the rows of an event log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from scenarios.eventlog import Event


@dataclass(frozen=True, slots=True)
class Progress:
    """When a step was begun, and when it was finished, if it was."""

    started: dt.datetime
    finished: dt.datetime | None


def progress_of(events: Iterable[Event]) -> dict[tuple[str, str], Progress]:
    """Progress by (case, activity): from the first start to the last completion; a later start reopens the step."""
    found: dict[tuple[str, str], Progress] = {}
    for event in sorted(events, key=lambda one: one.time):
        key = (event.case, event.activity)
        known = found.get(key)
        if event.lifecycle == "start":
            found[key] = Progress(known.started if known else event.time, None)
        elif event.lifecycle == "complete":
            found[key] = Progress(known.started if known else event.time, event.time)
    return found
