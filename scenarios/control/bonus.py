"""The shared bonus pool: early and satisfactory projects share it in proportion; faults are deducted.

A project takes part if it was delivered early and its customer satisfaction passed. Its part is the pool times its
weight over the weights of *all* projects that take part, less the share deducted for faults that it answers for. What
is deducted stays in the pool: nobody gains by another's fault.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from scenarios.i18n import Message
from scenarios.money import apportion
from scenarios.reading.cells import Column
from scenarios.reading.records import once, read_records
from scenarios.text.report import Heading, Report, Reported

COLUMNS = (
    Column("project"),
    Column("days_early", "number", least=-100_000),
    Column("satisfaction", "number"),
    Column("weight", "number"),
    Column("deduction", "number", required=False, most=1.0),
)


@dataclass(frozen=True, slots=True)
class Project:
    """A delivered project. ``weight`` is what it counts for, ``deduction`` the share lost to faults."""

    name: str
    days_early: float
    satisfaction: float
    weight: float = 1.0
    deduction: float = 0.0

    def takes_part(self, pass_mark: float) -> bool:
        """Whether it was early and satisfactory."""
        return self.days_early > 0 and self.satisfaction >= pass_mark and self.weight > 0


@dataclass(frozen=True, slots=True)
class Payout(Reported):
    """Amounts by project, minor units; together never more than the pool."""

    pool: int
    amounts: tuple[tuple[str, int], ...]

    @property
    def paid(self) -> int:
        """All that is paid."""
        return sum(amount for _, amount in self.amounts)

    def report(self) -> Report:
        """Project by project, and what stays in the pool."""
        return Report(
            title=Message("control.bonus.title"),
            headings=(Heading("project", "text"), Heading("amount", "money")),
            rows=(*self.amounts, (Message("control.bonus.kept"), self.pool - self.paid)),
        )


def pay_bonus(pool: int, projects: Sequence[Project], pass_mark: float) -> Payout:
    """Divide ``pool`` (minor units) among projects.

    Raises:
        ValueError: a negative pool or weight, or a deduction that is no share.
    """
    if pool < 0 or any(one.weight < 0 or not 0 <= one.deduction <= 1 for one in projects):
        message = "a pool and its weights are not negative, and deductions are shares"
        raise ValueError(message)
    sharing = [one for one in projects if one.takes_part(pass_mark)]
    parts = apportion(pool, [one.weight for one in sharing]) if sharing else []
    earned = dict(zip((one.name for one in sharing), parts, strict=True))
    return Payout(
        pool,
        tuple((one.name, int(earned.get(one.name, 0) * (1 - Fraction(one.deduction)))) for one in projects),
    )


def read_projects(path: str | os.PathLike[str]) -> tuple[Project, ...]:
    """Rows of ``project``, ``days_early``, ``satisfaction``, ``weight`` and, if any, ``deduction`` (0 to 1).

    Raises:
        DocumentError: with every problem of the file.
    """
    records = read_records(path, COLUMNS)
    once(records, "project")
    return tuple(
        Project(
            row["project"], row["days_early"], row["satisfaction"], row["weight"], row["deduction"] or 0.0
        )
        for row in records
    )
