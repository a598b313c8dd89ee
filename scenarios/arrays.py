"""Integer arrays as fields of immutable values."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from pydantic import BeforeValidator, ConfigDict, PlainSerializer, WithJsonSchema

from scenarios.document.base import Value

Ints: TypeAlias = NDArray[np.int64]


def _frozen(value: Any) -> Ints:
    array = np.array(value, dtype=np.int64)
    array.setflags(write=False)
    return array


IntArray: TypeAlias = Annotated[
    Any,
    BeforeValidator(_frozen),
    PlainSerializer(lambda array: array.tolist()),
    WithJsonSchema({"type": "array"}),
]
"""A read-only int64 array; nested lists in JSON."""


class ArrayValue(Value):
    """A value that holds arrays: equal when every field is equal, array by array."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return False
        mine, theirs = self.__dict__, other.__dict__
        return all(
            np.array_equal(value, theirs[name]) if isinstance(value, np.ndarray) else value == theirs[name]
            for name, value in mine.items()
        )

    __hash__ = None  # type: ignore[assignment]
