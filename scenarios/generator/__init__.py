"""The product's own generator of example scenarios with a known truth.

`flagship` is the shipped example, one coherent brand; `generate` makes scenarios of any size; `weekly_history` makes
the weekly spend and outcome from which curves can be fitted again.
"""

from scenarios.generator.examples import write_examples
from scenarios.generator.flagship import flagship
from scenarios.generator.generate import GeneratedScenario, GeneratorSettings, Truth, generate
from scenarios.generator.history import History, HistorySettings, weekly_history

__all__ = [
    "GeneratedScenario",
    "GeneratorSettings",
    "History",
    "HistorySettings",
    "Truth",
    "flagship",
    "generate",
    "weekly_history",
    "write_examples",
]
