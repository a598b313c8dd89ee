"""The compiled twin of the SimPy model: the same replications, event for event, in a small part of the time.

Kernels (files named ``*_kernel.py``) work on one array of words per thread, laid out by `simulation.compiled.flat`.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from scenarios.compiled import AVAILABLE
from simulation.batch import Batch
from simulation.blueprint import Blueprint
from simulation.compiled.engine import Engine
from simulation.compiled.reports import batch_of, replication_of
from simulation.replication import Replication

__all__ = ["AVAILABLE", "replay", "run"]

_KEPT = 8
_engines: OrderedDict[int, Engine] = OrderedDict()
_lock = Lock()


def run(blueprint: Blueprint, first: int, count: int, *, threads: int = 1) -> Batch:
    """Replications ``first`` to ``first + count - 1``; the same for any number of threads."""
    return batch_of(blueprint, _engine(blueprint).run(first, count, threads))


def replay(blueprint: Blueprint, number: int) -> Replication:
    """Replication ``number`` with its event log."""
    return replication_of(blueprint, *_engine(blueprint).replay(number))


def _engine(blueprint: Blueprint) -> Engine:
    """The engine of a blueprint; the latest are kept, each with its blueprint, which its identity stands for."""
    with _lock:
        engine = _engines.pop(id(blueprint), None) or Engine(blueprint)
        _engines[id(blueprint)] = engine
        if len(_engines) > _KEPT:
            _engines.popitem(last=False)
        return engine
