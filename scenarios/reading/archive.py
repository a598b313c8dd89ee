"""Whether a workbook's archive may be opened: totals first, then nothing that a workbook has no business to hold.

A workbook of half a megabyte can unpack to hundreds; what the archive's directory says is checked before anything
is unpacked, and unpacking then cannot exceed it (the archive's reader stops at the stated sizes).
"""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
import zipfile
import zlib
from dataclasses import dataclass

from scenarios.reading.limits import MAX_BYTES, MAX_MEMBERS, MAX_RATIO, MAX_UNPACKED_BYTES
from scenarios.reading.refusals import refused

_COMPOUND_FILE = b"\xd0\xcf\x11\xe0"
"""How old .xls files and workbooks with a password begin."""
_ENCRYPTED = 0x1
_MERGED = re.compile(rb'<mergeCell [^>]*?ref="([A-Z]+[0-9]+)')
_FORMULA = re.compile(rb"<f[ >/]")
_SHEETS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    ET.ParseError,
    KeyError,
    ValueError,
    EOFError,
    OSError,
    RuntimeError,
)
"""What reading a damaged archive may raise."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a look at the raw sheets tells: merged cells by sheet name, and whether there are formulas."""

    merged: dict[str, list[str]]
    formulas: bool


def inspect(content: bytes, source: str) -> Contents:
    """Check an archive and look through its sheets.

    Raises:
        DocumentError: no workbook, damaged, protected by a password, or too large once unpacked.
    """
    if len(content) > MAX_BYTES:
        raise refused("file_too_large", source, megabytes=MAX_BYTES // 2**20)
    if not content:
        raise refused("document_empty", source)
    if content.startswith(_COMPOUND_FILE):
        raise refused("workbook_protected", source)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_totals(archive, source)
            return _look_through(archive, source)
    except UNREADABLE as error:
        raise refused("workbook_damaged", source) from error


def _check_totals(archive: zipfile.ZipFile, source: str) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED_BYTES or unpacked > MAX_RATIO * max(packed, 1):
        limit = MAX_UNPACKED_BYTES // 2**20
        raise refused("workbook_too_large", source, megabytes=unpacked // 2**20, limit=limit)
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise refused("workbook_protected", source)


def _look_through(archive: zipfile.ZipFile, source: str) -> Contents:
    merged: dict[str, list[str]] = {}
    formulas = False
    for member in archive.namelist():
        if member.endswith((".xml", ".rels")):
            part = archive.read(member)
            if b"<!DOCTYPE" in part or b"<!ENTITY" in part or part[:2] in {b"\xff\xfe", b"\xfe\xff"}:
                raise refused("workbook_damaged", source)
            merged[member] = [ref.decode() for ref in _MERGED.findall(part)]
            formulas = formulas or bool(_FORMULA.search(part))
    names = _sheet_names(archive)
    return Contents({names[member]: refs for member, refs in merged.items() if member in names}, formulas)


def _sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """Names of the sheets by the parts that hold them."""
    relations = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 (no entities, see above)
    targets = {one.get("Id"): str(one.get("Target")) for one in relations}
    book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
    names = {}
    for sheet in book.iter(_SHEETS):
        target = targets.get(sheet.get(_RELATION), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        names[part] = str(sheet.get("name"))
    return names
