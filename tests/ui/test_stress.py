"""Questions of the stress page: what is asked, and that every answer is shown."""

from tests.ui.test_explore import ask, asked  # noqa: F401 - a fixture
from tests.ui.test_pages import assert_fine, texts


def test_launches_are_shown(open_page, runs, asked):  # noqa: F811
    app = ask(open_page("stress", "en"), "stress-launches", "en")
    assert_fine(app, "en")
    assert asked == [["stress", "record.json", "--show", "launches"]]
    assert app.dataframe


def test_people_are_asked_for_with_the_weeks_they_are_away(open_page, runs, asked):  # noqa: F811
    app = open_page("stress", "en")
    next(one for one in app.number_input if one.key == "stress-weeks").set_value(2).run()
    assert_fine(ask(app, "stress-people", "en"), "en")
    assert asked == [["stress", "record.json", "--show", "people", "--weeks", "2"]]


def test_a_course_is_told(open_page, runs, asked):  # noqa: F811
    app = ask(open_page("stress", "en"), "replay", "en")
    assert_fine(app, "en")
    assert asked[0][:4] == ["replay", "record.json", "--which", "p95"]
    assert "".join(texts(app))
