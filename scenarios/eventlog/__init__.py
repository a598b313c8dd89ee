"""Event logs of runs for process mining and spreadsheets: CSV that is read back equal, and XES."""

from scenarios.eventlog.csv import events_csv, read_events_csv
from scenarios.eventlog.events import COLUMNS, LIFECYCLES, Event, Lifecycle
from scenarios.eventlog.xes import events_xes

__all__ = [
    "COLUMNS",
    "LIFECYCLES",
    "Event",
    "Lifecycle",
    "events_csv",
    "events_xes",
    "read_events_csv",
]
