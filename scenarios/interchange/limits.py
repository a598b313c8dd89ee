"""How much a foreign file may hold: far above any real plan, far below what would stall a machine."""

MAX_BYTES = 64 * 2**20
"""Size of a file."""

MAX_DEPTH = 64
"""Nesting of elements in XML; Microsoft's schema needs 8."""

MAX_ELEMENTS = 3_000_000
"""Elements of an XML file."""

MAX_TASKS = 50_000
"""Tasks, issues or rows."""

MAX_OCCURRENCES = 5_000
"""Occurrences of one recurring event or exception."""

MAX_EXCEPTIONS = 20_000
"""Exceptions of all calendars of a file."""

MAX_NAME = 400
"""Characters of a name: as many as a document's label holds."""

FIRST_YEAR, LAST_YEAR = 1984, 2149
"""Years that Microsoft Project knows; others are slips of the pen."""
