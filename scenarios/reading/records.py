"""Small tables from CSV or JSON: named columns, every cell checked, every problem with its line and column.

A CSV has a header; a JSON file is a list of objects with the same keys. Nothing is guessed and nothing repaired.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from scenarios.errors import DocumentError, Location, Problem
from scenarios.reading import json
from scenarios.reading.cells import Column, Faulty
from scenarios.reading.limits import MAX_BYTES, MAX_PROBLEMS
from scenarios.reading.nodes import Node
from scenarios.reading.text import decode
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
    text = decode(_content(file), file.name)
    return (json_records if file.suffix.lower() == ".json" else csv_records)(text, columns, file.name)


def csv_records(text: str, columns: Sequence[Column], source: str = "") -> tuple[Record, ...]:
    """The rows of a CSV text with a header. Blank lines are skipped.

    Raises:
        DocumentError: with every problem of the text.
    """
    reader = csv.reader(io.StringIO(text), strict=True)
    try:
        rows = [(reader.line_num, tuple(cell.strip() for cell in row)) for row in reader if any(row)]
    except csv.Error as error:
        raise _refusal("table_csv", source, reader.line_num) from error
    (_, header), *body = rows or [(1, ())]
    _check_header(header, columns, Location(source, 1))
    lengths = [
        Problem("table_row_length", (), {"found": len(row), "expected": len(header)}, Location(source, line))
        for line, row in body
        if len(row) != len(header)
    ]
    if lengths:
        raise DocumentError(lengths[:MAX_PROBLEMS])
    return _converted(
        [(Location(source, line), dict(zip(header, row, strict=True))) for line, row in body], columns, source
    )


def json_records(text: str, columns: Sequence[Column], source: str = "") -> tuple[Record, ...]:
    """The objects of a JSON list.

    Raises:
        DocumentError: with every problem of the text.
    """
    root = json.parse(text, source)
    if not isinstance(root.value, list):
        raise _refusal("table_json", source, root.place.line if root.place else 1)
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
        raise _refusal("table_json", source, place.line)
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
    twice = sorted({name for name in header if header.count(name) > 1})
    problems += [Problem("table_column_twice", (name,), {"column": name}, place) for name in twice]
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
        raise _refusal("table_empty", source)
    return tuple(records)


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > MAX_BYTES:
            raise _refusal("file_too_large", file.name, megabytes=MAX_BYTES // 2**20)
        return file.read_bytes()
    except FileNotFoundError as error:
        raise _refusal("table_file_missing", file.name) from error
    except OSError as error:
        raise _refusal("file_unreadable", file.name, reason=error.strerror) from error


def _refusal(code: str, source: str, line: int | None = None, **values: object) -> DocumentError:
    return DocumentError([Problem(code, values=values, location=Location(source, line))])
