"""Files to nodes, by their ending."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scenarios.errors import DocumentError, Location, Problem
from scenarios.reading import json, yaml
from scenarios.reading.limits import MAX_BYTES
from scenarios.reading.nodes import Node
from scenarios.reading.text import decode

TEXT_PARSERS: dict[str, Callable[[str, str], Node]] = {
    ".yaml": yaml.parse,
    ".yml": yaml.parse,
    ".json": json.parse,
}
WORKBOOK = ".xlsx"
SUFFIXES = (*TEXT_PARSERS, WORKBOOK)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document as nodes, and what is wrong with the sheets that it was read from."""

    root: Node
    problems: tuple[Problem, ...] = ()


def parse_bytes(content: bytes, source: str, suffix: str) -> Parsed:
    """The document in ``content``, whose format ``suffix`` names.

    Raises:
        DocumentError: it is no document of that format.
    """
    if suffix == WORKBOOK:
        from scenarios.reading.workbook import parse  # noqa: PLC0415 (openpyxl is slow to import)

        return parse(content, source)
    if suffix not in TEXT_PARSERS:
        raise DocumentError([Problem("file_kind", values={"suffix": suffix}, location=Location(source))])
    return Parsed(TEXT_PARSERS[suffix](decode(content, source), source))


def parse_file(path: Path) -> Parsed:
    """The document in a file.

    Raises:
        DocumentError: there is no such file, it cannot be read, or it is no document.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise _refusal("file_kind", path, suffix=suffix or path.name)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _refusal("file_too_large", path, megabytes=MAX_BYTES // 2**20)
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise _refusal("file_missing", path) from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "NUL"
        raise _refusal("file_unreadable", path, reason=reason) from error
    return parse_bytes(content, path.name, suffix)


def _refusal(code: str, path: Path, **values: object) -> DocumentError:
    return DocumentError([Problem(code, values=values, location=Location(path.name))])
