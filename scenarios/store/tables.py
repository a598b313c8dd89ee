"""The tables. Rows are only ever added: a revision or a run, once stored, is never changed."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

SCHEMA_VERSION = 1

metadata = MetaData()

schema_version = Table("schema_version", metadata, Column("version", Integer, primary_key=True))

scenarios = Table(
    "scenarios",
    metadata,
    Column("id", String(64), primary_key=True),
    # Together with the id this key is the optimistic lock: revision n + 1 can be added to revision n only once.
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("parent", Integer),
    Column("name_en", Text, nullable=False),
    Column("name_zh", Text, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("document", Text, nullable=False),
    Column("deleted", Boolean, nullable=False),
    Column("created", String(32), nullable=False),
    ForeignKeyConstraint(["id", "parent"], ["scenarios.id", "scenarios.revision"]),
)

runs = Table(
    "runs",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("scenario", String(64), nullable=False, index=True),
    Column("name_en", Text, nullable=False),
    Column("name_zh", Text, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("seed", Text, nullable=False),  # a seed may be larger than any integer of a database
    Column("status", String(16), nullable=False),
    Column("record", LargeBinary, nullable=False),
    Column("created", String(32), nullable=False),
)
