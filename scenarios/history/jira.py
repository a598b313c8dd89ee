"""Jira's CSV export, with the repeated columns of its status history or one row for each sub-task.

Headers repeat in these files, so columns are read by position: the k-th column of a name belongs to the k-th of its
companion.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from scenarios.errors import Location, Problem
from scenarios.history.cells import CellReader, check_table
from scenarios.history.checks import faults, refuse
from scenarios.history.columns import JiraColumns
from scenarios.history.moments import Stamp, local_clock
from scenarios.history.visits import History, in_order
from scenarios.history.written import WrittenVisit
from scenarios.i18n import Message
from scenarios.reading.csv import Table

SECONDS_PER_HOUR = 3600


def read_jira(table: Table, columns: JiraColumns, zone: str | None) -> History:
    """The history in a Jira export.

    Raises:
        DocumentError: with every problem of the table.
    """
    has_moves = columns.moved_at in table.header
    parts = ("key", "created", "moved_to") if has_moves else ("created", "resolved", "activity", "parent")
    check_table(table, {part: getattr(columns, part) for part in parts})
    reader = _JiraReader(CellReader(table), columns)
    for place, row in reader.cells.rows():
        (reader.moves if has_moves else reader.issue)(row, place)
    clock, problems, notes = local_clock(reader.cells.stamps, zone, table.source)
    visits = [span.visit(clock) for span in reader.spans]
    wrong = [*reader.cells.problems, *problems, *faults(visits, table.source)]
    if not visits and not wrong:
        wrong = [Problem("history_no_visits", (), {}, Location(table.source))]
    refuse(wrong)
    said = Message("history.note.jira_moves" if has_moves else "history.note.jira_issues")
    running = [Message("history.note.unfinished", {"count": reader.running})] if reader.running else []
    return History(table.source, in_order(visits), (said, *notes, *running))


@dataclass(slots=True)
class _JiraReader:
    cells: CellReader
    columns: JiraColumns
    spans: list[WrittenVisit] = field(default_factory=list)
    running: int = 0
    _parents: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        """Parents are named by number in one version of Jira and by key in another."""
        table = self.cells.table
        own = (self.columns.identifier, self.columns.key)
        known = all(name in table.header for name in own)
        numbers, keys = ([cell.text for cell in table.column(name)] for name in own) if known else ((), ())
        self._parents = dict(zip(numbers, keys, strict=True))

    def issue(self, row: Sequence[str], place: Location) -> None:
        """A sub-task: one visit of its parent's case. Issues without a parent are the cases themselves."""
        cells, columns = self.cells, self.columns
        parent = cells.text(row, columns.parent)
        if not parent:
            return
        activity = cells.name(row, columns.activity, place)
        start = cells.stamp(cells.name(row, columns.created, place), columns.created, place)
        end = cells.stamp(cells.text(row, columns.resolved), columns.resolved, place)
        spent = cells.number(cells.text(row, columns.spent), columns.spent, place, None)
        self.running += not cells.text(row, columns.resolved)
        if start and end:
            self.spans.append(
                WrittenVisit(
                    self._parents.get(parent, parent),
                    activity,
                    start,
                    end,
                    place,
                    self._assignee(row),
                    cells.text(row, columns.outcome),
                    logged=spent / SECONDS_PER_HOUR if spent else None,
                )
            )

    def moves(self, row: Sequence[str], place: Location) -> None:
        """An issue with its transitions: a visit for each status that it has left again."""
        case = self.cells.name(row, self.columns.key, place)
        steps = sorted(self._steps(row, place), key=lambda step: step[0].time.replace(tzinfo=None))
        for (start, status), (end, _) in pairwise(steps):
            self.spans.append(WrittenVisit(case, status, start, end, place, self._assignee(row)))

    def _steps(self, row: Sequence[str], place: Location) -> Iterable[tuple[Stamp, str]]:
        at, to = (self._all(row, name) for name in (self.columns.moved_at, self.columns.moved_to))
        if len(at) != len(to):
            values = {"first": self.columns.moved_at, "second": self.columns.moved_to}
            self.cells.problems.append(Problem("history_jira_pairs", (), values, place))
            return
        for time, status in zip(at, to, strict=True):
            stamp = self.cells.stamp(time, self.columns.moved_at, place)
            if stamp and status:
                yield stamp, status

    def _all(self, row: Sequence[str], name: str) -> list[str]:
        return [row[position] for position, header in enumerate(self.cells.table.header) if header == name]

    def _assignee(self, row: Sequence[str]) -> tuple[str, ...]:
        name = self.cells.text(row, self.columns.assignee)
        return (name,) if name else ()
