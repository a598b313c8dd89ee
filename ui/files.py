"""Files to download, made when they are asked for. Knows nothing of Streamlit: it also runs outside a session."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, TypeAlias

from scenarios.comparison import Comparison
from scenarios.document import Scenario
from scenarios.export import export
from scenarios.i18n import Language
from scenarios.record import Record
from scenarios.record_file import write_record
from scenarios.writing import dump_json, dump_yaml, workbook_bytes

Kind: TypeAlias = Literal["xlsx", "html", "csv", "json"]


def result_file(
    records: Sequence[Record], kind: Kind, language: Language, comparison: Comparison | None = None
) -> bytes:
    """The export of results in one format; several files come as one ZIP archive."""
    return _made(
        lambda folder: export(records, folder, comparison=comparison, language=language, formats=[kind])
    )


def record_file(record: Record) -> bytes:
    """The whole record, as ``mems simulate``, ``compare`` and ``export`` take it."""
    return _made(lambda folder: [write_record(record, folder / "record.json")])


def scenario_file(scenario: Scenario, suffix: str, language: Language) -> bytes:
    """The scenario document in the format of ``suffix``, a workbook with explanations in ``language``."""
    match suffix:
        case ".xlsx":
            return workbook_bytes(scenario, language)
        case ".json":
            return dump_json(scenario).encode()
    return dump_yaml(scenario).encode()


def file_name(name: str, suffix: str) -> str:
    """A file name that every system takes."""
    return (re.sub(r"[^\w.-]+", "_", name).strip("_.") or "mems") + suffix


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files, by name, as one ZIP archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(name, content)
    return buffer.getvalue()


def _made(write: Callable[[Path], Sequence[Path]]) -> bytes:
    with TemporaryDirectory(prefix="mems-download-") as folder:
        files = write(Path(folder))
        if len(files) == 1:
            return files[0].read_bytes()
        return zipped({file.relative_to(folder).as_posix(): file.read_bytes() for file in files})
