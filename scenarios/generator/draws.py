"""Random numbers keyed by what they are for.

Each number is a hash of the seed and its purpose, so that one campaign more leaves every other number as it was,
and the same document comes out of every version of every numerical library.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from statistics import NormalDist
from typing import TypeVar

Item = TypeVar("Item")
_STANDARD_NORMAL = NormalDist()


class Draws:
    """Independent draws of one seed; ``purpose`` names each of them."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def uniform(self, low: float, high: float, *purpose: object) -> float:
        """Uniform on (low, high)."""
        key = "/".join(map(str, (self._seed, *purpose)))
        number = int.from_bytes(hashlib.blake2b(key.encode(), digest_size=6).digest(), "big")
        return low + (high - low) * (number + 0.5) / 2**48

    def normal(self, *purpose: object) -> float:
        """Standard normal, by inversion."""
        return _STANDARD_NORMAL.inv_cdf(self.uniform(0, 1, *purpose))

    def lognormal(self, sigma: float, *purpose: object) -> float:
        """Lognormal with median 1; ``sigma`` is the standard deviation of the logarithm."""
        return math.exp(sigma * self.normal(*purpose))

    def integer(self, low: int, high: int, *purpose: object) -> int:
        """Uniform on low, low + 1, ..., high."""
        return low + int(self.uniform(0, high - low + 1, *purpose))

    def happens(self, probability: float, *purpose: object) -> bool:
        """True with the given probability."""
        return self.uniform(0, 1, *purpose) < probability

    def choice(self, items: Sequence[Item], *purpose: object) -> Item:
        """One of the items, equally likely."""
        return items[self.integer(0, len(items) - 1, *purpose)]

    def sample(self, items: Sequence[Item], size: int, *purpose: object) -> list[Item]:
        """``size`` different items in their given order."""
        order = sorted(range(len(items)), key=lambda index: self.uniform(0, 1, *purpose, index))
        return [items[index] for index in sorted(order[:size])]
