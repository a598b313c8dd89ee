"""How much a document may hold: far above any real plan, far below what would stall a machine."""

MAX_BYTES = 16 * 2**20
"""Size of a text document or of a packed workbook."""

MAX_DEPTH = 32
"""Nesting of mappings and lists; the schema itself needs 8."""

MAX_NODES = 1_000_000
"""Values in a document, counting every use of an alias."""

MAX_ALIASES = 1_000
"""Uses of aliases in a document."""

MAX_DIGITS = 40
"""Length of a written number."""

MAX_PROBLEMS = 200
"""Problems that are reported; nobody mends more at a time."""

MAX_BASES = 8
"""Variants of variants of variants."""

MAX_UNPACKED_BYTES = 256 * 2**20
"""Total size of a workbook's parts once unpacked."""

MAX_RATIO = 200
"""Unpacked by packed size of a workbook; ordinary ones reach 10 to 30."""

MAX_MEMBERS = 500
"""Parts of a workbook's archive."""
