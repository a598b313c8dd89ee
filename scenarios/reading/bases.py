"""The base of a variant: a document beside it, never one elsewhere on the machine or on the net."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath, PureWindowsPath

from scenarios.document import Scenario
from scenarios.errors import DocumentError, Problem
from scenarios.reading.documents import BaseOf
from scenarios.reading.files import SUFFIXES
from scenarios.reading.limits import MAX_BASES
from scenarios.suggestions import guess, listing


def bases_beside(
    variant: Path, chain: tuple[Path, ...], read: Callable[[Path, tuple[Path, ...]], Scenario]
) -> BaseOf:
    """Finds bases in the folder of ``variant``; ``chain`` holds the variants that led here, from the first on."""
    place = variant.resolve()

    def base_of(name: str) -> Scenario:
        found = _find(place.parent, name)
        seen = (*chain, place)
        if found in seen:
            circle = " → ".join(path.name for path in (*seen[seen.index(found) :], found))
            raise _refusal("base_circular", cycle=circle)
        if len(seen) > MAX_BASES:
            raise _refusal("base_too_deep", limit=MAX_BASES)
        return read(found, seen)

    return base_of


def no_bases(name: str) -> Scenario:
    """The base of a variant that stands alone, without a folder around it.

    Raises:
        DocumentError: always.
    """
    raise _refusal("base_without_folder", base=name)


def _find(folder: Path, name: str) -> Path:
    parts = (*PurePosixPath(name).parts, *PureWindowsPath(name).parts)
    absolute = PurePosixPath(name).is_absolute() or PureWindowsPath(name).anchor
    if absolute or ".." in parts or "://" in name or "\0" in name or name.startswith("~"):
        raise _refusal("base_elsewhere", base=name)
    names = [name] if name.lower().endswith(SUFFIXES) else [name + suffix for suffix in SUFFIXES]
    for candidate in names:
        found = (folder / candidate).resolve()
        if not found.is_relative_to(folder):
            raise _refusal("base_elsewhere", base=name)
        if found.is_file():
            return found
    known = sorted(path.name for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)
    raise _refusal("base_missing", base=name, known=listing(known), guess=guess(names[0], known))


def _refusal(code: str, **values: object) -> DocumentError:
    return DocumentError([Problem(code, ("base",), values)])
