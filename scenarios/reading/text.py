"""Bytes to text: UTF-8 and nothing else, so that no character is ever guessed."""

from __future__ import annotations

import codecs

from scenarios.errors import DocumentError, Location, Problem
from scenarios.reading.limits import MAX_BYTES

_OTHER_UNICODE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_ARCHIVE = b"PK\x03\x04"


def decode(content: bytes, source: str) -> str:
    """The text of a YAML or JSON document; a leading byte order mark of UTF-8 is dropped.

    Raises:
        DocumentError: too large, empty, binary, or in another encoding.
    """
    if len(content) > MAX_BYTES:
        raise _refusal("file_too_large", source, megabytes=MAX_BYTES // 2**20)
    text = text_of(content, source)
    if not text.strip():
        raise _refusal("document_empty", source)
    return text


def text_of(content: bytes, source: str) -> str:
    """The text in ``content``; a leading byte order mark of UTF-8 is dropped.

    Raises:
        DocumentError: binary, or in another encoding.
    """
    if content.startswith(_OTHER_UNICODE):
        raise _refusal("not_utf8", source)
    if content.startswith(_ARCHIVE):
        raise _refusal("archive_as_text", source)
    if b"\0" in content:
        raise _refusal("binary_file", source)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refusal("not_utf8", source, line=content.count(b"\n", 0, error.start) + 1) from error


def _refusal(code: str, source: str, line: int | None = None, **values: object) -> DocumentError:
    return DocumentError([Problem(code, values=values, location=Location(source, line))])
