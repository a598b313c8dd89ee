"""The visits of an event log as columns: vectorised, and the same for logs of either engine."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenarios.arrays import Ints
from simulation.log import EventLog, Kind

TIME, KIND, JOB, STEP, VISIT, PERSON = range(6)
"""Columns of a log's rows."""
OPEN = -1
"""In place of a moment that never came."""
BEGINNINGS = (Kind.STARTED, Kind.RESUMED)
ENDINGS = (Kind.SUSPENDED, Kind.HELD, Kind.ENDED, Kind.VOIDED)
"""Rows at which the people of a visit leave it; those that follow without people change nothing."""
_STEP_BITS = 16
_VISIT_BITS = 20


@dataclass(frozen=True, eq=False)
class VisitTable:
    """V visits that began, in the order of job, step and visit, and the spells in which people were at them.

    A visit waits from ``enabled`` (its last predecessor is through) over ``ready`` (hand-offs are through) to
    ``start``, and lasts to ``end``, `OPEN` where it never came. A *spell* lasts from the moment at which somebody takes
    it up to that at which it is suspended, held or through.
    """

    job: Ints
    step: Ints
    visit: Ints
    enabled: Ints
    ready: Ints
    start: Ints
    end: Ints
    void: NDArray[np.bool_]
    """Its result was invalidated while it ran."""
    spell_row: Ints
    """(T,) row of the visit, in the order of visits and of the log."""
    spell_person: Ints
    """(T,)"""
    spell_start: Ints
    """(T,)"""
    spell_end: Ints
    """(T,) `OPEN` where it never came."""

    def __len__(self) -> int:
        return len(self.job)

    def row(self, job: int, step: int, visit: int) -> int | None:
        """Where a visit stands; None if it never began."""
        key = int(_key(np.array([job]), np.array([step]), np.array([visit]))[0])
        place = int(np.searchsorted(self._keys(), key))
        return place if place < len(self) and int(self._keys()[place]) == key else None

    def team(self, row: int) -> Ints:
        """People of a visit."""
        return np.unique(self.spell_person[self.spell_row == row])

    def _keys(self) -> Ints:
        return _key(self.job, self.step, self.visit)


def visit_table(log: EventLog) -> VisitTable:
    """All visits of a log that began."""
    rows = log.rows
    starts = rows[rows[:, KIND] == Kind.STARTED]
    start_keys = _row_keys(starts)
    keys, first = np.unique(start_keys, return_index=True)
    begun = starts[first]
    ended = rows[(rows[:, KIND] == Kind.ENDED) | (rows[:, KIND] == Kind.VOIDED)]
    spell_row, spell_person, spell_start, spell_end = _spells(rows, keys)
    return VisitTable(
        job=begun[:, JOB],
        step=begun[:, STEP],
        visit=begun[:, VISIT],
        enabled=_moments(keys, rows[rows[:, KIND] == Kind.ENABLED]),
        ready=_moments(keys, rows[rows[:, KIND] == Kind.READY]),
        start=begun[:, TIME],
        end=_moments(keys, ended),
        void=np.isin(keys, _row_keys(ended[ended[:, KIND] == Kind.VOIDED])),
        spell_row=spell_row,
        spell_person=spell_person,
        spell_start=spell_start,
        spell_end=spell_end,
    )


def _spells(rows: Ints, keys: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """Visit, person, start and end of every spell."""
    opens = np.isin(rows[:, KIND], BEGINNINGS) & (rows[:, PERSON] >= 0)
    kept = rows[opens | np.isin(rows[:, KIND], ENDINGS)]
    own = _row_keys(kept)
    order = np.lexsort((np.arange(len(kept)), own))
    kept, own = kept[order], own[order]
    begins = np.flatnonzero(np.isin(kept[:, KIND], BEGINNINGS))
    ends = np.flatnonzero(np.isin(kept[:, KIND], ENDINGS))
    place = np.searchsorted(ends, begins)
    end = np.full(len(begins), OPEN, dtype=np.int64)
    inside = place < len(ends)
    following = ends[place[inside]]
    same = own[following] == own[begins[inside]]
    end[np.flatnonzero(inside)[same]] = kept[following[same], TIME]
    return np.searchsorted(keys, own[begins]), kept[begins, PERSON], kept[begins, TIME], end


def _moments(keys: Ints, rows: Ints) -> Ints:
    """By key, the moment of the last row with it."""
    moments = np.full(len(keys), OPEN, dtype=np.int64)
    own = _row_keys(rows)
    place = np.searchsorted(keys, own)
    known = place < len(keys)
    known[known] = keys[place[known]] == own[known]
    # Rows come in the order of events, and the last assignment stands.
    moments[place[known]] = rows[known, TIME]
    return moments


def _row_keys(rows: Ints) -> Ints:
    return _key(rows[:, JOB], rows[:, STEP], rows[:, VISIT])


def _key(job: Ints, step: Ints, visit: Ints) -> Ints:
    return np.asarray(((job << _STEP_BITS | step) << _VISIT_BITS) | visit)
