"""Assumptions that are varied: numbers at paths of a document, each with a range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from pydantic import ValidationError

from scenarios.document.scenario import Scenario
from scenarios.i18n import Message
from scenarios.variants.paths import parse, position, value_at
from simulation.experiments.errors import ExperimentError

Values: TypeAlias = tuple[float, ...]
"""One value for each factor, in their order."""


@dataclass(frozen=True, slots=True)
class Factor:
    """A number, or a list of them, in a document: ``risks.handoff_factor``, ``workflows[brand].stages[copy].effort``.

    It is set to a value between ``low`` and ``high``, or multiplied by it if it ``scales``. Whole numbers stay whole.
    """

    path: str
    low: float
    high: float
    scales: bool = False


def check_factors(scenario: Scenario, factors: Sequence[Factor]) -> None:
    """Check that factors can be varied over their whole range.

    Raises:
        ExperimentError: none at all, one twice, an empty range, or an end at which the document is not right.
    """
    if not factors:
        raise ExperimentError(Message("experiments.error.no_factors"))
    for place, factor in enumerate(factors):
        twice = any(factor.path == other.path for other in factors[:place])
        if twice or not factor.low < factor.high:
            raise ExperimentError(Message("experiments.error.factor", {"path": factor.path}))
        for end in (factor.low, factor.high):
            with_values(scenario, [factor], (end,))


def with_values(scenario: Scenario, factors: Sequence[Factor], values: Values) -> Scenario:
    """The scenario with the factors at the given values.

    Raises:
        ExperimentError: a path leads to no number, or the document is not right with these values.
    """
    document = scenario.model_dump(mode="json")
    for factor, value in zip(factors, values, strict=True):
        _set(document, factor, value)
    try:
        return Scenario.model_validate(document)
    except ValidationError as error:
        first = error.errors()[0]
        told = {
            "factors": ", ".join(
                f"{one.path} = {value:g}" for one, value in zip(factors, values, strict=True)
            ),
            "what": first["msg"],
        }
        raise ExperimentError(Message("experiments.error.factor_range", told)) from None


def _set(document: Any, factor: Factor, value: float) -> None:
    steps = parse(factor.path) or ()
    try:
        parent = value_at(document, steps[:-1])
        name = steps[-1].name
        key = name if isinstance(parent, dict) else position(parent, name)
        parent[key] = _varied(parent[key], factor, value)
    except (IndexError, KeyError, TypeError):
        raise ExperimentError(Message("experiments.error.factor", {"path": factor.path})) from None


def _varied(present: Any, factor: Factor, value: float) -> Any:
    """What stands at the path afterwards.

    Raises:
        TypeError: it is no number, nor a list of numbers that the factor scales.
    """
    if isinstance(present, list) and factor.scales:
        return [_varied(one, factor, value) for one in present]
    if isinstance(present, bool) or not isinstance(present, int | float):
        raise TypeError(factor.path)
    found = present * value if factor.scales else value
    return round(found) if isinstance(present, int) else float(found)
