"""Asana's CSV export: sections are campaigns, tasks are steps, subtasks belong to their parent by its name."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from scenarios.errors import Location
from scenarios.interchange.csv_text import parse_table
from scenarios.interchange.faults import Faults
from scenarios.interchange.limits import MAX_BYTES
from scenarios.interchange.project.drafting import draft_scenario
from scenarios.interchange.project.model import Project
from scenarios.interchange.remarks import Remarks
from scenarios.interchange.trackers.cells import CellReader, date_reader
from scenarios.interchange.trackers.headers import ASANA, columns_of
from scenarios.interchange.trackers.items import Item, project_of_items
from scenarios.interchange.trackers.options import TrackerOptions
from scenarios.interchange.transfer import Brought
from scenarios.reading.content import read_content
from scenarios.reading.csv import Table

OPTIONS = TrackerOptions()
SECTION = "section/"
"""How the keys begin of the items that stand for sections."""


def read_asana_file(path: str | os.PathLike[str], options: TrackerOptions = OPTIONS) -> Brought:
    """The document that an export of Asana holds.

    Raises:
        DocumentError: with every problem of the file, each with its line.
    """
    place = Path(path)
    return draft_scenario(asana_project(read_content(place, MAX_BYTES), place.name, options))


def asana_project(content: bytes, source: str, options: TrackerOptions = OPTIONS) -> Project:
    """The project in the bytes of an export; see `read_asana_file`."""
    faults, remarks = Faults(source), Remarks()
    table = parse_table(content, source, remarks)
    columns = columns_of(table, ASANA, options.columns, ("name",), faults)
    faults.refuse()
    reader = _Reader(
        table, CellReader(columns, date_reader(table, columns, options, faults), faults), remarks
    )
    items = list(reader.items())
    faults.refuse()
    return project_of_items(items, source, Path(source).stem, options, faults, remarks)


class _Reader:
    def __init__(self, table: Table, cells: CellReader, remarks: Remarks) -> None:
        self.table, self.cells, self.remarks = table, cells, remarks
        self.rows = [
            (self._key(row, line), row, Location(table.source, line))
            for line, row in zip(table.lines, table.rows, strict=True)
        ]
        self.by_name: dict[str, list[str]] = {}
        for key, row, _ in self.rows:
            self.by_name.setdefault(cells.columns.first(row, "name"), []).append(key)

    def _key(self, row: Sequence[str], line: int) -> str:
        return self.cells.columns.first(row, "key") or f"line {line}"

    def items(self) -> Iterator[Item]:
        """Sections in order of appearance, then all tasks."""
        sections: dict[str, Location] = {}
        blockers: dict[str, list[str]] = {}
        for key, row, place in self.rows:
            section = self.cells.columns.first(row, "section")
            if section and not self.cells.columns.first(row, "parent"):
                sections.setdefault(section, place)
            for other in self._named(row, "blockers", place):
                blockers.setdefault(key, []).append(other)
            for other in self._named(row, "blocking", place):
                blockers.setdefault(other, []).append(key)
        self._other_columns()
        for section, place in sections.items():
            yield Item(SECTION + section, section, place)
        for key, row, place in self.rows:
            yield self._item(key, row, place, tuple(dict.fromkeys(blockers.get(key, ()))))

    def _item(self, key: str, row: Sequence[str], place: Location, blockers: tuple[str, ...]) -> Item:
        cells = self.cells
        finished = cells.moment(row, "finished", place)
        start = cells.moment(row, "start", place)
        spent = cells.hours(row, "spent", place)
        return Item(
            key=key,
            name=cells.needed(row, "name", place),
            place=place,
            parent=self._parent(row, place),
            assignee=cells.columns.first(row, "assignee"),
            estimate=cells.hours(row, "estimate", place),
            spent=spent,
            done=finished is not None,
            running=finished is None and bool(spent),
            start=start,
            due=cells.moment(row, "due", place),
            finished=finished,
            blockers=blockers,
            touched=cells.last_touched(row, place),
        )

    def _parent(self, row: Sequence[str], place: Location) -> str:
        parent, section = (self.cells.columns.first(row, part) for part in ("parent", "section"))
        if not parent:
            return SECTION + section if section else ""
        return self._key_of(parent, place) or parent

    def _named(self, row: Sequence[str], part: str, place: Location) -> Iterator[str]:
        """The tasks that a cell lists by name; names may hold commas themselves, so the longest known ones count."""
        for text in self.cells.columns.all(row, part):
            words = text.split(",")
            while words:
                length = next(
                    (n for n in range(len(words), 0, -1) if ",".join(words[:n]).strip() in self.by_name), 1
                )
                name = ",".join(words[:length]).strip()
                key = self._key_of(name, place)
                if key:
                    yield key
                elif name:
                    self.remarks.left("link_outside", name)
                del words[:length]

    def _key_of(self, name: str, place: Location) -> str:
        """The key of the task of a name; several of the same name cannot be told apart."""
        keys = self.by_name.get(name, [name] if any(key == name for key, _, _ in self.rows) else [])
        if len(keys) > 1:
            self.cells.faults.add("ambiguous", place, found=name, count=len(keys))
        return keys[0] if keys else ""

    def _other_columns(self) -> None:
        used = {place for places in self.cells.columns.positions.values() for place in places}
        for place, header in enumerate(self.table.header):
            if place not in used and any(row[place] for row in self.table.rows):
                self.remarks.left("column", header)
