"""The database: opened once, written under the writer's lock, and refused where it is from a newer version."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, inspect, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from scenarios.store.errors import BadStoreUrl, NewerSchema
from scenarios.store.tables import SCHEMA_VERSION, metadata, schema_version

BUSY_SECONDS = 30
"""How long a transaction waits for another one's lock."""
_WRITES = "mems_writes"


class Database:
    """A pool of connections with the tables in place."""

    def __init__(self, url: str) -> None:
        """Open the database and create what is missing.

        Raises:
            BadStoreUrl: ``url`` names nothing that can be opened.
            NewerSchema: a newer version of the product wrote it.
        """
        self._engine = _engine(_parsed(url))
        try:
            self._prepare()
        except DBAPIError as error:
            self.close()
            raise BadStoreUrl(str(error.orig)) from error
        except NewerSchema:
            self.close()
            raise

    def _prepare(self) -> None:
        with self.writing() as connection:
            if inspect(connection).has_table(schema_version.name):
                found = connection.scalar(select(schema_version.c.version))
                if found is not None and found > SCHEMA_VERSION:
                    raise NewerSchema(found, SCHEMA_VERSION)
                return
            metadata.create_all(connection)
            connection.execute(insert(schema_version).values(version=SCHEMA_VERSION))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent view; readers do not wait for the writer."""
        with self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that holds the writer's lock from its start.

        A deferred one would take it at the first write only, and fail where another has written since it read.
        """
        with self._engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
            yield connection

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise BadStoreUrl(str(error)) from error
    if parsed.get_backend_name() == "sqlite" and parsed.database and parsed.database != ":memory:":
        _make_folder(Path(parsed.database).parent)
    return parsed


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        reason = f"{folder}: {os.strerror(error.errno or 0)}"
        raise BadStoreUrl(reason) from error


def _engine(url: URL) -> Engine:
    sqlite = url.get_backend_name() == "sqlite"
    try:
        engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS} if sqlite else {})
    except (ArgumentError, ImportError) as error:
        raise BadStoreUrl(str(error)) from error
    if sqlite:
        event.listen(engine, "connect", _on_connect)
        event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(connection: sqlite3.Connection, _record: Any) -> None:
    # Transactions are begun by `_on_begin`; sqlite3 itself would begin them too late and always deferred.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        connection.execute("PRAGMA journal_mode = WAL")


def _on_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
