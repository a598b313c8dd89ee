"""Questions that the command line answers: asked in a process of their own, answered with one JSON object.

What a page shows is what ``mems ... --json`` says; nothing is computed in the server itself.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scenarios.i18n import Language
from ui import processes
from ui.jobs import FOLDER_PREFIX, OK, Snapshot, State, latest
from ui.log import Failure, entries, failure_of

LOG, OUT = "errors.jsonl", "answer.json"
_TICK_SECONDS = 0.1

Compose = Callable[[Sequence[str]], Sequence[str]]
"""The command that runs the command line with given arguments."""


class Unanswered(Exception):
    """A question without an answer."""

    def __init__(self, failure: Failure) -> None:
        self.failure = failure
        super().__init__("\n".join(failure.lines) or failure.detail)


def command_line(arguments: Sequence[str]) -> list[str]:
    """The command line, in an interpreter that takes nothing from the folder or the environment."""
    return [sys.executable, "-I", "-m", "cli", *arguments]


@dataclass(frozen=True, slots=True)
class Answer:
    """The JSON object that the command line prints, and the files that it wrote, by name."""

    document: dict[str, Any]
    files: Mapping[str, bytes] = field(default_factory=dict)


def ask(
    arguments: Sequence[str],
    files: Mapping[str, bytes],
    language: Language,
    report: Callable[[Snapshot], None],
    *,
    progress: bool = True,
    compose: Compose = command_line,
) -> Answer:
    """What the command line answers to ``arguments``.

    Args:
        arguments: command and options; files are named as in ``files``.
        files: what stands in the folder in which the command runs.
        language: of the answer.
        report: told how far it is, a few times a second; if it raises, the process is ended.
        progress: whether the command reports its progress.
        compose: makes the whole command.

    Raises:
        Unanswered: the command refused the input, or failed.
    """
    options = ["--json", "--lang", language, *(["--progress", "json"] if progress else [])]
    with tempfile.TemporaryDirectory(prefix=FOLDER_PREFIX) as name:
        folder = Path(name)
        for file, content in files.items():
            (folder / file).write_bytes(content)
        document = _document(compose([*arguments, *options]), folder, report)
        written = {
            path.name: path.read_bytes()
            for path in folder.iterdir()
            if path.is_file() and path.name not in {LOG, OUT, *files}
        }
        return Answer(document, written)


def _document(command: Sequence[str], folder: Path, report: Callable[[Snapshot], None]) -> dict[str, Any]:
    log, out = folder / LOG, folder / OUT
    with log.open("wb") as errors, out.open("wb") as answers:
        process = processes.start(command, folder=folder, errors=errors, answers=answers)
    seen = Snapshot(State.RUNNING)
    try:
        while process.poll() is None:
            seen = latest(entries(log), seen)
            report(seen)
            time.sleep(_TICK_SECONDS)
    finally:
        processes.end(process)
    if process.returncode != OK:
        raise Unanswered(failure_of(process.returncode, log.read_text(encoding="utf-8", errors="replace")))
    document: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return document
