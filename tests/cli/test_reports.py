"""Tables in a terminal: amounts are read at a glance, and JSON keeps what was rounded away."""

import pytest

from scenarios.explanation import Explanation
from scenarios.i18n import Message
from scenarios.text import explanation_text
from scenarios.text.report import Heading, Report, money_text, together
from tests.scenarios.results import record


def report(*amounts):
    rows = tuple((str(place), amount) for place, amount in enumerate(amounts))
    return Report(Message("text.total"), (Heading("measure", "text"), Heading("value", "money")), rows)


@pytest.mark.parametrize(
    ("minor", "text"),
    [(0, "0.00"), (99_999, "999.99"), (100_000, "1,000"), (-123_456_789, "-1,234,568"), (-5, "-0.05")],
)
def test_cents_are_told_below_a_thousand(minor, text):
    assert money_text(minor) == text


def test_one_large_amount_rounds_its_whole_column():
    text = report(12_345, 100_000_00, -1).render("en")
    assert "." not in text.splitlines()[-1]
    assert "-0" not in text
    assert report(12_345, 100_000_00).to_dict("en")["rows"][0]["value"] == 123.45


def test_small_amounts_keep_their_cents():
    assert report(12_345, 1).render("en").splitlines()[-1].endswith("0.01")


def test_reports_follow_each_other_in_order():
    assert together([report(1), report(2)], "en") == f"{report(1).render('en')}\n\n{report(2).render('en')}"


def test_an_explanation_without_spend_has_no_empty_table():
    made = record(1, channels=1, campaigns=1, periods=8)
    found = Explanation(today=made.plan.projected, sentences=(), cells=())
    assert explanation_text(made, found, "en").splitlines() == [f"== {made.name.render('en')} ({made.id}) =="]
