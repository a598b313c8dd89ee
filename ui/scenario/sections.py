"""How the editor divides a document, and where in it a problem can be mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from scenarios.errors import Path, Problem
from scenarios.templates import Kind
from ui.editing import campaigns, channels, disturbances, money, organisation, people, rules, settings, work
from ui.editing.columns import Column
from ui.editing.paths import Document
from ui.editing.tables import Table

Fields: TypeAlias = Callable[[Document], tuple[Column, ...]]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the editor: forms by the name of their heading, then tables, the main one first.

    Forms of ``more`` stand folded at the end: what few need.
    """

    keys: tuple[str, ...]
    """Top-level keys of the document that are edited here."""
    forms: Mapping[str, Fields] = field(default_factory=dict)
    tables: tuple[Table, ...] = ()
    more: Mapping[str, Fields] = field(default_factory=dict)
    shelf: Kind | None = None
    """Templates that can be taken in here."""


SECTIONS: dict[str, Section] = {
    "budget": Section(
        ("budget", "goals", "objective"),
        {"objective": money.objective_fields, "budget": money.budget_fields},
        (money.GROUPS, money.LINES, money.FIXED_COSTS, money.GOALS),
        shelf="kpi_trees",
    ),
    "channels": Section(
        ("channels",),
        tables=(channels.CHANNELS, channels.HOURS_PER_PERIOD, channels.HOURS_PER_10K),
        shelf="channels",
    ),
    "rules": Section(
        ("rules",),
        tables=(rules.CHANGE_LIMITS, rules.COMMITMENTS, rules.PACKAGES, rules.EXCLUSIVE, rules.REQUIRED),
    ),
    "campaigns": Section(("campaigns",), tables=(campaigns.CAMPAIGNS, campaigns.CELLS)),
    "workflows": Section(
        ("workflows",),
        tables=(work.STAGES, work.REWORK, work.REUSE, work.OVERLAP, work.ESCAPE, work.WORKFLOWS),
        shelf="workflows",
    ),
    "people": Section(
        ("organisation",),
        tables=(
            people.PEOPLE,
            people.PERSON_SKILLS,
            people.LEAVE,
            people.STAY,
            people.WISHES,
            people.TEAMS,
            people.TEAM_SKILLS,
            organisation.DEPARTMENTS,
            organisation.APPROVERS,
            organisation.HANDOFFS,
        ),
        more={"teamwork": organisation.teamwork_fields, "meetings": organisation.meeting_fields},
        shelf="organisations",
    ),
    "risks": Section(
        ("risks", "streams"),
        {"risks": settings.risk_fields},
        tables=(disturbances.STREAMS, disturbances.SHOCKS),
        more={"risk_details": disturbances.detail_fields},
        shelf="shocks",
    ),
    "settings": Section(
        ("settings",), {"solver": settings.solver_fields, "simulation": settings.simulation_fields}
    ),
}


def section_of(problem: Problem) -> str | None:
    """The section in which a problem can be mended; None where only in a file (the calendar)."""
    return section_at(problem.path)


def section_at(path: Path) -> str | None:
    """The section that edits what stands at ``path``, if there is one."""
    first = path[0] if path else None
    return next((name for name, section in SECTIONS.items() if first in section.keys), None)


def error_counts(problems: Iterable[Problem]) -> Counter[str | None]:
    """Number of errors by section."""
    return Counter(section_of(problem) for problem in problems if problem.severity == "error")


def column_at(document: Document, path: Path) -> Column | None:
    """The column or field that edits what stands at ``path``, if there is one."""
    keys = tuple(part for part in path if isinstance(part, str))
    for section in SECTIONS.values():
        for table in section.tables:
            for column in table.columns(document):
                if table.path + column.path == keys and not column.heading:
                    return column
        for fields in (*section.forms.values(), *section.more.values()):
            for single in fields(document):
                if single.path == keys:
                    return single
    return None
