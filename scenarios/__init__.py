"""The domain: scenario documents, working time, value, plans, outcomes and their comparison.

Imports no engine.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scenarios.comparison import compare

__all__ = ["compare"]


def __getattr__(name: str) -> Any:
    """``scenarios.compare``, imported when it is first asked for: the command line's help must not wait for it."""
    if name != "compare":
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from scenarios.comparison import compare  # noqa: PLC0415

    return compare
