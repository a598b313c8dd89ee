"""Money in integer minor units (hundredths of the currency unit), so that sums reconcile to the cent."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

MINOR_PER_UNIT = 100
MAX_MINOR = 10**15
"""Amounts up to ten trillion currency units: far beyond any budget, far below where a double loses cents."""


def to_minor(amount: float | Decimal) -> int:
    """Currency units to minor units, rounded half to even.

    >>> to_minor(12.345)
    1234
    """
    return int((Decimal(str(amount)) * MINOR_PER_UNIT).quantize(Decimal(1), rounding=ROUND_HALF_EVEN))


def to_units(minor: int) -> float:
    """Minor units to currency units; an integral amount comes back as an integer.

    >>> to_units(1250)
    12.5
    """
    units, rest = divmod(minor, MINOR_PER_UNIT)
    return units if rest == 0 else minor / MINOR_PER_UNIT


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """Split ``total`` minor units in proportion to ``weights`` so that the parts add up exactly.

    Largest-remainder (Hamilton) rounding; ties go to the earlier part. All-zero weights give equal shares.

    Raises:
        ValueError: no weights, or a negative one.

    >>> apportion(100, [1, 1, 1])
    [34, 33, 33]
    """
    if not weights or min(weights) < 0:
        message = "apportion needs at least one weight and none below zero"
        raise ValueError(message)
    mass = sum(weights)
    shares = [total * weight / mass for weight in weights] if mass else [total / len(weights)] * len(weights)
    parts = [int(share // 1) for share in shares]
    by_remainder = sorted(range(len(parts)), key=lambda index: (parts[index] - shares[index], index))
    missing = total - sum(parts)
    for step in range(abs(missing)):
        index = by_remainder[step % len(parts)] if missing > 0 else by_remainder[-1 - step % len(parts)]
        parts[index] += 1 if missing > 0 else -1
    return parts


def _parse(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise PydanticCustomError("money_type", "an amount of money is a number")
    amount = Decimal(str(value))
    if not amount.is_finite():
        raise PydanticCustomError("money_finite", "an amount of money is a finite number")
    minor = amount * MINOR_PER_UNIT
    if minor != minor.to_integral_value():
        raise PydanticCustomError("money_cents", "an amount of money has at most two decimals")
    if abs(minor) > MAX_MINOR:
        raise PydanticCustomError("money_size", "an amount of money is below ten trillion")
    return int(minor)


SignedMoney: TypeAlias = Annotated[
    int,
    BeforeValidator(_parse),
    PlainSerializer(to_units),
    WithJsonSchema({"type": "number", "multipleOf": 0.01}),
]
"""Written in currency units with at most two decimals, held in minor units."""

Money: TypeAlias = Annotated[
    int,
    Field(ge=0),
    BeforeValidator(_parse),
    PlainSerializer(to_units),
    WithJsonSchema({"type": "number", "multipleOf": 0.01, "minimum": 0}),
]
"""`SignedMoney` that is not negative."""
