"""XES, the event logs of process mining, read as a stream by a parser that expands nothing.

Source: IEEE 1849 (2016), *Standard for eXtensible Event Stream*. Declarations of document types, and with them of
entities, are refused before anything of them is read.
"""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from scenarios.errors import DocumentError, Location, Problem
from scenarios.history.cells import people, too_many
from scenarios.history.columns import EventColumns
from scenarios.history.lifecycle import Event, paired
from scenarios.history.limits import MAX_BYTES, MAX_DEPTH, MAX_EVENTS, MAX_TEXT
from scenarios.history.moments import Stamp, read_stamp
from scenarios.history.visits import History
from scenarios.reading.content import opened
from scenarios.reading.limits import MAX_PROBLEMS
from scenarios.reading.refusals import refused

ATTRIBUTES = frozenset({"string", "date", "int", "float", "boolean", "id"})
CASE, ACTIVITY, TIME = "concept:name", "concept:name", "time:timestamp"
TRANSITION, RESOURCE, INSTANCE = "lifecycle:transition", "org:resource", "concept:instance"
_CHUNK = 2**16


def read_xes(path: Path, columns: EventColumns, zone: str | None) -> History:
    """The history in an XES file, which may be packed (``.xes.gz``); ``columns`` name the outcome and the instance.

    Raises:
        DocumentError: with every problem of the file.
    """
    events, problems = events_in_xes(path, columns)
    return paired(events, problems, zone, path.name)


def events_in_xes(path: Path, columns: EventColumns) -> tuple[list[Event], list[Problem]]:
    """The events of an XES file in its order, unpaired, and what is wrong with them.

    Raises:
        DocumentError: the file cannot be read as XES, or holds no events.
    """
    named = columns.instance != EventColumns().instance
    collector = _Collector(path.name, columns.outcome, columns.instance if named else INSTANCE)
    with opened(path) as file:
        _parse(gzip.GzipFile(fileobj=file) if path.suffix == ".gz" else file, collector)
    if not collector.events and not collector.problems:
        raise refused("history_no_visits", path.name)
    return collector.events, collector.problems


def _parse(file: BinaryIO | gzip.GzipFile, collector: _Collector) -> None:
    parser = expat.ParserCreate()
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = collector.doctype
    parser.StartElementHandler = lambda name, values: collector.start(name, values, parser.CurrentLineNumber)
    parser.EndElementHandler = collector.end
    size = 0
    try:
        for chunk in iter(lambda: file.read(_CHUNK), b""):
            size += len(chunk)
            if size > MAX_BYTES:
                raise refused("table_too_large", collector.source, megabytes=MAX_BYTES // 2**20)
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise refused("history_xml", collector.source, error.lineno, reason=reason) from error
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise refused("file_unreadable", collector.source, reason="gzip") from error


@dataclass(slots=True)
class _Collector:
    """Events from the elements of a log. Attributes within attributes belong to none of them."""

    source: str
    outcome: str
    instance: str
    events: list[Event] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _path: list[str] = field(default_factory=list)
    _trace: dict[str, str] = field(default_factory=dict)
    _event: dict[str, str] = field(default_factory=dict)
    _line: int = 0

    def doctype(self, *_declared: object) -> None:
        raise refused("history_doctype", self.source)

    def start(self, name: str, values: dict[str, str], line: int) -> None:
        name = name.rpartition(":")[2]
        parent = self._path[-1] if self._path else ""
        self._path.append(name)
        if len(self._path) > MAX_DEPTH:
            raise refused("history_depth", self.source, line, most=MAX_DEPTH)
        if name == "trace":
            self._trace = {}
        elif name == "event":
            self._event, self._line = {}, line
        elif name in ATTRIBUTES and parent in {"trace", "event"}:
            own = self._trace if parent == "trace" else self._event
            own[values.get("key", "")] = values.get("value", "").strip()

    def end(self, _name: str) -> None:
        closed = self._path.pop()
        if closed == "event" and self._path[-1:] == ["trace"]:
            self._take()

    def _take(self) -> None:
        if len(self.events) >= MAX_EVENTS:
            raise DocumentError([too_many(self.source, len(self.events) + 1)])
        place = Location(self.source, self._line)
        case, activity = (
            self._name(attributes, key, place)
            for attributes, key in ((self._trace, CASE), (self._event, ACTIVITY))
        )
        stamp = self._stamp(place)
        if len(self.problems) > MAX_PROBLEMS:
            raise DocumentError(self.problems[:MAX_PROBLEMS])
        if case and activity and stamp:
            self.events.append(
                Event(
                    case,
                    activity,
                    stamp,
                    self._event.get(TRANSITION, "complete").lower(),
                    people(self._event.get(RESOURCE, "")),
                    self._event.get(self.outcome, ""),
                    self._event.get(self.instance, ""),
                )
            )

    def _name(self, attributes: dict[str, str], key: str, place: Location) -> str:
        text = attributes.get(key, "")
        if not text or len(text) > MAX_TEXT:
            code = "history_text_long" if text else "table_cell_missing"
            self.problems.append(Problem(code, (key,), {"column": key}, place))
        return text

    def _stamp(self, place: Location) -> Stamp | None:
        text = self._event.get(TIME, "")
        found = (
            read_stamp(text, TIME, place)
            if text
            else Problem("table_cell_missing", (TIME,), {"column": TIME}, place)
        )
        if isinstance(found, Problem):
            self.problems.append(found)
            return None
        return found
