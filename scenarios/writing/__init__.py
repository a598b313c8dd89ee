"""Scenario documents to text and files. What is written reads back equal."""

from __future__ import annotations

import os
from pathlib import Path

from scenarios.document import Scenario
from scenarios.errors import DocumentError, Location, Problem
from scenarios.files import write_atomically
from scenarios.writing.text import dump_json, dump_yaml

__all__ = [
    "dump_json",
    "dump_yaml",
    "write_atomically",
    "write_scenario",
]


def write_scenario(scenario: Scenario, path: str | os.PathLike[str]) -> Path:
    """Write a document in the format that the path's ending names: YAML or JSON.

    Raises:
        DocumentError: the ending names no format.
    """
    place = Path(path)
    suffix = place.suffix.lower()
    writers = {".yaml": dump_yaml, ".yml": dump_yaml, ".json": dump_json}
    if suffix not in writers:
        values = {"suffix": suffix or place.name}
        raise DocumentError([Problem("file_kind", values=values, location=Location(place.name))])
    return write_atomically(place, writers[suffix](scenario).encode())
