"""What a command of ours writes to standard error: JSON lines of progress, and in the end perhaps an error."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BAD_INPUT = 2
"""Exit code of the command line for what the user can mend."""
OPEN_DOCUMENT = "scenario.json"
"""What the open document is written to for a command; the lines of that file mean nothing to the user."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no result."""

    lines: tuple[str, ...] = ()
    """What the user can mend, in the language that was asked in; empty for a fault of the product."""
    detail: str = ""
    """The end of the error log, for a report."""


def entries(log: Path) -> list[dict[str, Any]]:
    """The log's complete JSON lines; warnings of libraries between them are left out."""
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines(keepends=True)
    except FileNotFoundError:
        return []
    return [json.loads(line) for line in lines if line.startswith('{"') and line.endswith("}\n")]


def failure_of(code: int, text: str) -> Failure:
    """What the log of a command that ended with ``code`` says."""
    detail = "\n".join(text.splitlines()[-20:])
    errors = [json.loads(line)["error"] for line in text.splitlines() if line.startswith('{"error"')]
    if code != BAD_INPUT or not errors:
        return Failure(detail=detail)
    error = errors[-1]
    lines = [_sentence(problem) for problem in error.get("problems", ())] or [error.get("what", "")]
    return Failure(lines=tuple(lines), detail=detail)


def _sentence(problem: dict[str, str]) -> str:
    """A problem in one line, with its place: in the document, in an uploaded file, or in both."""
    path, location = problem["path"], problem["location"]
    if path and location.startswith(OPEN_DOCUMENT):
        location = ""
    place = " · ".join(part for part in (location, path) if part)
    return " ".join(part for part in (place, problem["what"], problem["allowed"], problem["next"]) if part)
