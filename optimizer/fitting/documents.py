"""Scaled parameters as a document's curves, carry-over and draws."""

from __future__ import annotations

from typing import TypeVar

from optimizer.fitting.bootstrap import Draws
from optimizer.fitting.carry_over import CARRY_OVERS
from optimizer.fitting.families import FAMILIES
from optimizer.fitting.scaled import Form, Scaled
from optimizer.fitting.series import Floats
from scenarios.document import Curve
from scenarios.document.base import Value
from scenarios.document.carry_over import CarryOver
from scenarios.document.draws import ParameterDraws
from scenarios.rounding import significant

DIGITS = 6
"""Significant digits of fitted numbers in documents."""


def curve_and_carry_over(form: Form, ceiling: float, unit: float, q: Floats) -> tuple[Curve, CarryOver]:
    """What parameters (S,) of one channel mean; ``ceiling`` in units of the outcome, ``unit`` in currency units."""
    carry_over, family = CARRY_OVERS[form.carry_over], FAMILIES[form.family]
    kernel, shape = q[: carry_over.parameters], q[carry_over.parameters :]
    return family.curve(ceiling, unit * carry_over.adstock_unit(kernel), shape), carry_over.document(kernel)


def parameter_draws(draws: Draws, scaled: Scaled, channel: int) -> ParameterDraws:
    """Columns of all parameters of one channel over the draws, to six digits."""
    unit = float(scaled.spend_unit[:, channel].sum())
    ceilings = draws.effects[:, :, channel] @ scaled.outcome_unit
    columns: dict[str, list[float]] = {}
    for ceiling, q in zip(ceilings, draws.nonlinear[:, :, channel], strict=True):
        for part in curve_and_carry_over(draws.form, float(ceiling), unit, q):
            for name, value in part:
                if isinstance(value, float):
                    columns.setdefault(name, []).append(significant(value, DIGITS))
    return ParameterDraws(**{name: tuple(column) for name, column in columns.items()})


Part = TypeVar("Part", bound=Value)


def readable(part: Part) -> Part:
    """The same with numbers of six digits."""
    numbers = {name: significant(value, DIGITS) for name, value in part if isinstance(value, float)}
    return part.model_copy(update=numbers)
