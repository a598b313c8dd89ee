"""Cells that several reports share: measures in the units that people read, with their intervals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scenarios.display import currency_names
from scenarios.i18n import LANGUAGES, Message
from scenarios.measures import BY_KEY
from scenarios.money import MINOR_PER_UNIT
from scenarios.statistics import Estimate
from scenarios.text.report import Cell, Heading

FIGURE = (
    Heading("measure", "text"),
    Heading("in_unit", "text"),
    Heading("value"),
    Heading("low"),
    Heading("high"),
)
"""Columns of a measure with its unit and interval."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The unit in which a measure is shown."""

    unit: Message
    factor: float = 1.0

    def cells(self, found: Estimate) -> tuple[Cell, Cell, Cell]:
        """Value, lower and upper end."""
        shown = found.scaled(self.factor)
        return shown.value, shown.low, shown.high


def scale_of(measure: str, currency: str) -> Scale:
    """The unit of a measure of `scenarios.measures`, or of the goals of a sequential run."""
    unit = "days" if measure == "lateness_days" else BY_KEY[measure].unit
    factors: Mapping[str, float] = {"money": 1 / MINOR_PER_UNIT, "share": 100.0}
    return Scale(
        Message(f"experiments.unit.{unit}", {"currency": currency_names(currency)}), factors.get(unit, 1.0)
    )


def measure_name(measure: str) -> Message:
    """What a measure is called."""
    return Message("experiments.lateness" if measure == "lateness_days" else f"measure.{measure}")


def figure(measure: str, found: Estimate, currency: str) -> tuple[Cell, ...]:
    """A row of `FIGURE`."""
    scale = scale_of(measure, currency)
    return (measure_name(measure), scale.unit, *scale.cells(found))


def words(message: Message) -> dict[str, str]:
    """A message inside another."""
    return {language: message.render(language) for language in LANGUAGES}


def run_note(replications: int, confidence: float) -> Message:
    """How many replications, and how sure the intervals are."""
    return Message(
        "experiments.note.run", {"replications": f"{replications:,}", "confidence": f"{confidence:.0%}"}
    )
