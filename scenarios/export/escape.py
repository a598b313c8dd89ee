"""Text of users in files that other programs may take for formulas or markup."""

from __future__ import annotations

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""First characters that make spreadsheet programs run a cell (OWASP, CSV injection); full-width forms included."""


def starts_formula(text: str) -> bool:
    """Whether a spreadsheet program could take ``text`` for a formula, blanks before it ignored."""
    return text.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS)


def csv_text(text: str) -> str:
    """``text`` for a cell of a CSV file: an apostrophe keeps what begins like a formula a text."""
    return f"'{text}" if starts_formula(text) else text
