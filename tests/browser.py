"""Where the tests' Chromium is, how it is started, and what its absence means."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NO_CHROMIUM = (
    "no Chromium was found; install it (Debian: apt-get install chromium fonts-noto-cjk) "
    "or set MEMS_CHROMIUM to the path of a Chromium or Chrome"
)


def find_chromium(environment: Mapping[str, str]) -> Path | None:
    """The executable named by MEMS_CHROMIUM, else the first known name on PATH."""
    named = environment.get("MEMS_CHROMIUM")
    if named:
        return Path(named)
    found = (shutil.which(name, path=environment.get("PATH", os.defpath)) for name in NAMES)
    return next((Path(path) for path in found if path), None)


def skip_or_fail(environment: Mapping[str, str], reason: str) -> NoReturn:
    """Skips on a desk; fails in CI, where everything must run."""
    if environment.get("CI", "").lower() == "true":
        pytest.fail(f"CI must run the browser test: {reason}", pytrace=False)
    pytest.skip(reason)


def require_chromium(environment: Mapping[str, str]) -> Path:
    """The executable; without one the test skips or fails."""
    path = find_chromium(environment)
    if path is None or not path.is_file():
        skip_or_fail(environment, NO_CHROMIUM)
    return path
