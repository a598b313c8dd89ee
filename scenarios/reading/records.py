"""Small tables from CSV or JSON: named columns, every cell checked, every problem with its line and column.

A CSV has a header; a JSON file is a list of objects with the same keys. Nothing is guessed and nothing repaired.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from scenarios.errors import DocumentError, Location, Problem
from scenarios.reading import csv, json
from scenarios.reading.cells import Column, Faulty
from scenarios.reading.content import read_content
from scenarios.reading.limits import MAX_PROBLEMS
from scenarios.reading.nodes import Node
from scenarios.reading.refusals import refused
from scenarios.reading.text import text_of
from scenarios.suggestions import guess, listing

Raw: TypeAlias = tuple[Location, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Record:
    """A row: its values by column, and where it stands."""

    values: Mapping[str, Any]
    place: Location

    def __getitem__(self, column: str) -> Any:
        """The value in a column; None where an optional cell is empty."""
        return self.values[column]


def read_records(path: str | os.PathLike[str], columns: Sequence[Column]) -> tuple[Record, ...]:
    """The rows of a CSV or JSON file.

    Raises:
        DocumentError: with every problem of the file.
    """
    file = Path(path)
    if file.suffix.lower() == ".json":
        return _json_records(text_of(read_content(file), file.name), columns, file.name)
    return _csv_records(csv.read(file), columns)


def _csv_records(table: csv.Table, columns: Sequence[Column]) -> tuple[Record, ...]:
    _check_header(table.header, columns, table.place)
    places = [Location(table.source, line) for line in table.lines]
    rows = [dict(zip(table.header, row, strict=True)) for row in table.rows]
    return _converted(zip(places, rows, strict=True), columns, table.source)


def _json_records(text: str, columns: Sequence[Column], source: str) -> tuple[Record, ...]:
    root = json.parse(text, source)
    if not isinstance(root.value, list):
        raise refused("table_json", source, root.place.line if root.place else 1)
    rows = [_json_row(item, source) for item in root.value]
    for place, row in rows:
        _check_header(tuple(row), columns, place)
    return _converted(rows, columns, source)


def once(records: Iterable[Record], *columns: str) -> None:
    """Refuse rows that repeat an earlier one in ``columns``.

    Raises:
        DocumentError: naming each repetition with both of its lines.
    """
    seen: dict[tuple[Any, ...], Record] = {}
    problems = []
    for record in records:
        key = tuple(record[column] for column in columns)
        first = seen.setdefault(key, record)
        if first is not record:
            values = {"what": " / ".join(map(str, key)), "line": first.place.line or 0}
            problems.append(Problem("table_repeated", columns, values, record.place))
    if problems:
        raise DocumentError(problems[:MAX_PROBLEMS])


def _json_row(item: Node, source: str) -> Raw:
    place = item.place or Location(source)
    members = item.value if isinstance(item.value, dict) else None
    if members is None or any(isinstance(one.value, dict | list) for one in members.values()):
        raise refused("table_json", source, place.line)
    return place, {key: "" if one.value is None else str(one.value) for key, one in members.items()}


def _check_header(header: Sequence[str], columns: Sequence[Column], place: Location) -> None:
    known = [column.name for column in columns]
    problems = [
        Problem("table_column_missing", (name,), {"column": name, "columns": listing(known)}, place)
        for name in (column.name for column in columns if column.required)
        if name not in header
    ]
    problems += [
        Problem(
            "table_column_unknown",
            (name,),
            {"column": name, "columns": listing(known), "guess": guess(name, known)},
            place,
        )
        for name in header
        if name not in known
    ]
    if problems:
        raise DocumentError(problems)


def _converted(rows: Iterable[Raw], columns: Sequence[Column], source: str) -> tuple[Record, ...]:
    problems: list[Problem] = []
    records = []
    for place, row in rows:
        values = {column.name: column.convert(row.get(column.name, "")) for column in columns}
        problems += [
            Problem(value.code, (name,), {"column": name, **value.values}, place)
            for name, value in values.items()
            if isinstance(value, Faulty)
        ]
        records.append(Record(values, place))
    if problems:
        raise DocumentError(problems[:MAX_PROBLEMS])
    if not records:
        raise refused("table_empty", source)
    return tuple(records)
