"""Files to bytes: what cannot be read, or is larger than it may be, is refused before it fills the memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from scenarios.reading.limits import MAX_BYTES
from scenarios.reading.refusals import refused


def read_content(
    path: Path,
    most: int = MAX_BYTES,
    *,
    missing: str = "table_file_missing",
    too_large: str = "table_too_large",
) -> bytes:
    """The content of a file of at most ``most`` bytes.

    Args:
        path: the file.
        most: the largest size that is read.
        missing: code of the problem where there is no such file.
        too_large: code of the problem where it is larger.

    Raises:
        DocumentError: there is no such file, it cannot be read, or it is too large.
    """
    with opened(path, missing=missing) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise refused(too_large, path.name, megabytes=most // 2**20)
    return content


@contextmanager
def opened(path: Path, *, missing: str = "table_file_missing") -> Iterator[BinaryIO]:
    """A file, open for reading bytes.

    Raises:
        DocumentError: there is no such file, or it cannot be read; ``missing`` is the code of the former.
    """
    if "\0" in str(path):
        raise refused("file_unreadable", path.name, reason="NUL")
    try:
        with path.open("rb") as file:
            yield file
    except FileNotFoundError as error:
        raise refused(missing, path.name) from error
    except OSError as error:
        raise refused("file_unreadable", path.name, reason=error.strerror or "") from error
