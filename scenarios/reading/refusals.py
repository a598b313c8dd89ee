"""Refusing a whole file or text: one problem, at a line where there is one."""

from __future__ import annotations

from scenarios.errors import DocumentError, Location, Problem


def refused(code: str, source: str, line: int | None = None, **values: object) -> DocumentError:
    """The error of a single problem.

    Args:
        code: of the problem; ``values`` fill its texts.
        source: the file's name.
        line: where in the file.
    """
    return DocumentError([Problem(code, values=values, location=Location(source, line))])
