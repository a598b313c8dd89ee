"""How much history is read: far above what a department writes in ten years, far below what would stall a machine."""

from __future__ import annotations

MAX_BYTES = 64 * 2**20
"""Size of an event log, unpacked."""

MAX_EVENTS = 500_000
"""Rows or events."""

MAX_TEXT = 1_000
"""Characters of a name; longer ones are no names."""

MAX_DEPTH = 64
"""Nesting of elements in XES."""

MAX_YEARS = 30
"""Span of a history; a longer one holds a mistyped year."""

FIRST_YEAR, LAST_YEAR = 1970, 2199
"""Years that are no slip of the pen."""
