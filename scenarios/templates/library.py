"""The templates that come with the product, one file each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, TypeAlias, get_args

from scenarios.document import Label
from scenarios.reading import yaml
from scenarios.reading.extending import PREFIX, named
from scenarios.reading.nodes import Node
from scenarios.templates.merging import merge

Kind: TypeAlias = Literal["organisations", "workflows", "channels", "kpi_trees", "shocks"]
KINDS: tuple[Kind, ...] = get_args(Kind)
_SHARED = "shared"
"""Folder of the parts that several templates are made from; they are not listed."""


@dataclass(frozen=True, slots=True)
class Template:
    """A part of a document that documents may extend."""

    id: str
    kind: Kind
    name: Label
    description: Label
    assumptions: Label
    """Which figures are assumptions; those of the templates' sources are named."""
    source: str


@cache
def templates() -> tuple[Template, ...]:
    """All templates by kind and identifier."""
    return tuple(_described(identifier, kind) for kind in KINDS for identifier in _files(kind))


@cache
def content(identifier: str) -> Node | None:
    """The partial document of a template with what it extends itself; None if there is no such template."""
    folder = next((kind for kind in (*KINDS, _SHARED) if identifier in _files(kind)), None)
    if folder is None:
        return None
    file = _parsed(identifier, folder)
    merged = Node({})
    for name in named(file):
        merged = merge(merged, content(name) or Node({}))
    return merge(merged, file.value["content"])


def _described(identifier: str, kind: Kind) -> Template:
    written = _parsed(identifier, kind).plain()
    labels = {key: Label.model_validate(written[key]) for key in ("name", "description", "assumptions")}
    return Template(identifier, kind, source=written["source"], **labels)


def _parsed(identifier: str, folder: str) -> Node:
    file = resources.files("scenarios") / "templates" / folder / f"{identifier}.yaml"
    return yaml.parse(file.read_text(encoding="utf-8"), PREFIX + identifier)


@cache
def _files(folder: str) -> tuple[str, ...]:
    place = resources.files("scenarios") / "templates" / folder
    names = (file.name for file in place.iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))
