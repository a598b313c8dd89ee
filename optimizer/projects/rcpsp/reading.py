"""Projects from files."""

from __future__ import annotations

from pathlib import Path

from optimizer.projects.rcpsp.patterson import read_patterson
from optimizer.projects.rcpsp.project import Project
from optimizer.projects.rcpsp.psplib import read_psplib
from scenarios.errors import DocumentError, Location, Problem

READERS = {".rcp": read_patterson, ".sm": read_psplib}


def read_project(path: Path) -> Project:
    """The project of a PSPLIB (``.sm``) or Patterson (``.rcp``) file, named like it.

    Raises:
        DocumentError: another kind of file, or every fault with its line.
        OSError: the file cannot be read.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        values = {"suffix": path.suffix, "known": ", ".join(READERS)}
        raise DocumentError([Problem("project_file", values=values, location=Location(source=path.name))])
    return reader(path)
