"""Field rules: a tree of nodes against the schema, every violation as a problem with its path and place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from scenarios.errors import Path, Problem
from scenarios.i18n import Message
from scenarios.reading.field_codes import describe
from scenarios.reading.nodes import Node
from scenarios.schema import DocumentSchema, schema_of

ModelT = TypeVar("ModelT", bound=BaseModel)
_POINTS = {"low": 0, "mode": 1, "high": 2}


def validate(model: type[ModelT], root: Node) -> tuple[ModelT | None, list[Problem]]:
    """The value that ``root`` describes, or None and what is wrong with it."""
    try:
        return model.model_validate(root.plain()), []
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=True, include_input=False)
        return None, problems_of(details, root, schema_of(model))


def problems_of(details: Iterable[Any], root: Node, schema: DocumentSchema) -> list[Problem]:
    """Validation errors as problems, each place and code once."""
    found: dict[tuple[str, Path], Problem] = {}
    for detail in details:
        problem = _problem(detail, root, schema)
        if problem is not None:
            found.setdefault((problem.code, problem.path), problem)
    return list(found.values())


def _problem(detail: Mapping[str, Any], root: Node, schema: DocumentSchema) -> Problem | None:
    location: tuple[str | int, ...] = detail["loc"]
    path, node = _document_path(location, root, missing=detail["type"] == "missing")
    if _other_form(location, node) or _echo(detail, node):
        return None
    code, path, values = describe(detail, path, node, root, schema)
    return Problem(code, path, {"found": shown(node), **values}, root.locate(path))


def _document_path(location: Path, root: Node, *, missing: bool) -> tuple[Path, Node]:
    """The part of pydantic's location that exists in the document, and the node there.

    Pydantic names union branches and the fields of values that were written in a short form; neither is in the
    document. A missing key is named last and is kept.
    """
    path: list[str | int] = []
    node = root
    for part in location:
        place = _POINTS.get(str(part), part) if node.is_list else part
        child = node.get(place)
        if child is not None:
            path.append(place)
            node = child
    if missing:
        path.append(location[-1])
    return tuple(path), node


def _other_form(location: Path, node: Node) -> bool:
    """Whether an error is about the form of a union that the value was not meant to have: list or single value."""
    branches = [part for part in location if isinstance(part, str) and "[" in part and part != "[key]"]
    if not branches:
        return False
    about_list = branches[0].startswith("tuple[")
    inside_list = about_list and isinstance(location[-1], int)
    return about_list != (node.is_list or inside_list)


def _echo(detail: Mapping[str, Any], node: Node) -> bool:
    """Whether a list only seems too short because its items are wrong, which is said of them."""
    if detail["type"] != "too_short" or not isinstance(node.value, dict | list):
        return False
    return len(node.value) >= int(detail["ctx"]["min_length"])


def shown(node: Node) -> Message | str:
    """A value as problems quote it."""
    if node.is_mapping or node.is_list:
        return Message("problem.kind.mapping" if node.is_mapping else "problem.kind.list")
    if node.value is None:
        return Message("problem.kind.nothing")
    if isinstance(node.value, bool):
        return "true" if node.value else "false"
    text = str(node.value)
    return text if len(text) <= 40 else f"{text[:39]}…"
