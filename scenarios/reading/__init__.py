"""Scenario documents from files and text. Every problem of a document is reported at once, with its place."""

from __future__ import annotations

import os
from pathlib import Path

from scenarios.document import Scenario
from scenarios.errors import DocumentError
from scenarios.reading import json, yaml
from scenarios.reading.bases import bases_beside, no_bases
from scenarios.reading.combining import together, without_remarks_on_templates
from scenarios.reading.documents import BaseOf, Examination, body, examine_scenario, kind_of
from scenarios.reading.extending import extend
from scenarios.reading.files import Parsed, parse_bytes, parse_file
from scenarios.reading.variants import examine_variant

__all__ = [
    "BaseOf",
    "Examination",
    "examine",
    "examine_bytes",
    "parse_json",
    "parse_yaml",
    "read_scenario",
    "read_workbook",
]


def read_scenario(path: str | os.PathLike[str]) -> Scenario:
    """The scenario in a ``.yaml``, ``.yml``, ``.json`` or ``.xlsx`` file.

    Raises:
        DocumentError: with every error that was found, field errors first.
    """
    return examine(path).accepted()


def examine(path: str | os.PathLike[str]) -> Examination:
    """What is in a file: its scenario if it is right, and all errors and warnings. Never raises `DocumentError`."""
    place = Path(path)
    try:
        return _examine(parse_file(place), bases_beside(place, (), _read_base))
    except DocumentError as error:
        return Examination(None, error.problems)


def examine_bytes(content: bytes, source: str, base_of: BaseOf = no_bases) -> Examination:
    """What is in an uploaded file; the ending of its name ``source`` tells its format."""
    try:
        return _examine(parse_bytes(content, source, Path(source).suffix.lower()), base_of)
    except DocumentError as error:
        return Examination(None, error.problems)


def parse_yaml(text: str, source: str = "", base_of: BaseOf = no_bases) -> Scenario:
    """The scenario in YAML ``text``; ``base_of`` finds the base if it is a variant.

    Raises:
        DocumentError: with every error that was found.
    """
    return _examine(Parsed(yaml.parse(text, source)), base_of).accepted()


def parse_json(text: str, source: str = "", base_of: BaseOf = no_bases) -> Scenario:
    """The scenario in JSON ``text``; see `parse_yaml`."""
    return _examine(Parsed(json.parse(text, source)), base_of).accepted()


def read_workbook(content: bytes | str | os.PathLike[str], source: str = "") -> Scenario:
    """The scenario in a workbook, given as bytes or as a path.

    Raises:
        DocumentError: with every error that was found, each with its sheet and cell.
    """
    if not isinstance(content, bytes):
        return read_scenario(content)
    return _examine(parse_bytes(content, source, ".xlsx"), no_bases).accepted()


def _read_base(path: Path, chain: tuple[Path, ...]) -> Scenario:
    """A file that is the base of the variants in ``chain``."""
    return _examine(parse_file(path), bases_beside(path, chain, _read_base)).accepted()


def _examine(parsed: Parsed, base_of: BaseOf) -> Examination:
    if kind_of(parsed.root) == "variant":
        return examine_variant(parsed.root, base_of)
    extended = extend(body(parsed.root))
    examination = without_remarks_on_templates(examine_scenario(extended.root))
    return together((*parsed.problems, *extended.problems), examination)
