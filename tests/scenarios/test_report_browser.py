"""The report in a real browser: it draws itself, loads nothing, and prints at the width of paper."""

import pytest

from scenarios.comparison import compare
from scenarios.export import export
from tests.scenarios.results import record


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_report_draws_its_figures_and_loads_nothing(browser, tmp_path, language):
    base = record(3, channels=4, campaigns=6, periods=16)
    other = record(3, plan_seed=4, key="other", channels=4, campaigns=6, periods=16)
    comparison = compare([base, other], baseline="base")
    export([base, other], tmp_path, comparison=comparison, language=language, formats=["html"])
    page = browser.new_page(viewport={"width": 390, "height": 800})
    complaints: list[str] = []
    addresses: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: addresses.append(request.url))
    try:
        page.goto((tmp_path / "report.html").as_uri())
        page.locator(".figure .main-svg").first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        drawn = page.locator(".figure .plot-container").count()
        assert drawn == page.locator(".figure").count() > 30
        assert {box["width"] for box in page.evaluate(WIDTHS)} == {690}
    finally:
        page.close()
    assert complaints == []
    assert addresses == [(tmp_path / "report.html").as_uri()]


WIDTHS = (
    "Array.from(document.querySelectorAll('.figure .svg-container')).map(one => ({width: one.offsetWidth}))"
)
