"""Event logs as XES (IEEE 1849-2016) with the extensions concept, lifecycle, time and organizational."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from scenarios.eventlog.events import Event

NAMESPACE = "http://www.xes-standard.org/"
EXTENSIONS = (
    ("Concept", "concept", "http://www.xes-standard.org/concept.xesext"),
    ("Lifecycle", "lifecycle", "http://www.xes-standard.org/lifecycle.xesext"),
    ("Time", "time", "http://www.xes-standard.org/time.xesext"),
    ("Organizational", "org", "http://www.xes-standard.org/org.xesext"),
)
UNKNOWN = "UNKNOWN"
"""What the standard calls a missing value of a global attribute."""


def events_xes(events: Iterable[Event], name: str) -> bytes:
    """A log with one trace per case, cases in the order of their first events.

    Timestamps have no zone: the document's calendars have none.
    """
    log = ET.Element("log", {"xes.version": "1849-2016", "xes.features": "", "xmlns": NAMESPACE})
    for title, prefix, uri in EXTENSIONS:
        ET.SubElement(log, "extension", {"name": title, "prefix": prefix, "uri": uri})
    _globals(log)
    ET.SubElement(log, "classifier", {"name": "Activity", "keys": "concept:name lifecycle:transition"})
    _string(log, "concept:name", name)
    _string(log, "lifecycle:model", "standard")
    traces: dict[str, ET.Element] = {}
    for event in events:
        if event.case not in traces:
            traces[event.case] = ET.SubElement(log, "trace")
            _string(traces[event.case], "concept:name", event.case)
        _event(traces[event.case], event)
    ET.indent(log)
    text: bytes = ET.tostring(log, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + text + b"\n"


def _globals(log: ET.Element) -> None:
    _string(ET.SubElement(log, "global", {"scope": "trace"}), "concept:name", UNKNOWN)
    event = ET.SubElement(log, "global", {"scope": "event"})
    _string(event, "concept:name", UNKNOWN)
    _string(event, "lifecycle:transition", "complete")
    ET.SubElement(event, "date", {"key": "time:timestamp", "value": "1970-01-01T00:00:00"})


def _event(trace: ET.Element, event: Event) -> None:
    node = ET.SubElement(trace, "event")
    _string(node, "concept:name", event.activity)
    _string(node, "lifecycle:transition", event.lifecycle)
    ET.SubElement(node, "date", {"key": "time:timestamp", "value": event.time.isoformat()})
    if event.resource:
        _string(node, "org:resource", event.resource)
    if event.visit is not None:
        ET.SubElement(node, "int", {"key": "visit", "value": str(event.visit)})
    if event.cause:
        _string(node, "cause", event.cause)


def _string(parent: ET.Element, key: str, value: str) -> None:
    ET.SubElement(parent, "string", {"key": key, "value": value})
