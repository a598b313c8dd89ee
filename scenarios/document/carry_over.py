"""Carry-over as a document writes it: how one period's spend works on in the periods after it.

A kernel is a list of weights w_0, w_1, ... for the period of the spend and those after it; the adstock of a period is
a_t = sum_l w_l x_(t-l). `scenarios.carry_over` computes the weights.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from scenarios.document.base import Flag, Fraction, NonNegative, Positive, PositiveCount, Value

Length: TypeAlias = Annotated[PositiveCount, Field(le=2000)]
"""Number of weights: the period of the spend and the periods after it that count."""
Retention: TypeAlias = Annotated[Fraction, Field(lt=1)]


class GeometricCarryOver(Value):
    """w_l = retention^l (Broadbent 1979), without end or cut to ``length`` weights."""

    family: Literal["geometric"]
    retention: Retention
    length: Length | None = None
    normalised: Flag = False
    """Divide the weights by their sum, so that adstock is a moving average of spend."""


class DelayedCarryOver(Value):
    """w_l = retention^((l - peak)^2): the effect is greatest ``peak`` periods after the spend (Jin et al. 2017)."""

    family: Literal["delayed"]
    retention: Retention
    peak: NonNegative
    length: Length
    normalised: Flag = False


class BinomialCarryOver(Value):
    """w_l = (1 - l / (length + 1))^(1 / retention - 1), which ends by itself after ``length`` weights."""

    family: Literal["binomial"]
    retention: Annotated[Fraction, Field(gt=0)]
    length: Length
    normalised: Flag = False


class WeibullCdfCarryOver(Value):
    """w_0 = 1 and w_l = w_(l-1) (1 - F(l)), F the Weibull distribution function: the decay rate itself changes."""

    family: Literal["weibull_cdf"]
    shape: Positive
    scale: Positive
    length: Length
    normalised: Flag = False


class WeibullPdfCarryOver(Value):
    """w_l = (f(l+1) - min f) / (max f - min f) over the kernel, f the Weibull density: the effect may peak later."""

    family: Literal["weibull_pdf"]
    shape: Positive
    scale: Positive
    length: Length
    normalised: Flag = False


class WeightsCarryOver(Value):
    """Weights as they are given."""

    family: Literal["weights"]
    weights: Annotated[tuple[NonNegative, ...], Field(min_length=1, max_length=520)]
    normalised: Flag = False

    @model_validator(mode="after")
    def _some_effect(self) -> WeightsCarryOver:
        if not any(self.weights):
            raise PydanticCustomError(
                "carry_over_nothing", "at least one weight of a carry-over is above zero"
            )
        return self


CarryOver: TypeAlias = Annotated[
    GeometricCarryOver
    | DelayedCarryOver
    | BinomialCarryOver
    | WeibullCdfCarryOver
    | WeibullPdfCarryOver
    | WeightsCarryOver,
    Field(discriminator="family"),
]
