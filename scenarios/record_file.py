"""Records as files: a scenario with its plan and outcome, as one JSON document."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TypeAlias

from pydantic import ValidationError

from scenarios.errors import UserError
from scenarios.i18n import Message
from scenarios.record import Record
from scenarios.writing import write_atomically

FilePath: TypeAlias = str | os.PathLike[str]

KIND = "record"
OPENING = 200
"""Characters of a file that are looked at to tell a record from a scenario."""


def write_record(record: Record, path: FilePath) -> Path:
    """Write a record; an existing file is replaced as a whole or not at all."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    document = {"kind": KIND, **record.model_dump(mode="json")}
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    write_atomically(path, text.encode())
    return path


def is_record(path: FilePath) -> bool:
    """Whether a file is a record rather than a scenario document."""
    path = Path(path)
    if path.suffix != ".json":
        return False
    with path.open(encoding="utf-8", errors="replace") as file:
        return f'"kind":"{KIND}"' in file.read(OPENING).replace(" ", "")


def read_record(path: FilePath) -> Record:
    """Read a record.

    Raises:
        UserError: the file holds none, or only part of one.
        OSError: the file cannot be read.
    """
    try:
        document = json.loads(Path(path).read_text(encoding="utf-8"))
    except ValueError:
        raise UserError(Message("record.broken", {"path": str(path)})) from None
    if not isinstance(document, dict) or document.pop("kind", None) != KIND:
        raise UserError(Message("record.other", {"path": str(path)}))
    try:
        return Record.model_validate(document)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        values = {"path": str(path), "place": place, "what": first["msg"]}
        raise UserError(Message("record.invalid", values)) from None
