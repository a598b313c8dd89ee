"""Schedules on named people found by compiled search: serial schedule generation, ruin and recreate, several chains.

Kernels (files named ``*_kernel.py``) work on arrays that `optimizer.schedule.compiled.flat` makes of a problem.
"""

from optimizer.schedule.compiled.annealing import Annealing
from optimizer.schedule.compiled.chain import Chain
from optimizer.schedule.compiled.first import first_chain
from optimizer.schedule.compiled.flat import flatten
from optimizer.schedule.compiled.ready import prepare

__all__ = ["Annealing", "Chain", "first_chain", "flatten", "prepare"]
