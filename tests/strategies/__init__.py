"""Hypothesis strategies for scenario documents: small, valid and of every form that the schema knows.

`scenarios()` draws documents that pass every rule of `scenarios.checks`; `with_settings=False` and the like leave
parts of them at their defaults, for tests that run an engine and want its own settings. ``with_departures=True`` has
people who depart for good, perhaps before their work is done.
"""

from tests.strategies.basics import AWKWARD, durations, identifiers, labels, money
from tests.strategies.documents import documents, scenarios

__all__ = ["AWKWARD", "documents", "durations", "identifiers", "labels", "money", "scenarios"]
