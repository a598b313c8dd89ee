"""The app's main journey in a real Chromium, in both languages: from an example to a downloaded comparison.

Screenshots go to the folder that MEMS_SCREENSHOTS names, else to the test's own. For a folder that is named, plans are
searched and simulated as the example says, not shortened: its pictures are shown to people.
"""

import io
import os
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.ui.served import Hand, served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
FOLDER = os.environ.get("MEMS_SCREENSHOTS")
SHORT = {"replications": 8, "allocation_seconds": 20, "schedule_seconds": 3}
EXAMPLES = {"en": ("lanye_today", "lanye_money_and_people"), "zh": ("lanye_budget_only",)}


@pytest.fixture(scope="module")
def shots(tmp_path_factory):
    folder = Path(FOLDER or tmp_path_factory.mktemp("screenshots")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


# One server and one store: the Chinese journey compares with what the English one has left there.
@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with served(tmp_path_factory.mktemp("server")) as address:
        yield address


@pytest.fixture
def hand(request, browser, address, shots):
    hand = Hand(browser, address, request.param, shots)
    yield hand
    hand.context.close()


def plan_example(hand, example):
    hand.turn("scenario")
    hand.press(f"example-{example}")
    if FOLDER is None:
        hand.section("settings")
        for field, value in SHORT.items():
            hand.enter(field, value)
    hand.press_text("go_plan")
    hand.run()


def assert_is_workbook(content):
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    assert len(workbook.sheetnames) >= 5
    assert all(workbook[sheet].max_row > 1 for sheet in workbook.sheetnames)


@pytest.mark.parametrize("hand", ["en", "zh"], indirect=True)
def test_from_an_example_to_a_downloaded_comparison(hand):
    hand.shot("scenario")
    for number, example in enumerate(EXAMPLES[hand.language]):
        if number:
            hand.turn("scenario")
            hand.press_text("close")
        plan_example(hand, example)
    hand.assert_shows(hand.text("plan.verified"))
    hand.assert_charts(2)
    hand.assert_translated()
    hand.shot("plan")

    hand.turn("schedule")
    hand.assert_charts(1)
    hand.assert_translated()
    hand.shot("schedule")

    hand.turn("simulation")
    hand.assert_charts(1)
    hand.assert_shows("n = ")
    hand.assert_translated()
    hand.shot("simulation")

    hand.turn("compare")
    hand.assert_charts(3)
    hand.assert_shows(hand.text("compare.bridge"))
    hand.assert_translated()
    hand.shot("compare")

    hand.turn("download")
    hand.assert_translated()
    hand.shot("download")
    assert_is_workbook(hand.download("result-xlsx"))
    with zipfile.ZipFile(io.BytesIO(hand.download("comparison-xlsx"))) as archive:
        assert len(archive.namelist()) >= 2
        for name in archive.namelist():
            assert_is_workbook(archive.read(name))
    assert b"<html" in hand.download("comparison-html")

    assert hand.outside == [], "the app loads something from the network"
    assert hand.errors == []


@pytest.mark.parametrize("hand", ["en"], indirect=True)
def test_language_and_edits_survive_each_other_and_a_change_of_page(hand):
    other = {"en": "zh", "zh": "en"}[hand.language]
    hand.press("example-lanye_money_and_people")
    hand.section("budget")
    hand.enter("total", 7654321)
    hand.speak(other)
    hand.assert_shows("7,654,321")
    hand.turn("plan")
    hand.turn("scenario")
    hand.assert_shows("7,654,321")
    hand.assert_shows(hand.text("section.budget"))
    hand.press_text("undo")
    hand.assert_shows("9,000,000")


@pytest.mark.parametrize("hand", ["zh"], indirect=True)
def test_a_lock_entered_in_the_table_is_kept(hand):
    hand.press("example-lanye_money_and_people")
    hand.section("channels")
    heading = hand.text("column.lock", currency={"en": "CNY", "zh": "元"}[hand.language])
    hand.type_into_cell(heading, row=0, text="2000000")
    hand.assert_cell(heading, row=0, text="2000000")
    hand.turn("plan")
    hand.turn("scenario")
    hand.assert_cell(heading, row=0, text="2000000")
    hand.press_text("undo")
    hand.assert_cell(heading, row=0, text="")
