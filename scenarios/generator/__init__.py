"""The product's own generator of example scenarios with a known truth."""

from scenarios.generator.flagship import flagship

__all__ = ["flagship"]
