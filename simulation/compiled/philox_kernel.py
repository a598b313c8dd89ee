"""Philox4x32-10 for one counter at a time: the same numbers as `simulation.philox` and `simulation.draws.Stream`."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np

from scenarios.compiled import compiled

Word: TypeAlias = np.uint64

_WORD = np.uint64(0xFFFFFFFF)
_BITS = np.uint64(32)
_LEFT, _RIGHT = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_FIRST_STEP, _SECOND_STEP = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
_ROUNDS = 10
_HIGH_SHIFT, _LOW_SHIFT, _LOW_DIGITS = np.uint64(5), np.uint64(6), np.uint64(26)
_ONE = np.uint64(1)
_RESOLUTION = 2.0**-53


@compiled
def philox_pair(c0: Word, c1: Word, c2: Word, c3: Word, k0: Word, k1: Word) -> tuple[Word, Word]:
    """The first two of the four random words; all arguments and results are uint64 below 2**32."""
    for _ in range(_ROUNDS):
        left, right = c0 * _LEFT, c2 * _RIGHT
        c0, c1 = (right >> _BITS) ^ c1 ^ k0, right & _WORD
        c2, c3 = (left >> _BITS) ^ c3 ^ k1, left & _WORD
        k0, k1 = (k0 + _FIRST_STEP) & _WORD, (k1 + _SECOND_STEP) & _WORD
    return c0, c1


@compiled
def uniform(seed: Word, replication: Word, purpose: int, who: Word, index: int) -> float:
    """A uniform number in (0, 1), a multiple of 2**-53.

    ``seed`` and ``replication`` are the generator's key words, ``who`` is an identity with the seed's salt mixed in;
    ``purpose`` and ``index`` are any whole numbers below 2**32.
    """
    first, second = philox_pair(
        np.uint64(index), np.uint64(purpose), who & _WORD, who >> _BITS, seed, replication
    )
    digits = (first >> _HIGH_SHIFT) << _LOW_DIGITS | second >> _LOW_SHIFT
    return max(digits, _ONE) * _RESOLUTION
