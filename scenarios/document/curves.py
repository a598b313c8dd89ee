"""Response curves as a document writes them. `scenarios.response` evaluates them.

A curve maps the adstocked spend of one period (currency units) to the incremental outcome of that period. Outcomes
are currency unless a campaign says what one outcome is worth (`Campaign.value_per_outcome`).
"""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from scenarios.document.base import NonNegative, Positive, Value


class HillCurve(Value):
    """ceiling * a^slope / (half_saturation^slope + a^slope); S-shaped for slope > 1."""

    family: Literal["hill"]
    ceiling: NonNegative
    half_saturation: Positive
    slope: Annotated[Positive, Field(le=20)] = 1.0


class LogisticCurve(Value):
    """ceiling * (1 - exp(-rate a)) / (1 + exp(-rate a)), the saturation of PyMC-Marketing; concave."""

    family: Literal["logistic"]
    ceiling: NonNegative
    rate: Positive


class MichaelisMentenCurve(Value):
    """ceiling * a / (half_saturation + a)."""

    family: Literal["michaelis_menten"]
    ceiling: NonNegative
    half_saturation: Positive


class NegativeExponentialCurve(Value):
    """ceiling * (1 - exp(-rate a))."""

    family: Literal["negative_exponential"]
    ceiling: NonNegative
    rate: Positive


class PowerCurve(Value):
    """coefficient * a^exponent with diminishing returns (exponent at most 1)."""

    family: Literal["power"]
    coefficient: NonNegative
    exponent: Annotated[Positive, Field(le=1)]


class SigmoidCurve(Value):
    """ceiling * (L(rate (a - midpoint)) - L(-rate midpoint)), L(u) = 1 / (1 + exp(-u)); S-shaped for midpoint > 0.

    The ``hill_sigmoid`` saturation of PyMC-Marketing. It levels off below ceiling, at ceiling * L(rate midpoint).
    """

    family: Literal["sigmoid"]
    ceiling: NonNegative
    rate: Positive
    midpoint: NonNegative


class TabulatedCurve(Value):
    """Piecewise-linear through ``spend`` and ``outcome``, from (0, 0), flat beyond the last point."""

    family: Literal["tabulated"]
    spend: Annotated[tuple[NonNegative, ...], Field(min_length=2, max_length=2000)]
    outcome: Annotated[tuple[NonNegative, ...], Field(min_length=2, max_length=2000)]

    @model_validator(mode="after")
    def _monotone(self) -> TabulatedCurve:
        if len(self.spend) != len(self.outcome):
            raise PydanticCustomError("table_length", "spend and outcome have the same number of points")
        if self.spend[0] != 0 or self.outcome[0] != 0:
            raise PydanticCustomError(
                "table_origin", "a tabulated curve starts at zero spend and zero outcome"
            )
        if any(right <= left for left, right in pairwise(self.spend)):
            raise PydanticCustomError("table_spend_order", "the spends of a tabulated curve rise strictly")
        if any(right < left for left, right in pairwise(self.outcome)):
            raise PydanticCustomError("table_outcome_order", "the outcomes of a tabulated curve never fall")
        return self


Curve: TypeAlias = Annotated[
    HillCurve
    | LogisticCurve
    | MichaelisMentenCurve
    | NegativeExponentialCurve
    | PowerCurve
    | SigmoidCurve
    | TabulatedCurve,
    Field(discriminator="family"),
]
