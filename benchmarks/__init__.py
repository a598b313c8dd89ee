"""Side-by-side measurements against named peers, on instances that the caller chooses.

``python -m benchmarks allocation|schedule|simulation|journey``. Seconds depend on the machine; ratios to a peer in the
same run, gaps and optima do not.
"""
