"""Problems of a document, beside what they are about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import streamlit as st

from scenarios.errors import Path, Problem
from scenarios.i18n import Language
from ui.editing.choices import label
from ui.editing.paths import Document
from ui.scenario.grid import heading
from ui.scenario.sections import column_at, section_at
from ui.session import session
from ui.text import plain, t

SHOWN = 30


def show_problems(problems: Iterable[Problem], document: Document | None = None) -> None:
    """All problems, errors first: where, what is wrong, what is allowed, what to do next."""
    for severity, box in (("error", st.error), ("warning", st.warning)):
        chosen = [problem for problem in problems if problem.severity == severity]
        lines = [_line(problem, document) for problem in chosen[:SHOWN]]
        if len(chosen) > SHOWN:
            lines.append(t("ui.problems.more", count=len(chosen) - SHOWN))
        if lines:
            box("\n".join(f"- {line}" for line in lines))


def _line(problem: Problem, document: Document | None) -> str:
    language = session().language
    told = problem.to_dict(language)
    place = str(told["location"]) or (spot(document, problem.path, language) if document else problem.where)
    sentence = " ".join(plain(str(told[part])) for part in ("what", "allowed", "next") if told[part])
    return f"**{plain(place)}** {sentence}" if place else sentence


def spot(document: Document, path: Path, language: Language) -> str:
    """A document path in the user's words: names of entries and headings of columns."""
    words: list[str] = []
    value: Any = document
    for part in path:
        value = _child(value, part)
        if isinstance(part, int) and isinstance(value, dict):
            identifier = str(value.get("id") or value.get("channel") or part + 1)
            words.append(label(value.get("name"), identifier)[language])
        elif isinstance(part, int):
            words.append(str(part + 1))
    column = column_at(document, path)
    return " › ".join([*words, heading(column, document)] if column else words) or _part(path)


def _part(path: Path) -> str:
    """The part of the editor that a path leads to, or the path itself where only a file will do."""
    section = section_at(path)
    return t(f"ui.section.{section}") if section else ".".join(str(part) for part in path)


def _child(value: Any, part: str | int) -> Any:
    if isinstance(value, dict):
        return value.get(part)
    if isinstance(value, list) and isinstance(part, int) and part < len(value):
        return value[part]
    return None
