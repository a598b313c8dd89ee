"""What is shown of a value: a title, a table and remarks, as text and as the documented JSON object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from scenarios.display import number_text, percent_text
from scenarios.i18n import Language, Message, translate
from scenarios.money import MINOR_PER_UNIT, to_units
from scenarios.text.table import table

Form: TypeAlias = Literal["text", "count", "number", "share", "money"]
Cell: TypeAlias = str | int | float | Message | Mapping[str, str] | None
"""A word, a number, something to translate, or None where there is nothing. Money is in minor units."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its ``key`` in JSON, the catalogue's entry ``column.<key>``, and how its cells are written."""

    key: str
    form: Form = "number"


@dataclass(frozen=True, slots=True)
class Report:
    """A title, rows of cells under headings, and remarks."""

    title: Message
    headings: tuple[Heading, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    notes: tuple[Message, ...] = ()

    def render(self, language: Language) -> str:
        """Text for a terminal."""
        lines = [self.title.render(language)]
        if self.rows:
            header = [translate(f"column.{heading.key}", language) for heading in self.headings]
            left = sum(heading.form == "text" for heading in self.headings)
            rows = [
                [
                    _written(cell, heading.form, language)
                    for cell, heading in zip(row, self.headings, strict=True)
                ]
                for row in self.rows
            ]
            lines += ["", *table(header, rows, left=max(left, 1))]
        if self.notes:
            lines += ["", *(f"- {note.render(language)}" for note in self.notes)]
        return "\n".join(lines)

    def to_dict(self, language: Language) -> dict[str, object]:
        """``{"title", "columns", "rows", "notes"}``; a row is an object by heading, with money in currency units."""
        return {
            "title": self.title.render(language),
            "columns": [
                {
                    "key": heading.key,
                    "title": translate(f"column.{heading.key}", language),
                    "form": heading.form,
                }
                for heading in self.headings
            ],
            "rows": [
                {
                    heading.key: _plain(cell, heading.form, language)
                    for cell, heading in zip(row, self.headings, strict=True)
                }
                for row in self.rows
            ],
            "notes": [note.render(language) for note in self.notes],
        }


class Shown(Protocol):
    """A value that makes a report of itself."""

    def report(self) -> Report: ...


class Reported:
    """A value that is shown by its report."""

    __slots__ = ()

    def render(self: Shown, language: Language) -> str:
        """Text for a terminal, in ``language``."""
        return self.report().render(language)

    def to_dict(self: Shown, language: Language) -> dict[str, object]:
        """The JSON object of `Report.to_dict`."""
        return self.report().to_dict(language)


def money_text(minor: int) -> str:
    """An amount to the cent, with separators."""
    sign = "-" if minor < 0 else ""
    units, cents = divmod(abs(minor), MINOR_PER_UNIT)
    return f"{sign}{units:,}.{cents:02}"


def _worded(cell: Message | Mapping[str, str] | str, language: Language) -> str:
    if isinstance(cell, Message):
        return cell.render(language)
    return cell if isinstance(cell, str) else cell[language]


def _written(cell: Cell, form: Form, language: Language) -> str:
    if cell is None:
        return "-"
    if not isinstance(cell, int | float):
        return _worded(cell, language)
    if form == "money":
        return money_text(round(cell))
    if form == "count":
        return f"{cell:,.0f}"
    return percent_text(cell) if form == "share" else number_text(cell)


def _plain(cell: Cell, form: Form, language: Language) -> object:
    if cell is None or isinstance(cell, int | float):
        return to_units(cell) if form == "money" and isinstance(cell, int) else cell
    return _worded(cell, language)
