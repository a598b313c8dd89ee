"""Results as files: CSV, JSON, a workbook, and one self-contained HTML report, all from the same tables."""

from scenarios.export.files import FORMATS, Format, export
from scenarios.export.objects import comparison_object, record_object

__all__ = ["FORMATS", "Format", "comparison_object", "export", "record_object"]
