"""Measures and small decisions of marketing that need no engine: pure functions from value to value.

Funnels, return and acquisition ratios, lifetime value, attribution, experiments, strategy modes and what ranks
channels. Each module names its source; everything that is shown goes through the catalogue.
"""
