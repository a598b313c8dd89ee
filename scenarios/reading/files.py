"""Files to nodes, by their ending."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scenarios.errors import Problem
from scenarios.reading import json, yaml
from scenarios.reading.content import read_content
from scenarios.reading.nodes import Node
from scenarios.reading.refusals import refused
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
        raise refused("file_kind", source, suffix=suffix)
    return Parsed(TEXT_PARSERS[suffix](decode(content, source), source))


def parse_file(path: Path) -> Parsed:
    """The document in a file.

    Raises:
        DocumentError: there is no such file, it cannot be read, or it is no document.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise refused("file_kind", path.name, suffix=suffix or path.name)
    content = read_content(path, missing="file_missing", too_large="file_too_large")
    return parse_bytes(content, path.name, suffix)
