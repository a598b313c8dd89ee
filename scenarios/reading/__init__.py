"""Scenario documents from files and text. Every problem of a document is reported at once, with its place."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from scenarios.document import Scenario
from scenarios.errors import DocumentError
from scenarios.reading import json, yaml
from scenarios.reading.documents import BaseOf, Examination, examine_scenario, kind_of
from scenarios.reading.files import parse_bytes, parse_file
from scenarios.reading.nodes import Node

__all__ = [
    "BaseOf",
    "Examination",
    "examine",
    "examine_bytes",
    "parse_json",
    "parse_yaml",
    "read_scenario",
]

_ENVELOPE: Final = ("kind", "extends")


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
        return _examine(parse_file(place), None)
    except DocumentError as error:
        return Examination(None, error.problems)


def examine_bytes(content: bytes, source: str, base_of: BaseOf | None = None) -> Examination:
    """What is in an uploaded file; the ending of its name ``source`` tells its format."""
    try:
        return _examine(parse_bytes(content, source, Path(source).suffix.lower()), base_of)
    except DocumentError as error:
        return Examination(None, error.problems)


def parse_yaml(text: str, source: str = "", base_of: BaseOf | None = None) -> Scenario:
    """The scenario in YAML ``text``; ``base_of`` finds the base if it is a variant.

    Raises:
        DocumentError: with every error that was found.
    """
    return _examine(yaml.parse(text, source), base_of).accepted()


def parse_json(text: str, source: str = "", base_of: BaseOf | None = None) -> Scenario:
    """The scenario in JSON ``text``; see `parse_yaml`."""
    return _examine(json.parse(text, source), base_of).accepted()


def _examine(root: Node, base_of: BaseOf | None) -> Examination:
    kind_of(root)
    return examine_scenario(_body(root))


def _body(root: Node) -> Node:
    members = {key: child for key, child in root.value.items() if key not in _ENVELOPE}
    return Node(members, root.place, root.gaps)
