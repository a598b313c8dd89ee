"""CSV files of other tools: UTF-8 with or without a mark, or GB18030 as Chinese spreadsheets write it."""

from __future__ import annotations

from pathlib import Path

from scenarios.errors import DocumentError
from scenarios.interchange.limits import MAX_BYTES
from scenarios.interchange.remarks import Remarks
from scenarios.reading import csv
from scenarios.reading.content import read_content
from scenarios.reading.text import text_of

_DELIMITERS = (",", ";", "\t", "|")


def read_table(path: Path, remarks: Remarks) -> csv.Table:
    """The table in a file, its headers repeated as they may be.

    Raises:
        DocumentError: no such file, in no known encoding, or no table.
    """
    return parse_table(read_content(path, MAX_BYTES), path.name, remarks)


def parse_table(content: bytes, source: str, remarks: Remarks) -> csv.Table:
    """The table in the bytes of a file; see `read_table`."""
    text = _decoded(content, source, remarks)
    header = text.lstrip().partition("\n")[0]
    delimiter = max(_DELIMITERS, key=header.count)
    return csv.parse(text, source, repeated=True, delimiter=delimiter if header.count(delimiter) else ",")


def _decoded(content: bytes, source: str, remarks: Remarks) -> str:
    try:
        return text_of(content, source)
    except DocumentError as refused:
        if any(problem.code != "not_utf8" for problem in refused.problems):
            raise
        try:
            text = content.decode("gb18030")
        except UnicodeDecodeError:
            raise refused from None
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise
        remarks.note("gb18030", source)
        return text
