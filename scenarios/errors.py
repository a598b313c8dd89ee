"""What is wrong with an input, where, what is allowed and what to do next: every problem at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from scenarios.i18n import Language, Message, translate

Path: TypeAlias = tuple[str | int, ...]
"""Where in a document: keys and list positions from the root, for example ``("campaigns", 3, "due")``."""


@dataclass(frozen=True, slots=True)
class Location:
    """Where in a file: a line of a text document, or a cell of a workbook."""

    source: str = ""
    line: int | None = None
    sheet: str | None = None
    cell: str | None = None

    def __str__(self) -> str:
        if self.sheet is not None:
            place = f"{self.sheet}!{self.cell}" if self.cell else self.sheet
        elif self.line is not None:
            place = f"line {self.line}"
        else:
            place = ""
        return ", ".join(part for part in (self.source, place) if part)

    def render(self, language: Language) -> str:
        """The place in words."""
        if self.sheet is not None or self.line is None:
            return str(self)
        line = translate("problem.line", language, line=self.line)
        return ", ".join(part for part in (self.source, line) if part)


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a document.

    ``code`` names the kind of fault and is stable; the catalogue holds three texts for it: ``problem.<code>`` (what
    is wrong), ``problem.<code>.allowed`` and ``problem.<code>.next``, all filled from ``values``.
    """

    code: str
    path: Path = ()
    values: Mapping[str, object] = field(default_factory=dict)
    location: Location | None = None
    severity: Literal["error", "warning"] = "error"
    """A warning leaves the document usable: it is probably not what was meant."""

    @property
    def where(self) -> str:
        """The document path in the form ``campaigns[3].due``."""
        text = ""
        for part in self.path:
            text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
        return text

    def render(self, language: Language) -> str:
        """The fault in one paragraph: place, what is wrong, what is allowed, what to do next."""
        location = self.location.render(language) if self.location else ""
        place = " · ".join(part for part in (location, self.where) if part)
        texts = [translate(f"problem.{self.code}{suffix}", language, **self.values) for suffix in SUFFIXES]
        space, colon = (" ", ": ") if language == "en" else ("", "：")
        sentence = space.join(text for text in texts if text)
        return f"{place}{colon}{sentence}" if place else sentence

    def to_dict(self, language: Language) -> dict[str, object]:
        """The documented JSON form of a problem."""
        what, allowed, following = (
            translate(f"problem.{self.code}{suffix}", language, **self.values) for suffix in SUFFIXES
        )
        return {
            "code": self.code,
            "severity": self.severity,
            "path": self.where,
            "location": str(self.location or ""),
            "what": what,
            "allowed": allowed,
            "next": following,
        }


SUFFIXES = ("", ".allowed", ".next")


class DocumentError(Exception):
    """A document that cannot be used, with every problem found in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.render("en") for problem in self.problems))

    def render(self, language: Language) -> str:
        """All problems, a line each."""
        return "\n".join(problem.render(language) for problem in self.problems)


class UserError(Exception):
    """A wish that cannot be met, in words for the user; not a fault of a document and not of the product."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(message.render("en"))
