"""The browser test runs where it can, says why where it cannot, and never passes by being absent in CI."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import find_chromium, require_chromium, skip_or_fail


@pytest.fixture
def empty(tmp_path: Path) -> dict[str, str]:
    return {"PATH": str(tmp_path)}


def an_executable(path: Path) -> Path:
    path.write_text("#!/bin/sh\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_chromium_is_found_on_the_path(empty: dict[str, str], tmp_path: Path) -> None:
    program = an_executable(tmp_path / "chromium")
    assert find_chromium(empty) == program
    assert require_chromium(empty) == program


def test_a_named_chromium_comes_first(empty: dict[str, str], tmp_path: Path) -> None:
    an_executable(tmp_path / "chromium")
    named = an_executable(tmp_path / "mine")
    assert require_chromium(empty | {"MEMS_CHROMIUM": str(named)}) == named


@pytest.mark.parametrize("extra", [{}, {"CI": "false"}, {"MEMS_CHROMIUM": "/nowhere/chromium"}])
def test_without_chromium_a_test_skips_and_says_how_to_enable_it(
    empty: dict[str, str], extra: dict[str, str]
) -> None:
    with pytest.raises(pytest.skip.Exception, match="apt-get install chromium"):
        require_chromium(empty | extra)


def test_without_chromium_ci_fails(empty: dict[str, str]) -> None:
    with pytest.raises(pytest.fail.Exception, match="CI must run the browser test"):
        require_chromium(empty | {"CI": "true"})


@pytest.mark.browser
def test_chromium_draws_chinese_in_a_font_that_has_it(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<p><span id=known>预</span><span id=missing>\U000f0000</span></p>")
    draw = """id => {
        const canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
        pen.font = "40px sans-serif";
        pen.fillText(document.getElementById(id).textContent, 10, 60);
        return canvas.toDataURL();
    }"""
    known, missing = page.evaluate(draw, "known"), page.evaluate(draw, "missing")
    page.close()
    if known == missing:
        skip_or_fail(os.environ, "no font has Chinese; install one (Debian: apt-get install fonts-noto-cjk)")
