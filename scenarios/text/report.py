"""What is shown of a value: a title, a table and remarks, as text and as the documented JSON object."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, Protocol, TypeAlias

from scenarios.display import number_text, percent_text
from scenarios.i18n import Language, Message, translate
from scenarios.money import MINOR_PER_UNIT, to_units
from scenarios.text.table import table

Form: TypeAlias = Literal["text", "count", "number", "share", "money"]
Cell: TypeAlias = str | int | float | Message | Mapping[str, str] | None
"""A word, a number, something to translate, or None where there is nothing. Money is in minor units."""
WHOLE_FROM = 1_000
"""From this many currency units on, an amount is shown without cents; JSON keeps them."""


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

    def render(self, language: Language, told: frozenset[str] = frozenset()) -> str:
        """Text for a terminal, without remarks that the reader was already ``told``."""
        lines = [self.title.render(language)]
        if self.rows:
            header = [translate(f"column.{heading.key}", language) for heading in self.headings]
            left = sum(heading.form == "text" for heading in self.headings)
            columns = [
                _column(cells, heading.form, language)
                for cells, heading in zip(zip(*self.rows, strict=True), self.headings, strict=True)
            ]
            rows = list(zip(*columns, strict=True))
            lines += ["", *table(header, rows, left=max(left, 1))]
        notes = [note for note in self.remarks(language) if note not in told]
        if notes:
            lines += ["", *(f"- {note}" for note in notes)]
        return "\n".join(lines)

    def remarks(self, language: Language) -> list[str]:
        """The remarks in words, each once."""
        return list(dict.fromkeys(note.render(language) for note in self.notes))

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
            "notes": self.remarks(language),
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


def in_currency(reports: Iterable[Report], currency: str) -> tuple[Report, ...]:
    """The reports, each table of amounts with a remark in what currency they are."""
    told = Message("report.currency", {"currency": currency})
    return tuple(
        replace(one, notes=(*one.notes, told))
        if one.rows and any(heading.form == "money" for heading in one.headings)
        else one
        for one in reports
    )


def together(reports: Iterable[Report], language: Language) -> str:
    """Reports one below the other; what several of them remark is said by the first."""
    texts, told = [], frozenset[str]()
    for report in reports:
        texts.append(report.render(language, told))
        told = told.union(report.remarks(language))
    return "\n\n".join(texts)


def money_text(minor: int) -> str:
    """An amount with separators: in whole units from a thousand on, below that to the cent."""
    return _amount(minor, cents=shows_cents([minor]))


def shows_cents(amounts: Iterable[float]) -> bool:
    """Whether cents are worth reading: where no amount (minor units) reaches a thousand units."""
    return all(abs(amount) < WHOLE_FROM * MINOR_PER_UNIT for amount in amounts)


def _amount(minor: int, *, cents: bool) -> str:
    units = Fraction(minor, MINOR_PER_UNIT)
    text = f"{float(units):,.2f}" if cents else f"{round(units):,}"
    return text.removeprefix("-") if not any(letter in "123456789" for letter in text) else text


def _worded(cell: Message | Mapping[str, str] | str, language: Language) -> str:
    if isinstance(cell, Message):
        return cell.render(language)
    return cell if isinstance(cell, str) else cell[language]


def _column(cells: Sequence[Cell], form: Form, language: Language) -> list[str]:
    cents = shows_cents(cell for cell in cells if isinstance(cell, int | float))
    return [_written(cell, form, language, cents=cents) for cell in cells]


def _written(cell: Cell, form: Form, language: Language, *, cents: bool) -> str:
    if cell is None:
        return "-"
    if not isinstance(cell, int | float):
        return _worded(cell, language)
    if form == "money":
        return _amount(round(cell), cents=cents)
    if form == "count":
        return f"{cell:,.0f}"
    return percent_text(cell) if form == "share" else number_text(cell)


def _plain(cell: Cell, form: Form, language: Language) -> object:
    if cell is None or isinstance(cell, int | float):
        return to_units(cell) if form == "money" and isinstance(cell, int) else cell
    return _worded(cell, language)
