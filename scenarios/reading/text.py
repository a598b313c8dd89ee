"""Bytes to text: UTF-8 and nothing else, so that no character is ever guessed."""

from __future__ import annotations

import codecs

from scenarios.reading.limits import MAX_BYTES
from scenarios.reading.refusals import refused

_OTHER_UNICODE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_ARCHIVE = b"PK\x03\x04"


def decode(content: bytes, source: str) -> str:
    """The text of a YAML or JSON document; a leading byte order mark of UTF-8 is dropped.

    Raises:
        DocumentError: too large, empty, binary, or in another encoding.
    """
    if len(content) > MAX_BYTES:
        raise refused("file_too_large", source, megabytes=MAX_BYTES // 2**20)
    text = text_of(content, source)
    if not text.strip():
        raise refused("document_empty", source)
    return text


def text_of(content: bytes, source: str) -> str:
    """The text in ``content``; a leading byte order mark of UTF-8 is dropped.

    Raises:
        DocumentError: binary, or in another encoding.
    """
    if content.startswith(_OTHER_UNICODE):
        raise refused("not_utf8", source)
    if content.startswith(_ARCHIVE):
        raise refused("archive_as_text", source)
    if b"\0" in content:
        raise refused("binary_file", source)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refused("not_utf8", source, line=content.count(b"\n", 0, error.start) + 1) from error
