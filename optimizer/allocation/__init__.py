"""Allocation: one decision for money and people, with a proven bound on the true response curves."""

from optimizer.allocation.allocate import allocate

__all__ = ["allocate"]
