"""Work on its way to other processes: packed once, and unpacked once by each of them."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from scenarios.i18n import Message
from simulation.experiments.errors import ExperimentError

PACKAGES = ("scenarios", "simulation")
"""Where everything stands that a replication's result depends on, beside the libraries."""


@cache
def model_hash() -> str:
    """A digest of the code that replications run: equal digests and equal documents give equal results."""
    root = Path(__file__).resolve().parents[2]
    digest = hashlib.sha256()
    for path in sorted(path for package in PACKAGES for path in (root / package).rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Shipment:
    """A function of one argument, pickled; with the version of the code where another computer may have another."""

    content: bytes
    model: str | None = None

    @classmethod
    def of(cls, work: Callable[[Any], Any], *, versioned: bool = False) -> Shipment:
        """Pack a function of a module with its arguments (`functools.partial`)."""
        content = pickle.dumps(work, protocol=pickle.HIGHEST_PROTOCOL)
        return cls(content, model_hash() if versioned else None)

    def __call__(self, chunk: Any) -> Any:
        """Run the work.

        Raises:
            ExperimentError: this process runs another version of the code.
        """
        if self.model is not None and self.model != model_hash():
            raise ExperimentError(Message("experiments.error.other_version"))
        return _unpacked(self.content)(chunk)


@lru_cache(maxsize=2)
def _unpacked(content: bytes) -> Callable[[Any], Any]:
    function: Callable[[Any], Any] = pickle.loads(content)  # noqa: S301 - packed by the process that sent it
    return function
