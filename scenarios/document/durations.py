"""Efforts and delays as distributions over working hours."""

from __future__ import annotations

import math
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_serializer, model_validator
from pydantic_core import PydanticCustomError

from scenarios.document.base import NonNegative, Positive, Value

MINUTES_PER_HOUR = 60


class Constant(Value):
    """Always ``hours``."""

    distribution: Literal["constant"] = "constant"
    hours: NonNegative

    @property
    def mean(self) -> float:
        """Expected hours."""
        return self.hours

    @model_serializer
    def _plain(self) -> float:
        return self.hours


class ThreePoint(Value):
    """A three-point estimate: optimistic ``low``, most likely ``mode`` and pessimistic ``high`` hours.

    As ``pert`` the beta distribution with mean (low + 4 mode + high) / 6 (Malcolm, Roseboom, Clark and Fazar 1959;
    shape parameters of Vose), as ``triangular`` the triangular one.
    """

    distribution: Literal["pert", "triangular"] = "pert"
    low: NonNegative
    mode: NonNegative
    high: NonNegative

    @model_validator(mode="after")
    def _ordered(self) -> ThreePoint:
        if not self.low <= self.mode <= self.high:
            raise PydanticCustomError("three_point_order", "low, most likely and high come in rising order")
        return self

    @property
    def mean(self) -> float:
        """Expected hours."""
        weight = 4 if self.distribution == "pert" else 1
        return (self.low + weight * self.mode + self.high) / (weight + 2)

    @model_serializer
    def _compact(self) -> Any:
        points = [self.low, self.mode, self.high]
        return (
            points if self.distribution == "pert" else {"distribution": self.distribution, **_named(points)}
        )


def _named(points: list[float]) -> dict[str, float]:
    return dict(zip(("low", "mode", "high"), points, strict=True))


class Exponential(Value):
    """Exponential with mean ``hours``."""

    distribution: Literal["exponential"]
    hours: Positive

    @property
    def mean(self) -> float:
        """Expected hours."""
        return self.hours


class Empirical(Value):
    """One of the observed ``values``, each equally likely: a history resampled as it is."""

    distribution: Literal["empirical"]
    values: Annotated[tuple[NonNegative, ...], Field(min_length=1, max_length=10_000)]

    @property
    def mean(self) -> float:
        """Expected hours."""
        return math.fsum(self.values) / len(self.values)


class LogNormal(Value):
    """Lognormal with mean ``hours`` and ``sigma`` the standard deviation of the logarithm."""

    distribution: Literal["lognormal"]
    hours: Positive
    sigma: Annotated[NonNegative, Field(le=3)]

    @property
    def mean(self) -> float:
        """Expected hours."""
        return self.hours


def _expand(value: Any) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return {"distribution": "constant", "hours": value}
    if isinstance(value, list | tuple):
        if len(value) != 3:
            raise PydanticCustomError("three_point_length", "a three-point estimate has three numbers")
        return {"distribution": "pert", **_named(list(value))}
    return value


def _kind(value: Any) -> str | None:
    kind = value.get("distribution") if isinstance(value, dict) else getattr(value, "distribution", None)
    return "three_point" if kind in {"pert", "triangular"} else kind


Duration: TypeAlias = Annotated[
    Annotated[Constant, Tag("constant")]
    | Annotated[ThreePoint, Tag("three_point")]
    | Annotated[Exponential, Tag("exponential")]
    | Annotated[LogNormal, Tag("lognormal")]
    | Annotated[Empirical, Tag("empirical")],
    Discriminator(_kind),
    BeforeValidator(_expand),
]
"""A number (constant hours), a list of three (PERT), or an object that names its distribution."""

NO_TIME = Constant(hours=0)


def to_minutes(hours: float) -> int:
    """Hours to whole minutes, rounded half to even: the one place where durations become integers."""
    return round(hours * MINUTES_PER_HOUR)
