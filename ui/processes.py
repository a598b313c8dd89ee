"""Child processes that can be ended together with everything they have started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

GROUPS = sys.platform != "win32"
GRACE_SECONDS = 3.0
"""How long a process may take to end by itself once asked."""


def start(
    command: Sequence[str], *, folder: Path, errors: IO[bytes], answers: IO[bytes] | None = None
) -> subprocess.Popen[bytes]:
    """Start ``command`` in ``folder`` as the leader of a process group of its own.

    The group keeps an interrupt of the server from reaching the child half-way, and lets `end` reach its workers.
    """
    return subprocess.Popen(
        list(command),
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=answers or subprocess.DEVNULL,
        stderr=errors,
        start_new_session=GROUPS,
    )


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask the group to end, and kill what is left of it after `GRACE_SECONDS`."""
    if process.poll() is None:
        _signal(process, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(GRACE_SECONDS)
    sweep(process)
    process.wait()


def sweep(process: subprocess.Popen[bytes]) -> None:
    """Kill what a process has left behind: workers that outlive it."""
    if GROUPS:
        _signal(process, signal.SIGKILL)
    elif process.poll() is None:
        process.kill()


def _signal(process: subprocess.Popen[bytes], number: int) -> None:
    if not GROUPS:
        process.terminate()
        return
    # The leader's id is the group's. Once nobody is left in the group there is nothing to signal.
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)
