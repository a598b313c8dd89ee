"""The critical chain of one launch: what held it, walked back through the log from the launch to the release.

Links follow one another without a gap, so that their lengths add up to the time from eligible to launched exactly. A
step that several predecessors precede goes back to the one that ended last, and its hand-off is counted from there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from scenarios.arrays import Ints
from simulation.answers.history import History
from simulation.answers.visit_table import JOB, KIND, OPEN, STEP, TIME, VISIT
from simulation.answers.waits import LinkCause, waits_for_people
from simulation.log import NOBODY, Kind

TRIGGERS = (Kind.ENDED, Kind.REJECTED, Kind.CHANGED, Kind.VOIDED, Kind.ADMITTED)
"""What can enable a step; the last of them before the step was enabled did, unless it was a preview."""
Position: TypeAlias = tuple[int, int]
"""A step and the number of a visit to it."""


@dataclass(frozen=True, slots=True)
class Link:
    """Minutes from ``start`` to ``end`` that a launch waited for one thing."""

    start: int
    end: int
    cause: LinkCause
    step: int
    """`NOBODY` for admission."""
    visit: int
    people: tuple[int, ...] = ()
    busy_with: tuple[Position, ...] = ()
    """For ``person``: the (job, step) that kept the person, in order; the last one until the end of the link."""

    @property
    def minutes(self) -> int:
        """Length."""
        return self.end - self.start


def chain(history: History, job: int) -> tuple[Link, ...]:
    """The links of a planned job's launch, first to last; none if it never launched."""
    rows = history.log.rows[history.log.rows[:, JOB] == job]
    launches = np.flatnonzero(rows[:, KIND] == Kind.LAUNCHED)
    if not len(launches):
        return ()
    walk = _Walk(history, job, rows)
    ended = np.flatnonzero(rows[: launches[0], KIND] == Kind.ENDED)[-1]
    links = walk.back(_position(rows[ended]), int(rows[launches[0], TIME]))
    return tuple(reversed([link for link in links if link.minutes]))


class _Walk:
    """The way back through one job's rows. Every method gives links last first."""

    def __init__(self, history: History, job: int, rows: Ints) -> None:
        self._history, self._job, self._rows = history, job, rows
        self._visits = history.visits

    def back(self, position: Position, moment: int) -> Iterator[Link]:
        """Links that end at ``moment`` with the visit at ``position``, and all before them."""
        gap: LinkCause = "noticed"
        while True:
            row = self._row(position)
            ended = int(self._visits.end[row])
            end = moment if ended == OPEN else min(ended, moment)
            yield Link(end, moment, gap, *position)
            late = self._late_predecessor(position, end)
            if late is not None:
                position, moment = late, end
                continue
            yield from self._visit(row, position, end)
            moment = int(self._visits.enabled[row])
            trigger = self._trigger(position, moment)
            if trigger is None:
                position = self._previewed(position, moment)
            elif trigger[KIND] == Kind.ADMITTED:
                eligible = int(self._rows[self._rows[:, KIND] == Kind.ELIGIBLE][0, TIME])
                yield Link(eligible, moment, "admission", NOBODY, NOBODY)
                return
            elif trigger[KIND] == Kind.CHANGED:
                gap, position = "change", (position[0], position[1] - 1)
            else:
                gap, position = "noticed", _position(trigger)

    def _row(self, position: Position) -> int:
        row = self._visits.row(self._job, *position)
        if row is None:
            message = f"job {self._job} has no visit {position[1]} to step {position[0]}"
            raise AssertionError(message)
        return row

    def _own(self, position: Position, kinds: tuple[Kind, ...]) -> Ints:
        """Places among the job's rows of some kinds of rows of one visit."""
        rows = self._rows
        of_visit = (rows[:, STEP] == position[0]) & (rows[:, VISIT] == position[1])
        return np.flatnonzero(of_visit & np.isin(rows[:, KIND], kinds))

    def _trigger(self, position: Position, moment: int) -> Ints | None:
        """The row that enabled a visit at ``moment``; None if it was a preview, of which there is no row."""
        enabled = self._own(position, (Kind.ENABLED,))[-1]
        before = np.flatnonzero(np.isin(self._rows[:enabled, KIND], TRIGGERS))
        trigger = self._rows[before[-1]]
        return np.asarray(trigger) if trigger[TIME] == moment else None

    def _predecessors(self, position: Position) -> Ints:
        """Rows of visits to the predecessors of a step."""
        before = self._history.step(self._job, position[0]).predecessors
        return np.flatnonzero((self._visits.job == self._job) & np.isin(self._visits.step, before))

    def _previewed(self, position: Position, moment: int) -> Position:
        """The predecessor under way at ``moment`` that began last: its preview enabled the step."""
        rows = self._predecessors(position)
        visits = self._visits
        under_way = (visits.start[rows] <= moment) & (
            (visits.end[rows] >= moment) | (visits.end[rows] == OPEN)
        )
        rows = rows[under_way]
        last = rows[np.argmax(visits.start[rows])]
        return int(visits.step[last]), int(visits.visit[last])

    def _late_predecessor(self, position: Position, end: int) -> Position | None:
        """The predecessor with which a step that was held for it ended."""
        if not len(self._own(position, (Kind.HELD,))):
            return None
        rows = self._predecessors(position)
        rows = rows[self._visits.end[rows] == end]
        return (int(self._visits.step[rows[-1]]), int(self._visits.visit[rows[-1]])) if len(rows) else None

    def _visit(self, row: int, position: Position, end: int) -> Iterator[Link]:
        """One visit up to ``end``: what it was doing, its wait for people, its hand-off."""
        visits, (step, visit) = self._visits, position
        enabled, ready, start = int(visits.enabled[row]), int(visits.ready[row]), int(visits.start[row])
        kind = self._history.step(self._job, step).kind
        team = tuple(visits.team(row).tolist())
        cause: LinkCause = "work" if kind == "work" else "approval" if kind == "approval" else "external"
        cause = "void" if visits.void[row] else "rework" if cause == "work" and visit else cause
        yield from self._pieces(position, start, end, Link(start, end, cause, step, visit, team))
        if team:
            for wait in waits_for_people(self._history, ready, start, team):
                yield Link(wait.start, wait.end, wait.cause, step, visit, wait.people, wait.busy_with)
        else:
            yield Link(ready, start, "turn", step, visit)
        yield Link(enabled, ready, "handoff", step, visit)

    def _pieces(self, position: Position, start: int, end: int, whole: Link) -> Iterator[Link]:
        """A visit from start to end, cut where its person was called away and where it was held."""
        marks = self._rows[self._own(position, (Kind.SUSPENDED, Kind.RESUMED, Kind.HELD))]
        causes: dict[int, LinkCause] = {Kind.SUSPENDED: "suspended", Kind.HELD: "held"}
        pieces, since, cause = [], start, whole.cause
        for mark in marks[marks[:, TIME] < end]:
            pieces.append(replace(whole, start=since, end=int(mark[TIME]), cause=cause))
            since, cause = int(mark[TIME]), causes.get(int(mark[KIND]), whole.cause)
        pieces.append(replace(whole, start=since, end=end, cause=cause))
        return reversed(pieces)


def _position(row: Ints) -> Position:
    return int(row[STEP]), int(row[VISIT])
