"""Variants: two scenarios differ only in what they say they differ in."""

from scenarios.variants.adoption import adopt
from scenarios.variants.apply import apply_changes
from scenarios.variants.changes import AddItem, Change, RemoveItem, SetValue, Variant
from scenarios.variants.difference import difference

__all__ = ["AddItem", "Change", "RemoveItem", "SetValue", "Variant", "adopt", "apply_changes", "difference"]
