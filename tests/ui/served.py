"""The real app, served for a test, and a hand that uses it in the browser."""

import os
import re
import signal
import socket
import subprocess
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit

from playwright.sync_api import expect

from scenarios.i18n import translate
from ui.launch import command

START_SECONDS = 60
RUN_MILLISECONDS = 180_000
PATIENCE = 30_000
ROW_PIXELS = 35
CURRENCY = {"en": "CNY", "zh": "元"}
WIDE, NARROW = {"width": 1280, "height": 1500}, {"width": 390, "height": 1500}


@contextmanager
def served(folder: Path):
    """The address of an app with a store of its own; it is ended by its process id."""
    port = _free_port()
    environment = {**os.environ, "MEMS_STORE": f"sqlite:///{folder / 'mems.db'}"}
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            command(port=port, open_browser=False),
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        _await_health(port, process, folder / "server.log")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _await_health(port, process, log):
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text(encoding="utf-8")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1):
                return
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.1)
    raise TimeoutError(log.read_text(encoding="utf-8"))


class Hand:
    """What a user does, in one language."""

    def __init__(self, browser, address, language, shots):
        self.context = browser.new_context(viewport=WIDE, accept_downloads=True, locale="en-GB")
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.language, self.shots = language, shots
        self.outside, self.errors = [], []
        self.page.on("request", lambda request: self._note(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.goto(f"{address}/?lang={language}")
        self.settle()

    def _note(self, url):
        parts = urlsplit(url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname != "127.0.0.1":
            self.outside.append(url)

    def text(self, key, **values):
        return translate(f"ui.{key}", self.language, **values)

    def settle(self):
        """Wait until the server has nothing more to send."""
        self.page.wait_for_timeout(250)
        self.page.wait_for_selector(
            '[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=60_000
        )
        self.page.wait_for_timeout(250)

    def key(self, key):
        """The element that the program calls `key`."""
        return self.page.locator(f".st-key-{key}")

    def press(self, key):
        self.key(key).locator("button").first.click()
        self.settle()

    def press_text(self, key):
        self.page.get_by_role("button", name=self.text(key), exact=True).click()
        self.settle()

    def turn(self, name):
        """Turn to a page by the navigation, which a narrow window folds away."""
        link = self.page.get_by_role("link", name=self.text(f"page.{name}"), exact=False).first
        link.click()
        self.page.wait_for_selector(f"h2:has-text('{self.text(f'page.{name}')}')")
        self.settle()

    def section(self, name):
        self.key("section").get_by_text(self.text(f"section.{name}"), exact=True).click()
        self.settle()

    def enter(self, column, value):
        """Fill in a field."""
        heading = self.text(f"column.{column}", currency=CURRENCY[self.language])
        box = self.page.get_by_role("spinbutton", name=heading, exact=True)
        box.fill(str(value))
        box.press("Enter")
        self.settle()

    def _column(self, heading):
        """Position of a column in the first table, whose accessible twin lies within its canvas."""
        headings = self.page.locator("[data-testid=stDataFrame]").first.locator("[role=columnheader]")
        headings.first.wait_for(state="attached")
        return headings.all_text_contents().index(heading)

    def assert_cell(self, heading, row, text):
        """The first table comes to show ``text``."""
        cell = f"glide-cell-{self._column(heading) + 1}-{row}"
        expect(self.page.get_by_test_id(cell).first).to_have_text(text, timeout=PATIENCE)

    def type_into_cell(self, heading, row, text):
        """Enter a text in the first table by keyboard, as the cells are painted."""
        steps = self._column(heading)
        box = self.page.get_by_test_id("data-grid-canvas").first.bounding_box()
        self.page.mouse.click(box["x"] + 60, box["y"] + (row + 1.5) * ROW_PIXELS)
        for _ in range(steps):
            self.page.keyboard.press("ArrowRight")
        self.page.keyboard.press("Enter")
        editor = self.page.locator("#portal input")
        editor.fill(text)
        editor.press("Enter")
        self.settle()

    def speak(self, language):
        """Switch the language in place."""
        self.key("language").get_by_text({"en": "English", "zh": "中文"}[language]).click()
        self.language = language
        self.settle()

    def run(self):
        """Find the best plan and wait for it."""
        self.press("run")
        self.key("cancel").wait_for(state="visible")
        self.key("cancel").wait_for(state="detached", timeout=RUN_MILLISECONDS)
        self.settle()
        expect(self.page.get_by_test_id("stMetric").nth(3)).to_be_visible(timeout=PATIENCE)

    def shot(self, name):
        """Take a picture, wide and narrow, for a person to look at; nothing may stick out at the side."""
        for width, viewport in (("wide", WIDE), ("narrow", NARROW)):
            self.page.set_viewport_size(viewport)
            self.page.wait_for_timeout(600)
            self.page.screenshot(path=self.shots / f"{name}-{self.language}-{width}.png")
            sticking_out = self.page.evaluate(
                "() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
            )
            assert sticking_out <= 0, f"{name} is wider than a {width} window"
        self.page.set_viewport_size(WIDE)
        self.page.wait_for_timeout(300)

    def download(self, name):
        """The file behind a button."""
        with self.page.expect_download(timeout=60_000) as waiting:
            self.key(f"download-{name}").locator("button").click()
        return waiting.value.path().read_bytes()

    def assert_shows(self, text):
        """The page comes to show ``text``."""
        expect(self.page.get_by_test_id("stMain")).to_contain_text(text, timeout=PATIENCE)

    def assert_charts(self, least):
        """At least so many charts come to be drawn."""
        self.page.wait_for_function(
            "least => document.querySelectorAll('.js-plotly-plot:has(.main-svg)').length >= least", arg=least
        )

    def body(self):
        return self.page.inner_text("[data-testid=stMain]")

    def assert_translated(self):
        text = self.body()
        assert not re.search(r"\bui\.[a-z]+\.", text)
        assert "Traceback" not in text
        assert self.page.get_by_test_id("stException").count() == 0
