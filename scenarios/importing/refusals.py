"""Refusing a file: one named problem with its place."""

from __future__ import annotations

from scenarios.errors import DocumentError, Location, Problem


def refusal(code: str, source: str, *path: str | int, **values: object) -> DocumentError:
    """The error ``import_<code>``.

    Args:
        code: one of the catalogue's problems of importing, without its prefix.
        source: the file's name.
        path: to the key of the file that it is about.
        values: what fills the texts; ``line`` is the line in the file.
    """
    line = values.pop("line", None)
    where = Location(source, line if isinstance(line, int) else None)
    known = {"key": ".".join(map(str, path)), **values}
    return DocumentError([Problem(f"import_{code}", path, known, where)])
