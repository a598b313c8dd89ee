"""Results as text for a terminal, in English and Chinese."""

from scenarios.text.comparison import comparison_text
from scenarios.text.explanation import explanation_text
from scenarios.text.record import record_text

__all__ = ["comparison_text", "explanation_text", "record_text"]
