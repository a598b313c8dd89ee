"""Questions of the people page: what is asked, and that every answer is shown."""

import pytest

from tests.ui.test_explore import ask, asked  # noqa: F401 - a fixture
from tests.ui.test_pages import assert_fine, texts


@pytest.mark.parametrize(
    ("name", "options"), [("why-campaign", []), ("why-team", ["--team"]), ("why-values", ["--values"])]
)
def test_the_schedule_is_questioned(open_page, runs, asked, name, options):  # noqa: F811
    app = ask(open_page("people", "en"), name, "en")
    assert_fine(app, "en")
    assert asked == [["why", "record.json", *options]]
    assert app.dataframe


def test_a_stage_is_explained(open_page, runs, asked):  # noqa: F811
    app = ask(open_page("people", "en"), "why-task", "en")
    assert_fine(app, "en")
    assert asked[0][:3] == ["why", "record.json", "--task"]
    assert "/" in asked[0][3]
    assert "".join(texts(app))


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("staff", ["staff", "scenario.yaml", "--out", "."]),
        ("hand_over-project", ["exchange", "write", "plan.json", "--out", "plan.xml"]),
        ("hand_over-calendars", ["exchange", "write", "plan.json", "--out", ".", "--zone", "Asia/Shanghai"]),
    ],
)
def test_the_team_is_planned_and_the_plan_handed_over(open_page, runs, asked, name, command):  # noqa: F811
    assert_fine(ask(open_page("people", "en"), name, "en"), "en")
    assert asked == [command]


def test_the_plan_is_made_again(open_page, runs, asked):  # noqa: F811
    app = ask(open_page("people", "en"), "replan", "en")
    assert_fine(app, "en")
    assert asked[0][:3] == ["replan", "plan.json", "--status"]
    assert asked[0][4:6] == ["--frozen-days", "5"]
    assert app.dataframe
