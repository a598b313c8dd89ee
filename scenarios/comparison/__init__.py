"""Comparing results: paired differences with intervals, and a bridge that explains them part by part."""

from scenarios.comparison.bridge import Bridge, BridgePart, bridge
from scenarios.comparison.compare import Comparison, Contrast, Side, compare
from scenarios.comparison.contrast import Difference
from scenarios.comparison.ledger import Contradiction

__all__ = [
    "Bridge",
    "BridgePart",
    "Comparison",
    "Contradiction",
    "Contrast",
    "Difference",
    "Side",
    "bridge",
    "compare",
]
