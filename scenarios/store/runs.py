"""Runs: immutable records of what was found, with all that is needed to show and to compare them."""

from __future__ import annotations

import datetime as dt
import zlib
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, insert, select

from scenarios.document import Label
from scenarios.plan import Status
from scenarios.record import Record
from scenarios.store.database import Database
from scenarios.store.errors import NotStored
from scenarios.store.tables import runs


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A stored run, without its record."""

    number: int
    scenario: str
    name: Label
    content_hash: str
    seed: int
    status: Status
    created: dt.datetime


def save_run(store: Database, record: Record) -> StoredRun:
    """Keep a record under the next number."""
    row = {
        "scenario": record.scenario.id,
        "name_en": record.scenario.name.en,
        "name_zh": record.scenario.name.zh,
        "content_hash": record.plan.provenance.content_hash,
        "seed": str(record.plan.provenance.seed),
        "status": record.plan.allocation.proof.status.value,
        "record": zlib.compress(record.model_dump_json().encode()),
        "created": dt.datetime.now(dt.UTC).isoformat(),
    }
    with store.writing() as connection:
        number = connection.scalar(insert(runs).values(row).returning(runs.c.number))
        return _stored(connection.execute(_columns().where(runs.c.number == number)).one())


def list_runs(store: Database) -> tuple[StoredRun, ...]:
    """All runs, the latest first."""
    with store.reading() as connection:
        return tuple(_stored(row) for row in connection.execute(_columns().order_by(runs.c.number.desc())))


def load_run(store: Database, number: int) -> Record:
    """The record of a run, equal to the one that was saved.

    Raises:
        NotStored: there is no such run.
    """
    with store.reading() as connection:
        packed = connection.scalar(select(runs.c.record).where(runs.c.number == number))
    if packed is None:
        raise NotStored(str(number))
    return Record.model_validate_json(zlib.decompress(packed))


def _columns() -> Any:
    return select(*(column for column in runs.c if column.name != "record"))


def _stored(row: Row[Any]) -> StoredRun:
    return StoredRun(
        number=row.number,
        scenario=row.scenario,
        name=Label(en=row.name_en, zh=row.name_zh),
        content_hash=row.content_hash,
        seed=int(row.seed),
        status=Status(row.status),
        created=dt.datetime.fromisoformat(row.created),
    )
