"""Fixtures and settings that the whole suite shares."""

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import FLAGS, require_chromium

# A slow machine is no fault of the code, and CI must say the same thing twice.
hypothesis.settings.register_profile("local", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI", "").lower() == "true" else "local")


@pytest.fixture(scope="session")
def reference_data() -> Path:
    """The folder of public reference data that MEMS_REFERENCE_DATA names."""
    named = os.environ.get("MEMS_REFERENCE_DATA")
    if not named:
        pytest.skip("MEMS_REFERENCE_DATA names no folder of reference data")
    folder = Path(named)
    if not folder.is_dir():
        pytest.fail(f"MEMS_REFERENCE_DATA names no folder: {folder}", pytrace=False)
    return folder


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """The Chromium that browser tests drive; without one they skip, or fail in CI."""
    return require_chromium(os.environ)


# For a module and no longer: while Playwright runs, nothing else in the process can start an event loop.
@pytest.fixture(scope="module")
def browser(chromium_path: Path) -> Iterator[Browser]:
    """A running Chromium; each test opens its own context."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=list(FLAGS))
        yield browser
        browser.close()
