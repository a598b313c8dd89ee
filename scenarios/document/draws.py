"""Draws of a channel's parameters: how uncertain its curve is, from a posterior or a bootstrap."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field, ValidationError
from pydantic_core import PydanticCustomError

from scenarios.document.base import Number, Value
from scenarios.document.carry_over import CarryOver, GeometricCarryOver
from scenarios.document.curves import Curve

Draws: TypeAlias = Annotated[tuple[Number, ...], Field(max_length=2000)]


class ParameterDraws(Value):
    """Columns of draws by parameter of the channel's curve and carry-over; a parameter without a column is constant.

    Draw d of one channel belongs with draw d of every other.
    """

    ceiling: Draws = ()
    half_saturation: Draws = ()
    slope: Draws = ()
    rate: Draws = ()
    midpoint: Draws = ()
    coefficient: Draws = ()
    exponent: Draws = ()
    retention: Draws = ()
    peak: Draws = ()
    shape: Draws = ()
    scale: Draws = ()

    def columns(self) -> dict[str, tuple[float, ...]]:
        """The columns that have draws."""
        return {name: getattr(self, name) for name in type(self).model_fields if getattr(self, name)}

    @property
    def number(self) -> int:
        """Draws of the longest column; all columns of a channel have the same number."""
        return max((len(column) for column in self.columns().values()), default=0)

    def check(self, curve: Curve, carry_over: CarryOver | None) -> None:
        """Refuse no columns at all, those of other parameters, of different lengths, or with impossible values.

        Raises:
            PydanticCustomError: they do not belong to ``curve`` and ``carry_over``.
        """
        columns = self.columns()
        if not columns:
            raise PydanticCustomError("draws_nothing", "draws hold at least one parameter")
        owners = (curve, carry_over or GeometricCarryOver(family="geometric", retention=0.0))
        known = [name for owner in owners for name, value in owner if isinstance(value, float)]
        unknown = [name for name in columns if name not in known]
        if unknown:
            raise PydanticCustomError(
                "draws_unknown", "draws of {name}, which is no parameter of the channel", {"name": unknown[0]}
            )
        if len({len(column) for column in columns.values()}) > 1:
            raise PydanticCustomError(
                "draws_length", "all parameters of a channel have the same number of draws"
            )
        for end in (min, max):
            for owner in owners:
                _check_range(owner, {name: end(column) for name, column in columns.items()})


def _check_range(owner: Curve | CarryOver, values: dict[str, float]) -> None:
    """Refuse values outside their parameters' ranges; these are intervals, so extremes stand for all draws."""
    own = {name: value for name, value in values.items() if name in type(owner).model_fields}
    try:
        type(owner).model_validate({**owner.model_dump(), **own})
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0])
        raise PydanticCustomError(
            "draws_range", "a draw of {name} is outside the parameter's range", {"name": name}
        ) from error
