"""Draws keyed by what they are for: no draw depends on how many others were made before it.

The key of the generator is (seed, replication); its counter is (index, purpose, identity), where the identity is a
stable hash of a path such as ``campaign/stage`` and the index is a visit, a day or a running number.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from enum import IntEnum, unique
from functools import cache
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from simulation.philox import WORD, philox4x32

Floats: TypeAlias = NDArray[np.float64]
Identities: TypeAlias = NDArray[np.uint64]

_WORD_BITS = 32
_LOW = np.uint64(WORD)
_HALF = np.uint64(_WORD_BITS)
_HIGH_DIGITS, _LOW_DIGITS = 27, 26
_FIRST_SHIFT, _SECOND_SHIFT = np.uint64(_WORD_BITS - _HIGH_DIGITS), np.uint64(_WORD_BITS - _LOW_DIGITS)
_RESOLUTION = 2.0 ** -(_HIGH_DIGITS + _LOW_DIGITS)


@unique
class Purpose(IntEnum):
    """What a draw is for, with its identity and index. The numbers are part of every result: never reuse one."""

    EFFORT = 1
    """job/stage, visit"""
    HANDOFF = 2
    """job/predecessor>stage, visit"""
    LATENCY = 3
    """job/stage/approver (or job/stage for a wait), visit"""
    REWORK = 4
    """job/stage, visit"""
    ABSENCE = 5
    """person, day"""
    SPELL = 6
    """person, day"""
    CHANGE = 7
    """campaign, number of the request"""
    CHANGE_MOMENT = 8
    """campaign, number of the request"""
    CHANGE_EFFORT = 9
    """campaign, number of the request"""
    URGENT_COUNT = 10
    """nothing (or stream), day"""
    URGENT_MOMENT = 11
    """day (or stream/day), number within the day"""
    REUSE = 12
    """job/stage, visit"""
    ESCAPE = 13
    """job/stage, visit"""
    REPAIR = 14
    """job/stage, visit that let the defect pass"""
    CHANGE_ACCEPTED = 15
    """campaign, number of the request"""
    CHANGE_REVIEW = 16
    """campaign, number of the request"""
    SUPPLIER = 17
    """job/stage/shock, visit"""


@cache
def identity(path: str) -> int:
    """A 64-bit hash of ``path`` that is the same on every machine and in every version (BLAKE2b)."""
    return int.from_bytes(hashlib.blake2b(path.encode(), digest_size=8).digest(), "little")


def identities(paths: Iterable[str]) -> Identities:
    """The identity of each path."""
    return np.array([identity(path) for path in paths], dtype=np.uint64)


class Stream:
    """The random numbers of one replication.

    Args:
        seed: any whole number from 0; what exceeds 32 bits is mixed into the identities.
        replication: below 2**32.

    Attributes:
        salt: what is mixed into the identities.
    """

    def __init__(self, seed: int, replication: int) -> None:
        self._key = (seed & WORD, replication)
        beyond = seed >> _WORD_BITS
        self.salt = np.uint64(identity(f"seed/{beyond}") if beyond else 0)

    def uniforms(self, purpose: ArrayLike, identity: ArrayLike, index: ArrayLike) -> Floats:
        """Uniform numbers in (0, 1), multiples of 2**-53; the arguments broadcast against one another."""
        who = np.asarray(identity, dtype=np.uint64) ^ self.salt
        first, second, _, _ = philox4x32((index, purpose, who & _LOW, who >> _HALF), self._key)
        digits = (first >> _FIRST_SHIFT) << np.uint64(_LOW_DIGITS) | second >> _SECOND_SHIFT
        # Zero would be the one value for which an inverse distribution function can be infinite.
        return np.maximum(digits, np.uint64(1)) * _RESOLUTION
