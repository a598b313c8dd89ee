"""Scenario documents to text and files. What is written reads back equal."""

from __future__ import annotations

import os
from pathlib import Path

from scenarios.document import Scenario
from scenarios.errors import DocumentError, Location, Problem
from scenarios.files import write_atomically
from scenarios.i18n import Language
from scenarios.writing.text import dump_json, dump_variant, dump_yaml

__all__ = [
    "dump_json",
    "dump_variant",
    "dump_yaml",
    "template_workbook",
    "workbook_bytes",
    "write_atomically",
    "write_scenario",
    "write_workbook",
]


def write_scenario(
    scenario: Scenario, path: str | os.PathLike[str], language: Language | None = None
) -> Path:
    """Write a document in the format that the path's ending names: YAML, JSON or a workbook.

    ``language`` is that of a workbook's explanations.

    Raises:
        DocumentError: the ending names no format, or the scenario does not fit into a workbook.
    """
    place = Path(path)
    suffix = place.suffix.lower()
    if suffix == ".xlsx":
        return write_workbook(scenario, place, language or "en")
    writers = {".yaml": dump_yaml, ".yml": dump_yaml, ".json": dump_json}
    if suffix not in writers:
        values = {"suffix": suffix or place.name}
        raise DocumentError([Problem("file_kind", values=values, location=Location(place.name))])
    return write_atomically(place, writers[suffix](scenario).encode())


def workbook_bytes(scenario: Scenario, language: Language = "en") -> bytes:
    """The scenario as a workbook, for a download; see `write_workbook`."""
    from scenarios.writing import workbook  # noqa: PLC0415 (xlsxwriter is slow to import)

    return workbook.to_bytes(scenario, language)


def write_workbook(scenario: Scenario, path: str | os.PathLike[str], language: Language = "en") -> Path:
    """Write a scenario as a workbook whose explanations are in ``language``.

    Raises:
        DocumentError: a text or list is too long for a cell.
    """
    return write_atomically(Path(path), workbook_bytes(scenario, language))


def template_workbook(path: str | os.PathLike[str], language: Language = "en") -> Path:
    """Write a workbook with a small valid example, for people to overwrite with their own figures."""
    from scenarios.templates import small_scenario  # noqa: PLC0415 (reads and checks the example)

    return write_workbook(small_scenario(), path, language)
