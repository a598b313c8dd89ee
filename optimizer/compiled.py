"""The one door to the compiler: kernels are compiled where numba is there, and run as plain Python where it is not."""

from __future__ import annotations

import functools
import importlib.util
from collections.abc import Callable
from typing import Any, TypeVar, cast

Kernel = TypeVar("Kernel", bound=Callable[..., Any])

AVAILABLE = importlib.util.find_spec("numba") is not None
"""Whether kernels are compiled. Answers are the same either way; without numba they take a hundred times longer."""


def compiled(function: Kernel) -> Kernel:
    """Compile a function of arrays and numbers at its first call, and keep the machine code between processes.

    The interpreter's lock is released while it runs. Kernels call only kernels.
    """
    if not AVAILABLE:
        return function
    return cast("Kernel", _compiler()(function))


@functools.cache
def _compiler() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    import numba  # noqa: PLC0415 - takes a second to import, and most commands compile nothing

    return cast("Callable[[Callable[..., Any]], Callable[..., Any]]", numba.njit(cache=True, nogil=True))
