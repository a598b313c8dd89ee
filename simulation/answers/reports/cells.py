"""Cells of reports: an estimate is written with its interval."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from scenarios.display import number_text, percent_text
from scenarios.i18n import LANGUAGES, Message, translate
from scenarios.statistics import Estimate
from scenarios.text.report import Cell, money_text

Writer: TypeAlias = Callable[[float], str]


def days(found: Estimate | None, *, signed: bool = False) -> Cell:
    """Days with one or more decimals."""
    return _cell(found, lambda value: number_text(value, signed=signed))


def number(found: Estimate | None) -> Cell:
    """A plain number."""
    return _cell(found, number_text)


def share(found: Estimate | None, *, signed: bool = False) -> Cell:
    """A share in percent."""
    return _cell(found, lambda value: percent_text(value, signed=signed))


def money(found: Estimate | None) -> Cell:
    """An amount, minor units."""
    return _cell(found, lambda value: money_text(round(value)))


def rest(replications: int, confidence: float) -> Message:
    """From how many replications the figures are, and how sure the intervals."""
    return Message(
        "answers.note.replications",
        {"replications": replications, "confidence": percent_text(confidence, decimals=0)},
    )


def words(cell: Cell) -> dict[str, str]:
    """A cell inside a sentence."""
    return {
        language: cell.render(language) if isinstance(cell, Message) else str(cell) for language in LANGUAGES
    }


def listed(messages: Iterable[Message]) -> dict[str, str]:
    """Several in one sentence."""
    found = list(messages)
    return {
        language: translate("answers.name.and", language).join(one.render(language) for one in found)
        for language in LANGUAGES
    }


def _cell(found: Estimate | None, write: Writer) -> Cell:
    if found is None:
        return None
    if found.low is None or found.high is None:
        return write(found.value)
    values = {"value": write(found.value), "low": write(found.low), "high": write(found.high)}
    return Message("answers.estimate", values)
