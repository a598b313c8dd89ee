"""Experiments with the simulation: many replications anywhere, and what can be concluded from them."""
