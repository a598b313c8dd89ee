"""The optimizer decides: budget, staff and schedule. The only home of the solvers."""

from optimizer.allocation import allocate

__all__ = ["allocate"]
