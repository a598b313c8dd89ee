"""The domain: scenario documents, working time, value, plans, outcomes and their comparison.

Imports no engine.
"""
