"""Runs in the background: one process for each, watched by a thread, its result handed over when it ends.

Knows nothing of pages: a job goes on while the user turns to another page or language, or closes the window.
"""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from scenarios.document import Scenario
from scenarios.errors import UserError
from scenarios.i18n import Language, Message
from ui import processes
from ui.log import OPEN_DOCUMENT, Failure, entries, failure_of

OK, INFEASIBLE = 0, 3
"""Exit codes of the command line that a run may end with as a matter of course."""
FOLDER_PREFIX = "mems-job-"
ABANDONED_SECONDS = 24 * 3600
"""After this time a job's folder belongs to no server that still runs."""
_TICK_SECONDS = 0.1

logger = logging.getLogger(__name__)

Deliver = Callable[[Path], int]
"""Takes the record file of a finished run, keeps the record, and returns the number it is kept under."""
Compose = Callable[[Path, Path, Language], Sequence[str]]
"""The command that runs a scenario file into a folder, with its messages in a language."""


class State(StrEnum):
    """Where a job stands."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A job at one moment."""

    state: State
    share: float = 0.0
    message: Message | None = None
    run: int | None = None
    """The number of the stored run, once done."""
    failure: Failure = field(default_factory=Failure)


def run_command(scenario: Path, out: Path, language: Language) -> list[str]:
    """The command line's own run, in an interpreter that takes nothing from the folder or the environment."""
    options = ["--out", str(out), "--lang", language, "--progress", "json", "--formats", "json"]
    return [sys.executable, "-I", "-m", "cli", "run", str(scenario), *options]


class Job:
    """One run."""

    def __init__(self, scenario: Scenario, language: Language, compose: Compose, deliver: Deliver) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix=FOLDER_PREFIX))
        self._record = self._folder / "out" / "record.json"
        self._log = self._folder / "errors.jsonl"
        self._deliver = deliver
        self._language = language
        self._cancelled = threading.Event()
        self._final: Snapshot | None = None
        self._last = Snapshot(State.RUNNING)
        file = self._folder / OPEN_DOCUMENT
        file.write_text(scenario.canonical_json(), encoding="utf-8")
        self._process = self._start(compose(file, self._record.parent, language))
        self._thread = threading.Thread(target=self._watch, name=f"job-{self._process.pid}", daemon=True)
        self._thread.start()

    def _start(self, command: Sequence[str]) -> subprocess.Popen[bytes]:
        try:
            with self._log.open("wb") as errors:
                return processes.start(command, folder=self._folder, errors=errors)
        except OSError:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise

    def snapshot(self) -> Snapshot:
        """Where the job stands now."""
        if self._final is None:
            self._last = latest(entries(self._log), self._last)
        return self._final or self._last

    def cancel(self) -> None:
        """End the job soon; asking twice or too late does nothing."""
        self._cancelled.set()

    def join(self) -> None:
        """Wait until nothing of the job is left: process, workers, folder."""
        self._thread.join()

    def _watch(self) -> None:
        # An unforeseen exception goes on to the thread's hook, which logs it; the job has failed all the same.
        final = Snapshot(State.FAILED)
        try:
            final = self._conclude()
        except UserError as refusal:
            final = Snapshot(State.FAILED, failure=Failure((refusal.message.render(self._language),)))
        finally:
            processes.end(self._process)
            shutil.rmtree(self._folder, ignore_errors=True)
            self._final = final

    def _conclude(self) -> Snapshot:
        while self._process.poll() is None:
            if self._cancelled.wait(_TICK_SECONDS):
                processes.end(self._process)
                return Snapshot(State.CANCELLED)
        processes.sweep(self._process)
        if self._process.returncode in {OK, INFEASIBLE} and self._record.exists():
            return Snapshot(State.DONE, share=1.0, run=self._deliver(self._record))
        text = self._log.read_text(encoding="utf-8", errors="replace")
        logger.error("a run ended with exit code %s\n%s", self._process.returncode, text)
        return Snapshot(State.FAILED, failure=failure_of(self._process.returncode, text))


class Runner:
    """All jobs of a server, by the content hash of their scenarios."""

    def __init__(self, deliver: Deliver, compose: Compose = run_command) -> None:
        self._deliver = deliver
        self._compose = compose
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()
        remove_abandoned(Path(tempfile.gettempdir()))

    def start(self, scenario: Scenario, language: Language) -> str:
        """Start a run and return its key. A scenario that is running already is not started a second time."""
        key = scenario.content_hash()
        with self._lock:
            job = self._jobs.get(key)
            if job is None or job.snapshot().state is not State.RUNNING:
                self._jobs[key] = Job(scenario, language, self._compose, self._deliver)
        return key

    def snapshot(self, key: str) -> Snapshot | None:
        """Where a job stands; None for one that was never started."""
        job = self._jobs.get(key)
        return job.snapshot() if job else None

    def cancel(self, key: str) -> None:
        """End a job soon, if there is one."""
        if job := self._jobs.get(key):
            job.cancel()

    def close(self) -> None:
        """Cancel every job and wait until nothing is left of them."""
        for job in self._jobs.values():
            job.cancel()
        for job in self._jobs.values():
            job.join()


def remove_abandoned(root: Path) -> None:
    """Remove the folders of jobs whose server was killed."""
    for folder in root.glob(f"{FOLDER_PREFIX}*"):
        if time.time() - folder.stat().st_mtime > ABANDONED_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)


def latest(lines: list[dict[str, Any]], before: Snapshot) -> Snapshot:
    """Where a running command stands by its log; as before where it says nothing."""
    reports = [entry for entry in lines if "share" in entry]
    if not reports:
        return before
    last = reports[-1]
    message = Message(last["key"], last["values"])
    return Snapshot(State.RUNNING, share=min(1.0, max(0.0, last["share"])), message=message)
