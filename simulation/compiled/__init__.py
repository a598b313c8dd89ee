"""The compiled twin of the SimPy model."""
