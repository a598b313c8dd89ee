"""Jira's CSV export: headers repeat, so columns are read by position."""

from __future__ import annotations

import os
import re
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
from scenarios.interchange.trackers.headers import JIRA, columns_of
from scenarios.interchange.trackers.items import Item, project_of_items
from scenarios.interchange.trackers.options import TrackerOptions
from scenarios.interchange.transfer import Brought
from scenarios.reading.content import read_content
from scenarios.reading.csv import Table

OPTIONS = TrackerOptions()
_LINK = re.compile(
    r"(?P<way>outward|inward|向外|向内)[^(（]*[（(](?P<kind>[^)）]*)[)）]",
    re.IGNORECASE,
)
_OUTWARD = frozenset({"outward", "向外"})
_ORDER = frozenset(
    {"blocks", "gantt end to start", "gantt: finish-start", "finish-to-start [gantt]", "阻塞", "阻碍"}
)
"""Types of links that say what comes first; all others merely relate."""
_DONE = frozenset({"done", "closed", "resolved", "complete", "完成", "已完成", "已关闭", "关闭", "已解决"})
_OPEN = frozenset(
    {
        "to do", "open", "backlog", "new", "reopened", "selected for development",
        "待办", "打开", "新建", "开放", "重新打开", "待处理", "待规划",
    }
)  # fmt: skip
_DROPPED = frozenset(
    {
        "won't do", "won't fix", "cancelled", "canceled", "duplicate", "rejected", "declined", "cannot reproduce",
        "取消", "已取消", "重复", "不做",
    }
)  # fmt: skip


def read_jira_file(path: str | os.PathLike[str], options: TrackerOptions = OPTIONS) -> Brought:
    """The document that an export of Jira holds: epics are campaigns, issues without parts are steps.

    Raises:
        DocumentError: with every problem of the file, each with its line.
    """
    place = Path(path)
    return draft_scenario(jira_project(read_content(place, MAX_BYTES), place.name, options))


def jira_project(content: bytes, source: str, options: TrackerOptions = OPTIONS) -> Project:
    """The project in the bytes of an export; see `read_jira_file`."""
    faults, remarks = Faults(source), Remarks()
    table = parse_table(content, source, remarks)
    columns = columns_of(table, JIRA, options.columns, ("key", "name"), faults)
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
        columns = cells.columns
        # Parents are named by number in one version of Jira and by key in another.
        self.keys = {
            columns.first(row, "id"): columns.first(row, "key")
            for row in table.rows
            if columns.first(row, "id")
        }
        self.links = {
            place: match for place, header in enumerate(table.header) if (match := _LINK.fullmatch(header))
        }

    def items(self) -> Iterator[Item]:
        """All issues, with the links of all of them."""
        blockers: dict[str, list[str]] = {}
        rows = []
        for line, row in zip(self.table.lines, self.table.rows, strict=True):
            place = Location(self.table.source, line)
            key = self.cells.needed(row, "key", place)
            name = self.cells.needed(row, "name", place)
            status = self.cells.columns.first(row, "status").casefold()
            resolution = self.cells.columns.first(row, "resolution").casefold()
            if {status, resolution} & _DROPPED:
                self.remarks.left("inactive", name)
                continue
            rows.append((key, name, row, place))
            for earlier, later in self._ordered(key, row):
                blockers.setdefault(later, []).append(earlier)
            for sprint in self.cells.columns.all(row, "sprint"):
                self.remarks.left("sprint", sprint)
        known = {key for key, *_ in rows}
        for later, before in blockers.items():
            if later not in known:
                self.remarks.left("link_outside", f"{', '.join(before)} → {later}")
        self._other_columns()
        for key, name, row, place in rows:
            yield self._item(key, name, row, place, tuple(dict.fromkeys(blockers.get(key, ()))))

    def _item(
        self, key: str, name: str, row: Sequence[str], place: Location, blockers: tuple[str, ...]
    ) -> Item:
        cells = self.cells
        parent = cells.columns.first(row, "parent")
        done, running = self._state(row)
        return Item(
            key=key,
            name=name,
            place=place,
            parent=self.keys.get(parent, parent),
            assignee=cells.columns.first(row, "assignee"),
            estimate=cells.seconds(row, "estimate", place),
            spent=cells.seconds(row, "spent", place),
            remaining=cells.seconds(row, "remaining", place),
            done=done,
            running=running,
            start=cells.moment(row, "start", place),
            due=cells.moment(row, "due", place),
            finished=cells.moment(row, "finished", place),
            blockers=blockers,
            touched=cells.last_touched(row, place),
        )

    def _state(self, row: Sequence[str]) -> tuple[bool, bool]:
        """Whether an issue is done or under way: by its category where the export has it, else by its status."""
        columns = self.cells.columns
        said = columns.first(row, "category").casefold() or columns.first(row, "status").casefold()
        done = said in _DONE or bool(columns.first(row, "finished"))
        return done, bool(said) and not done and said not in _OPEN

    def _ordered(self, key: str, row: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Pairs of issues of which the first blocks the second."""
        for place, match in self.links.items():
            other = row[place]
            if not other:
                continue
            kind = match["kind"].casefold()
            outward = match["way"].casefold() in _OUTWARD
            if kind in _ORDER:
                yield (key, other) if outward else (other, key)
            else:
                self.remarks.left("links_other", f"{kind}: {key} – {other}")

    def _other_columns(self) -> None:
        used = {place for places in self.cells.columns.positions.values() for place in places} | set(
            self.links
        )
        for place, header in enumerate(self.table.header):
            if place not in used and any(row[place] for row in self.table.rows):
                self.remarks.left("column", header)
