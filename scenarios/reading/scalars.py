"""What an unquoted YAML scalar means: the core schema of YAML 1.2, nothing else.

Dates stay text here and are parsed by the fields that want a date; ``yes``, ``no``, ``on`` and ``off`` are text.
Source: YAML 1.2.2, section 10.3.2.
"""

from __future__ import annotations

import re

from scenarios.errors import Location, Problem
from scenarios.reading.limits import MAX_DIGITS

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_INT = re.compile(r"[-+]?[0-9]+", re.ASCII)
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+", re.ASCII)
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", re.ASCII)
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", re.ASCII)


def resolve(text: str) -> str | int | float | bool | None:
    """The value of a plain scalar. Numbers beyond `MAX_DIGITS` characters stay text; see `scalar_problem`."""
    if text in _NULL:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    return text if len(text) > MAX_DIGITS else _number(text)


def _number(text: str) -> str | int | float:
    if _INT.fullmatch(text):
        return int(text)
    if _BASED.fullmatch(text):
        return int(text, 0)
    if _FLOAT.fullmatch(text):
        return float(text)
    return float(text.replace(".", "", 1)) if _NOT_FINITE.fullmatch(text) else text


def scalar_problem(text: str, place: Location, *, plain: bool) -> Problem | None:
    """What is wrong with a scalar before any schema looks at it.

    A ``plain`` (unquoted) number has at most `MAX_DIGITS` characters; no text holds half of a surrogate pair.
    """
    if plain and len(text) > MAX_DIGITS and _FLOAT.fullmatch(text):
        return Problem("number_too_long", values={"limit": MAX_DIGITS}, location=place)
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        return Problem("text_characters", location=place)
    return None
