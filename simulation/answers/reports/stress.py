"""The stress matrix and the probability of targets as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scenarios.display import number_text, percent_text
from scenarios.i18n import Message
from scenarios.text.report import Cell, Heading, Report, money_text
from simulation.answers.reports.cells import days, listed, money, rest, share, words
from simulation.answers.stress import Stressed, StressMatrix
from simulation.answers.targets import Attainment, Measured

STRESS = (
    Heading("stress_scenario", "text"),
    Heading("stress_shock", "text"),
    Heading("stress_value"),
    Heading("stress_on_time"),
    Heading("stress_late"),
    Heading("change_net_value"),
    Heading("change_on_time"),
    Heading("change_late_days"),
    Heading("stress_regret"),
)
TARGETS = (
    Heading("target_wish", "text"),
    Heading("target_level"),
    Heading("target_probability"),
)


def stress_report(found: StressMatrix) -> Report:
    """A row for every scenario under every shock."""
    rows = tuple((row.label.texts(), *_cell(cell)) for row in found.rows for cell in row.cells)
    names = {row.row: row.label.texts() for row in found.rows}
    notes = [Message("answers.stress.fixed")]
    if len(found.rows) > 1:
        notes.insert(0, Message("answers.stress.robust", {"scenario": names[found.robust]}))
    if found.left_out:
        notes.append(Message("answers.stress.left_out", {"shocks": listed(found.left_out)}))
    notes.append(rest(found.replications, found.confidence))
    return Report(Message("answers.stress.title"), STRESS, rows, tuple(notes))


def _cell(cell: Stressed) -> tuple[Cell, ...]:
    change = cell.change
    level = (money(cell.level.net_value), share(cell.level.on_time), days(cell.level.late_days))
    if change is None:
        return (cell.label, *level, None, None, None, money(cell.regret))
    changed = (
        money(change.net_value),
        share(change.on_time, signed=True),
        days(change.late_days, signed=True),
    )
    return (cell.label, *level, *changed, money(cell.regret))


def attainment_report(found: Sequence[Attainment]) -> Report:
    """A row for every target."""
    rows = tuple((_wish(one), _level(one), share(one.probability)) for one in found)
    notes = (rest(found[0].probability.replications, found[0].probability.confidence),) if found else ()
    return Report(Message("answers.target.title"), TARGETS, rows, notes)


def _wish(one: Attainment) -> Message:
    wanted = one.wanted
    measure = Message(f"answers.target.{wanted.measure}")
    values: dict[str, str | Mapping[str, str]] = {
        "measure": words(measure),
        "limit": _written(wanted.measure, one.limit),
    }
    if wanted.change is None:
        return Message(f"answers.target.{wanted.side}", values)
    values["change"] = percent_text(wanted.change, signed=True, decimals=0)
    return Message(f"answers.target.{wanted.side}.change", values)


def _level(one: Attainment) -> Cell:
    if one.wanted.measure == "net_value":
        return money(one.level)
    return share(one.level) if one.wanted.measure == "on_time" else days(one.level)


def _written(measure: Measured, value: float) -> str:
    if measure == "net_value":
        return money_text(round(value))
    return percent_text(value) if measure == "on_time" else number_text(value)
