"""Scenarios: every save is a new revision, and so are a deletion and an undo."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select
from sqlalchemy.exc import IntegrityError

from scenarios.document import Label, Scenario
from scenarios.store.database import Database
from scenarios.store.errors import NotStored, StaleRevision
from scenarios.store.tables import scenarios


@dataclass(frozen=True, slots=True)
class Revision:
    """A stored revision of a scenario, without its document."""

    id: str
    revision: int
    parent: int | None
    name: Label
    content_hash: str
    deleted: bool
    created: dt.datetime


def save_scenario(store: Database, scenario: Scenario, *, parent: int | None = None) -> Revision:
    """Add a revision after ``parent``: the revision that was loaded, or None for a scenario not stored yet.

    A deleted scenario counts as not stored: its identifier can be used again, and its history goes on. To undo,
    save what `load_scenario` gives for an earlier revision.

    Raises:
        NotStored: the scenario has been deleted since ``parent`` was loaded.
        StaleRevision: ``parent`` is not the latest revision, so that saving would undo somebody else's work.
    """
    with store.writing() as connection:
        head = _head(connection, scenario.id)
        current = None if head is None or head.deleted else head.revision
        if current != parent:
            raise NotStored(scenario.id) if current is None else StaleRevision(scenario.id, current)
        return _add(connection, scenario, head)


def delete_scenario(store: Database, scenario_id: str, *, parent: int) -> None:
    """Leave a scenario out of `list_scenarios`; its history stays.

    Raises:
        NotStored: there is no such scenario.
        StaleRevision: it has been saved again since ``parent`` was loaded.
    """
    with store.writing() as connection:
        head = _head(connection, scenario_id)
        if head is None or head.deleted:
            raise NotStored(scenario_id)
        if head.revision != parent:
            raise StaleRevision(scenario_id, head.revision)
        _add(connection, _document(connection, scenario_id, parent), head, deleted=True)


def list_scenarios(store: Database) -> tuple[Revision, ...]:
    """The latest revision of every scenario that is not deleted, by identifier."""
    latest = select(scenarios.c.id, func.max(scenarios.c.revision).label("revision")).group_by(scenarios.c.id)
    heads = latest.subquery()
    query = (
        _columns()
        .join(heads, (scenarios.c.id == heads.c.id) & (scenarios.c.revision == heads.c.revision))
        .where(scenarios.c.deleted.is_(False))
        .order_by(scenarios.c.id)
    )
    with store.reading() as connection:
        return tuple(_revision(row) for row in connection.execute(query))


def load_scenario(
    store: Database, scenario_id: str, revision: int | None = None
) -> tuple[Scenario, Revision]:
    """A scenario at ``revision``, at its latest one by default.

    Raises:
        NotStored: there is no such scenario or revision.
    """
    with store.reading() as connection:
        head = _head(connection, scenario_id, revision)
        if head is None:
            raise NotStored(scenario_id if revision is None else f"{scenario_id} ({revision})")
        return _document(connection, scenario_id, head.revision), head


def history(store: Database, scenario_id: str) -> tuple[Revision, ...]:
    """Every revision of a scenario, the latest first; empty where there is none."""
    query = _columns().where(scenarios.c.id == scenario_id).order_by(scenarios.c.revision.desc())
    with store.reading() as connection:
        return tuple(_revision(row) for row in connection.execute(query))


def _columns() -> Select[Any]:
    return select(*(column for column in scenarios.c if column.name != "document"))


def _head(connection: Connection, scenario_id: str, revision: int | None = None) -> Revision | None:
    query = _columns().where(scenarios.c.id == scenario_id).order_by(scenarios.c.revision.desc()).limit(1)
    if revision is not None:
        query = query.where(scenarios.c.revision == revision)
    row = connection.execute(query).one_or_none()
    return None if row is None else _revision(row)


def _document(connection: Connection, scenario_id: str, revision: int) -> Scenario:
    query = select(scenarios.c.document).where(
        scenarios.c.id == scenario_id, scenarios.c.revision == revision
    )
    return Scenario.model_validate_json(connection.execute(query).scalar_one())


def _add(
    connection: Connection, scenario: Scenario, head: Revision | None, *, deleted: bool = False
) -> Revision:
    added = Revision(
        id=scenario.id,
        revision=1 if head is None else head.revision + 1,
        parent=None if head is None else head.revision,
        name=scenario.name,
        content_hash=scenario.content_hash(),
        deleted=deleted,
        created=dt.datetime.now(dt.UTC),
    )
    row = {
        "id": added.id,
        "revision": added.revision,
        "parent": added.parent,
        "name_en": added.name.en,
        "name_zh": added.name.zh,
        "content_hash": added.content_hash,
        "document": scenario.canonical_json(),
        "deleted": deleted,
        "created": added.created.isoformat(),
    }
    try:
        connection.execute(insert(scenarios).values(row))
    except IntegrityError as error:
        # Without SQLite's writer lock (another database) two sessions may get here with the same head.
        raise StaleRevision(scenario.id, added.revision) from error
    return added


def _revision(row: Row[Any]) -> Revision:
    return Revision(
        id=row.id,
        revision=row.revision,
        parent=row.parent,
        name=Label(en=row.name_en, zh=row.name_zh),
        content_hash=row.content_hash,
        deleted=row.deleted,
        created=dt.datetime.fromisoformat(row.created),
    )
