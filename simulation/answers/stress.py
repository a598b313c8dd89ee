"""Scenarios under shocks: paired differences against the unshocked row, regret, and the row that stands it best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from scenarios.document.base import Label, Value
from scenarios.document.scenario import Scenario
from scenarios.document.settings import SimulationSettings
from scenarios.i18n import Message
from scenarios.plan import Plan
from scenarios.progress import Cancelled, Progress, never, part, silent
from scenarios.statistics import Estimate, mean
from simulation.answers.differences import Difference, Level, difference, level
from simulation.answers.sample import Case, Sample, sample
from simulation.answers.shocks import NamedShock, standard_shocks


class Stressed(Value):
    """One row under one shock."""

    shock: str
    label: Message
    level: Level
    change: Difference | None
    """Against the same row unshocked; None in the unshocked column."""
    regret: Estimate
    """Net value lost against the best row of this column, replication by replication (minor units)."""


class StressRow(Value):
    """One scenario and its plan under every shock."""

    row: str
    label: Label
    cells: tuple[Stressed, ...]
    greatest_regret: float
    """Over the columns, minor units."""


class StressMatrix(Value):
    """All rows; the first column is unshocked."""

    rows: tuple[StressRow, ...]
    columns: tuple[Message, ...]
    left_out: tuple[Message, ...]
    """Shocks that touch nothing in at least one of the documents."""
    robust: str
    """The row whose greatest regret is least (Savage 1951); the earlier of equals."""
    replications: int
    confidence: float


def stress_matrix(
    cases: Sequence[tuple[Scenario, Plan]],
    *,
    shocks: Sequence[NamedShock] | None = None,
    settings: SimulationSettings | None = None,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> StressMatrix:
    """Every scenario with its plan under every shock. The plans stay as they are: what is tested is how they hold.

    Args:
        cases: documents, each with the plan made from it, with different identifiers.
        shocks: the columns; `standard_shocks` by default.
        settings: the same for all rows (their draws are then common); the first document's own by default.
        progress: told after each batch.
        cancelled: asked between batches.

    Raises:
        SimulationError: as for `simulation.simulate`; `NothingRuns` where no campaign runs.
    """
    settings = settings or cases[0][0].settings.simulation
    wanted = tuple(shocks) if shocks is not None else standard_shocks()
    documents = {shock.key: [shock.change(scenario) for scenario, _ in cases] for shock in wanted}
    kept = tuple(shock for shock in wanted if None not in documents[shock.key])
    runs = len(cases) * (len(kept) + 1)
    table: dict[tuple[int, str], Sample] = {}
    for row, (scenario, plan) in enumerate(cases):
        for column, shocked in enumerate((scenario, *(documents[shock.key][row] for shock in kept))):
            share = part(progress, len(table) / runs, (len(table) + 1) / runs)
            key = kept[column - 1].key if column else CALM
            table[row, key] = sample(
                Case.of(shocked or scenario, plan, settings), progress=share, cancelled=cancelled
            )
    labels = {CALM: Message("answers.shock.none"), **{shock.key: shock.label for shock in kept}}
    rows = tuple(
        _row(scenario, {key: table[row, key] for key in labels}, labels, _best(table, len(cases), labels))
        for row, (scenario, _) in enumerate(cases)
    )
    return StressMatrix(
        rows=rows,
        columns=tuple(labels.values()),
        left_out=tuple(shock.label for shock in wanted if shock not in kept),
        robust=min(rows, key=lambda one: one.greatest_regret).row,
        replications=settings.replications,
        confidence=settings.confidence,
    )


CALM = "none"


def _best(
    table: Mapping[tuple[int, str], Sample], rows: int, columns: Mapping[str, Message]
) -> dict[str, Sample]:
    """By column the row of greatest mean net value; the first of equals."""
    return {
        key: max(
            (table[row, key] for row in range(rows)), key=lambda one: float(np.mean(one.batch.net_value))
        )
        for key in columns
    }


def _row(
    scenario: Scenario, own: Mapping[str, Sample], labels: Mapping[str, Message], best: Mapping[str, Sample]
) -> StressRow:
    cells = tuple(
        Stressed(
            shock=key,
            label=labels[key],
            level=level(one),
            change=None if key == CALM else difference(one, own[CALM]),
            regret=mean(best[key].batch.net_value - one.batch.net_value, one.confidence),
        )
        for key, one in own.items()
    )
    greatest = max(cell.regret.value for cell in cells)
    return StressRow(row=scenario.id, label=scenario.name, cells=cells, greatest_regret=greatest)
