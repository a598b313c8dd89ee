"""What the rules of a document have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from scenarios.document import Scenario
from scenarios.errors import Path, Problem
from scenarios.i18n import Message
from scenarios.money import to_units
from scenarios.suggestions import guess, listing

Rule: TypeAlias = Callable[[Scenario], Iterator[Problem]]


def problem(code: str, path: Path, **values: object) -> Problem:
    """An error at ``path``."""
    return Problem(code, path, values)


def warning(code: str, path: Path, **values: object) -> Problem:
    """A remark at ``path`` that leaves the document usable."""
    return Problem(code, path, values, severity="warning")


def kind_name(kind: str) -> Message:
    """What an identifier stands for, in the reader's language."""
    return Message(f"problem.kind.{kind}")


def unknown(kind: str, identifier: str, known: Iterable[str], path: Path) -> Problem:
    """A reference to something that the document does not define."""
    names = sorted(set(known))
    return problem(
        "unknown_reference",
        path,
        kind=kind_name(kind),
        id=identifier,
        known=listing(names),
        guess=guess(identifier, names),
    )


def amount(minor: int) -> str:
    """Money as problems show it, in currency units."""
    return f"{to_units(minor):,}"
