"""From fitted figures to changes of the document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from scenarios.document import Scenario
from scenarios.rounding import significant
from scenarios.variants import SetValue
from scenarios.variants.paths import parse, value_at

if TYPE_CHECKING:
    from simulation.calibration.result import FittedDuration, FittedRework

DIGITS = 4
"""Of the figures that go into a document: more than any history knows."""


def changes_of(
    scenario: Scenario,
    workflow: str,
    durations: Iterable[FittedDuration],
    reworks: Iterable[FittedRework],
) -> tuple[SetValue, ...]:
    """What has to be set so that the scenario says what was fitted."""
    wanted = [SetValue(set=one.path, to=rounded(one.after.model_dump(mode="json"))) for one in durations]
    for rework in reworks:
        wanted += _rework(f"workflows[{workflow}].stages[{rework.stage}].rework", rework)
    document = scenario.model_dump(mode="json")
    return tuple(change for change in wanted if value_at(document, parse(change.path) or ()) != change.to)


def rounded(value: Any) -> Any:
    """Plain data with every fraction to so many digits."""
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [rounded(item) for item in value]
    return significant(value, DIGITS) if isinstance(value, float) else value


def _rework(path: str, rework: FittedRework) -> Iterator[SetValue]:
    probability = significant(rework.after, DIGITS)
    repeat = None if rework.repeat is None else significant(min(rework.repeat.value, 1.0), DIGITS)
    if rework.before is None:
        rule = {"probability": probability, "target": rework.target}
        yield SetValue(set=path, to=rule if repeat is None else {**rule, "repeat_effort": repeat})
        return
    yield SetValue(set=f"{path}.probability", to=probability)
    if repeat is not None:
        yield SetValue(set=f"{path}.repeat_effort", to=repeat)
